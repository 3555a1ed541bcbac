"""A quote held against the record it comes from.

The quote's words are aligned with the best place in the record, and what differs is
named. The dangerous differences read as a whole: a sentence that ends where the record
goes on ("… unless the Committee approves"), or words left out without a mark.
"""

from collections import Counter
from collections.abc import Sequence

from tracker.engine.alignment import (
    SMALL_GAP,
    Move,
    Step,
    align,
    locate,
    with_first_word,
    with_last_word,
)
from tracker.engine.comparable import Word, split
from tracker.engine.lexicon import NEGATIONS
from tracker.engine.spans import Span
from tracker.engine.verdicts import Difference, Fidelity, Piece, Verdict

__all__ = ["Difference", "Fidelity", "Piece", "Verdict", "compare"]

_SENTENCE_END = frozenset(".!?…")
_CLOSING = "\"'”’»)]"
_NEAR = 0.5


def compare(quote: str | Sequence[str], record: str) -> Verdict:
    """Hold `quote` against `record`.

    A quote that its attribution interrupts is given as its pieces; they must follow
    each other in the record. Offsets in the verdict count code points of the pieces
    joined by one blank.
    """
    text = quote if isinstance(quote, str) else " ".join(quote)
    said, held = split(text), split(record)
    if not said or not held:
        return Verdict(Fidelity.NOT_FOUND, None, ())
    window = locate(said, held)
    if window is None:
        return Verdict(Fidelity.NOT_FOUND, None, ())
    steps = align(said, held, window)
    same = sum(step.move is Move.SAME for step in steps)
    if same < _NEAR * sum(not word.editorial for word in said):
        return Verdict(Fidelity.NOT_FOUND, None, ())
    steps = with_first_word(record, held, steps)
    steps = with_last_word(record, held, steps)
    return _Judge(text, record, said, held, steps).verdict()


