"""What precedes a cue: "…, he said", and what goes on after it."""

from tracker.engine.continuing import Continuing
from tracker.engine.endings import ASIDES
from tracker.engine.frames import Report
from tracker.engine.phrases import Phrase, is_setting
from tracker.engine.predicates import has_verb, is_clause
from tracker.engine.streams import DASHES, QUOTATION
from tracker.engine.tokens import (
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    NOUN_KIND,
    NUMBER,
    OPENER,
    OTHER_PRONOUN,
    PREPOSITION,
    SUBORDINATOR,
)

_BROKEN_OFF = 4
"""Words after which nobody would break a report off, did it not go on."""
_CIRCUMSTANCES = frozenset(
    {"when", "whenever", "while", "once", "after", "before"}
    | {"asked", "pressed", "questioned", "challenged", "approached"}
)

_SPELLS = frozenset({"in", "during", "over", "within", "throughout"})
"""“In the months he worked there, he said, …”: a spell of time, whatever filled it."""
_BREAKS = DASHES | {","}
_LEADS = _BREAKS | {"•", "-"}


class Preceding(Continuing):
    """Reads the words before an attribution."""

    def _before(
        self, source: Phrase | None, rule: str, edge: int, after: int
    ) -> Report | None:
        """Take what stands before the attribution, and goes on after it."""
        row = self.row
        beyond = edge
        while beyond > self.first and row.low[beyond - 1] in _BREAKS:
            beyond -= 1
        start = self._content_start(beyond)
        if beyond <= start:
            return None
        if (
            row.flags[beyond - 1] & (SUBORDINATOR | CONJUNCTION)
            and row.low[beyond - 1] != QUOTATION
        ):
            more = self._continuation(after, quoted=False) or self._rest(after)
            return self._report(source, more, rule, None)
        quotations = self._trailing_quotations(start, beyond)
        if (
            quotations
            and quotations[0][0] > start
            and self._own_words_before(start, quotations[0][0])
        ) or (quotations and quotations[0][0] == start):
            pieces = quotations
        elif self._only_circumstance(start, beyond, after):
            return None
        elif self._opens_with_adverbial(start, beyond) and (
            main := self._main_clause(after)
        ):
            return self._report(source, [(start, beyond), main], rule, None)
        else:
            pieces = [(start, beyond)]
            if (
                rule != "according_after"
                and not is_clause(row, start, beyond)
                and not self._continues(after)
            ):
                if beyond - start < 2:
                    return None
                if not has_verb(row, start, beyond) and not self._continues(after):
                    return None
        quoted = all(row.low[a] == QUOTATION for a, _ in pieces)
        more = self._continuation(after, quoted=quoted)
        if not more and not quoted and beyond - start <= _BROKEN_OFF:
            more = self._broken_off(beyond, after)
        return self._report(source, [*pieces, *more], rule, None)

    def _opens_with_adverbial(self, start: int, beyond: int) -> bool:
        """“Since the order took effect, he said, …”: the main clause is to come."""
        row = self.row
        if row.low[beyond - 1] == QUOTATION:
            return False
        flags = row.flags[start]
        if flags & SUBORDINATOR and row.low[start] not in {"that", "who", "what"}:
            return "," not in row.low[start:beyond]
        alone = not has_verb(row, start, beyond) or row.low[start] in _SPELLS
        return bool(flags & PREPOSITION) and alone

    def _broken_off(self, beyond: int, after: int) -> list[tuple[int, int]]:
        """“It thanked her, she said, for her patience”: so few words go on.

        `beyond` is where they end; “He had been, he told me, a cook” goes on behind
        whatever stands before the comma.
        """
        row, at = self.row, after + 1
        if row.flags[beyond - 1] & AUXILIARY:
            comma = (k for k in range(after, self.stop) if row.low[k] == ",")
            at = next(comma, self.stop) + 1
            return [(at, self._clause_end(at))] if at < self.stop else []
        if at + 1 >= self.stop or row.low[after] != ",":
            return []
        if not row.flags[at] & PREPOSITION or is_setting(row, at, self.stop):
            return []
        return [(at, self._clause_end(at))]

    def _only_circumstance(self, start: int, beyond: int, after: int) -> bool:
        """“When I asked, she said nothing”: a clause of time, and a verb's object."""
        row = self.row
        if row.low[start] not in _CIRCUMSTANCES or row.low[beyond - 1] == QUOTATION:
            return False
        if self.cue.base == "tell":
            return False
        objects = DETERMINER | OTHER_PRONOUN | NOUN_KIND | NUMBER
        return after < self.stop and bool(
            row.flags[after] & objects or row.low[after] == "to"
        )

    def _main_clause(self, after: int) -> tuple[int, int] | None:
        """Return the clause behind the comma that closes an attribution."""
        row = self.row
        comma = next((k for k in range(after, self.stop) if row.low[k] == ","), None)
        if comma is None or comma + 2 >= self.stop or QUOTATION in row.low[after:comma]:
            return None
        at = comma + 1
        if row.flags[at] & (CONJUNCTION | SUBORDINATOR) or row.low[at] in ASIDES:
            return None
        end = self._clause_end(at)
        return (at, end) if is_clause(row, at, end) else None

    def _trailing_quotations(self, start: int, beyond: int) -> list[tuple[int, int]]:
        pieces: list[tuple[int, int]] = []
        k = beyond
        while k > start and self.row.low[k - 1] == QUOTATION:
            k -= 1
            pieces.insert(0, (k, k + 1))
        return pieces

    def _own_words_before(self, start: int, quotation: int) -> bool:
        """Whether the words before a closing quotation are not part of the report."""
        row = self.row
        if row.low[quotation - 1] == ":":
            return True
        if not row.region[quotation].content.of(row.text)[:1].isupper():
            return False
        return row.low[quotation - 1] == "," or not has_verb(row, start, quotation)

    def _rest(self, after: int) -> list[tuple[int, int]]:
        """What follows ", where, he said,": the clause that was broken off."""
        if after < self.stop and self.row.low[after] == ",":
            return [(after + 1, self._clause_end(after + 1))]
        return []

    def _content_start(self, beyond: int) -> int:
        """Where a clause before its attribution begins: without "But", "However,"."""
        row = self.row
        at = self.first
        for k in range(beyond - 1, self.first - 1, -1):
            if row.low[k] == ";" or (row.low[k] == ":" and k + 2 < beyond):
                at = k + 1
                break
        for made in self.earlier:
            if (
                made.sentence == self.sentence
                and made.stretch[1] <= beyond
                and made.rule == "before_quotation"
                and made.cue is not None
                and row.low[made.cue.first - 1] not in {"who", "that", "which"}
            ):
                at = max(at, made.stretch[1])
        while at < beyond and row.low[at] in _LEADS:
            at += 1
        if at < beyond and row.flags[at] & OPENER:
            at += 1
            if at < beyond and row.low[at] == ",":
                at += 1
        return at

    def _leading_setting(self, start: int, edge: int) -> bool:
        """Whether only an adverbial stands before "according to X, …"."""
        return (
            not has_verb(self.row, start, edge)
            and self.row.low[edge - 1] == ","
            and edge - start < 12
        )
