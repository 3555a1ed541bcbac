"""One cue in one sentence, and what it is found to report."""

from dataclasses import dataclass, field

from tracker.engine.clauses import quotation_inside_phrase
from tracker.engine.cues import Cue
from tracker.engine.inflection import Form
from tracker.engine.phrases import (
    Phrase,
)
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row, last_sign
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    PARTICIPLE,
    PUNCTUATION,
)
from tracker.engine.verbs import Use, reporting

FRAMES = DASHES | {",", QUOTATION}
"""What stands between an attribution and what it reports."""


@dataclass(slots=True)
class Report:
    """Items that are reported, the phrase that reports them, and by which rule."""

    row: Row
    sentence: tuple[int, int]
    cue: Cue | None
    source: Phrase | None
    pieces: list[tuple[int, int]]
    rule: str
    shared: "Report | None" = None
    stretch: tuple[int, int] = field(default=(0, 0))


class Frame:
    """The cue, its sentence without the final stop, and the reports made before it."""

    def __init__(
        self, row: Row, sentence: tuple[int, int], cue: Cue, earlier: list[Report]
    ) -> None:
        self.row, self.cue, self.earlier = row, cue, earlier
        self.first, self.beyond = sentence
        self.sentence = sentence
        self.stop = self.beyond
        while self.stop > self.first and row.low[self.stop - 1] in STOPS:
            self.stop -= 1

    def _report(
        self,
        source: Phrase | None,
        pieces: list[tuple[int, int]],
        rule: str,
        shared: Report | None,
    ) -> Report | None:
        pieces = [piece for piece in pieces if self._has_words(*piece)]
        if not pieces:
            return None
        marks = [*pieces, (self.cue.first, self.cue.beyond)]
        if source is not None:
            marks.append((source.first, source.beyond))
        return Report(
            self.row,
            self.sentence,
            self.cue,
            source,
            pieces,
            rule,
            shared,
            (min(a for a, _ in marks), max(b for _, b in marks)),
        )

    def _entry(self, at: int) -> tuple[int, bool] | None:
        entry = reporting().get(self.row.low[at])
        if entry is None:
            return None
        return entry.uses, Form.ING in entry.forms

    def _has_words(self, first: int, beyond: int) -> bool:
        flags = self.row.flags[first:beyond]
        return any(not flag & PUNCTUATION for flag in flags)

    def _infinitive(self, at: int) -> bool:
        """Whether a verb follows the "to" at `at`, be it one that no lexicon knows."""
        if at + 1 >= self.stop:
            return False
        if self._quotation_at(at + 1):  # “vowed to “fight on””
            return self.row.region[at + 1].content.of(self.row.text)[:1].islower()
        flags = self.row.flags[at + 1]
        return bool(flags & (BASE | AUXILIARY | ADVERB)) or not flags

    def _that(self, at: int) -> int:
        near = self.row.low[at : min(self.stop, at + 18)]
        return at + near.index("that") if "that" in near else self.stop

    def _quotation_at(self, at: int) -> bool:
        return self.first <= at < self.beyond and self.row.low[at] == QUOTATION

    def _quotation_before(self) -> bool:
        row, at = self.row, self.cue.first - 1
        if row.low[at] == QUOTATION:
            return True
        return at > self.first and row.low[at - 1] == QUOTATION

    def _speech_before(self) -> bool:
        """A quotation before the cue, unless it belongs to a phrase: as “Dr Vance”."""
        at = self.cue.first - 1
        if self.row.low[at] == "," and self._quotation_at(at - 1):
            marked = self.row.flags[at - 2] & PARTICIPLE and at - 2 >= self.first
            if marked and last_sign(self.row, at - 1) not in STOPS | {","}:
                return False  # “a report, marked “secret”, recommends …”
        named = quotation_inside_phrase(self.row, at) and self._quotation_at(at)
        if named and last_sign(self.row, at) not in STOPS | {","}:
            return False
        return self._quotation_before()

    def _goes_on(self, edge: int) -> bool:
        """“‘among the worst’ it had seen”: no mark ends the quotation, none speaks."""
        at = edge - 1
        if not self._quotation_at(at) or self.cue.uses & Use.SPEECH:
            return False
        return last_sign(self.row, at) not in STOPS | {","}

    def _framed(self, edge: int) -> bool:
        """Whether the attribution stands behind a comma, a dash or a quotation."""
        if edge <= self.first:
            return False
        return self.row.low[edge - 1] in FRAMES

    def _quotations(self, at: int) -> list[tuple[int, int]]:
        """Adjacent quotations from `at` on."""
        pieces = []
        while at < self.beyond and self.row.low[at] == QUOTATION:
            pieces.append((at, at + 1))
            at += 1
        return pieces