class _Judge:
    """Names the differences of one alignment."""

    def __init__(
        self,
        text: str,
        record: str,
        said: list[Word],
        held: list[Word],
        steps: list[Step],
    ) -> None:
        self.text, self.record = text, record
        self.said, self.held, self.steps = said, held, steps
        met = [
            step.record
            for step in steps
            if step.record is not None and step.quote is not None
        ]
        self.first, self.last = met[0], met[-1]
        self.place = Span(held[self.first].start, held[self.last].end)

    def verdict(self) -> Verdict:
        return Verdict(self._kind(), self.place, self._pieces())

    def _kind(self) -> Fidelity:
        changed = self._changed()
        left_out = self._left_out()
        added = self._added()
        if self._reordered(changed, left_out, added):
            return Fidelity.REORDERING
        if self._negation(changed, left_out, added):
            return Fidelity.NEGATION_CHANGED
        if self._number(changed):
            return Fidelity.NUMBER_CHANGED
        if changed:
            return Fidelity.SUBSTITUTION
        if added:
            return Fidelity.INSERTION
        if left_out or self._cut_short():
            return Fidelity.SILENT_TRUNCATION
        if any(step.move is Move.MARKED for step in self.steps):
            return Fidelity.MARKED_ELLIPSIS
        return Fidelity.EXACT if self._literal() else Fidelity.TYPOGRAPHIC

    # -- kinds of difference -------------------------------------------------

    def _changed(self) -> list[tuple[Word, Word]]:
        return [
            (self.said[step.quote], self.held[step.record])
            for step in self.steps
            if step.move is Move.CHANGED
            and step.quote is not None
            and step.record is not None
        ]

    def _left_out(self) -> list[list[Word]]:
        return self._runs(Move.MISSING)

    def _added(self) -> list[list[Word]]:
        return self._runs(Move.ADDED)

    def _runs(self, move: Move) -> list[list[Word]]:
        runs: list[list[Word]] = []
        before: Move | None = None
        for step in self.steps:
            if step.move is move:
                at = step.record if move is Move.MISSING else step.quote
                word = (self.held if move is Move.MISSING else self.said)[at or 0]
                if before is move:
                    runs[-1].append(word)
                else:
                    runs.append([word])
            before = step.move
        return runs

    def _negation(
        self,
        changed: list[tuple[Word, Word]],
        left_out: list[list[Word]],
        added: list[list[Word]],
    ) -> bool:
        """Whether a negation came, went, or turned into its opposite."""
        if any(_negative(a) != _negative(b) for a, b in changed):
            return True
        came = sum(_negative(word) for run in added for word in run)
        went = sum(
            _negative(word) for run in left_out if len(run) <= SMALL_GAP for word in run
        )
        return came != went

    @staticmethod
    def _number(changed: list[tuple[Word, Word]]) -> bool:
        return any(
            (a.number is not None or b.number is not None) and a.number != b.number
            for a, b in changed
        )

    def _reordered(
        self,
        changed: list[tuple[Word, Word]],
        left_out: list[list[Word]],
        added: list[list[Word]],
    ) -> bool:
        """Whether the same words stand in another order."""
        ours = Counter(a.folded for a, _ in changed)
        ours.update(word.folded for run in added for word in run)
        theirs = Counter(b.folded for _, b in changed)
        theirs.update(word.folded for run in left_out for word in run)
        if ours and ours == theirs:
            return True
        return any(len(run) > 1 and self._stands_nearby(run) for run in added)

    def _stands_nearby(self, run: list[Word]) -> bool:
        """Whether the record has these very words just before or after."""
        words = [word.folded for word in run]
        reach = len(self.said) + len(words)
        first, beyond = max(0, self.first - reach), self.last + reach
        near = [word.folded for word in self.held[first:beyond]]
        size = len(words)
        return any(near[at : at + size] == words for at in range(len(near) - size + 1))

    def _cut_short(self) -> bool:
        """Whether the quote reads as a whole sentence where the record's goes on.

        It ends with a full stop and the record does not; or it is a whole sentence up
        to the comma before "he said", and the record has no comma there.
        """
        end = self.text.rstrip().rstrip(_CLOSING).rstrip()
        if end.endswith(("…", "..")):
            return False
        rest = self.held[self.last].end
        if end[-1:] == ",":
            here = self.record[rest : rest + 1]
            return (
                self._opens_sentence()
                and here not in {",", ";", ":", "-", "—", "–"}
                and self._goes_on(rest)
            )
        return end[-1:] in _SENTENCE_END and self._goes_on(rest)

    def _opens_sentence(self) -> bool:
        """Whether the quote begins where a sentence of the record begins."""
        before = (
            self.record[: self.held[self.first].start]
            .rstrip()
            .rstrip(_CLOSING + "“‘«(\"'")
        )
        return (
            not before or before.rstrip()[-1:] in _SENTENCE_END or "\n" in before[-1:]
        )

    def _goes_on(self, at: int) -> bool:
        """Whether the record's sentence continues after `at`."""
        rest = self.record[at : at + 40]
        # A numbered paragraph often closes with a semicolon, and the line with it.
        following = rest.lstrip(_CLOSING + ";,")
        if not following.strip():
            return False
        if following[0] in _SENTENCE_END:
            return False
        return "\n" not in following[: len(following) - len(following.lstrip())]

    def _literal(self) -> bool:
        return self.text.strip() in self.record

    # -- display ------------------------------------------------------------

    def _pieces(self) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for step in self.steps:
            difference = _DIFFERENCES[step.move]
            ours = self.said[step.quote].span if step.quote is not None else None
            theirs = self.held[step.record].span if step.record is not None else None
            last = pieces[-1] if pieces else None
            if last is not None and last.difference is difference:
                pieces[-1] = Piece(
                    difference, _joined(last.quote, ours), _joined(last.record, theirs)
                )
            else:
                pieces.append(Piece(difference, ours, theirs))
        return tuple(pieces)


_DIFFERENCES = {
    Move.SAME: Difference.SAME,
    Move.CHANGED: Difference.CHANGED,
    Move.MISSING: Difference.MISSING,
    Move.ADDED: Difference.ADDED,
    Move.MARKED: Difference.MARKED,
}


def _joined(a: Span | None, b: Span | None) -> Span | None:
    if a is None or b is None:
        return a or b
    return Span(min(a.start, b.start), max(a.end, b.end))


def _negative(word: Word) -> bool:
    return word.folded in NEGATIONS or word.folded.endswith("n't")
