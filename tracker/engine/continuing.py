"""What goes on after an attribution in the middle of a sentence."""

from tracker.engine.clauses import opens_time
from tracker.engine.endings import ASIDES
from tracker.engine.objects import Objects
from tracker.engine.predicates import is_verb
from tracker.engine.streams import DASHES, QUOTATION
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    DETERMINER,
    FINITE,
    ING,
    NOUN_KIND,
    PARTICIPLE,
    PREPOSITION,
)
from tracker.engine.verbs import attributing


class Continuing(Objects):
    """Reads the second piece of a report that its attribution interrupts."""

    def _continues(self, after: int) -> bool:
        return bool(self._continuation(after, quoted=False))

    def _continuation(self, after: int, *, quoted: bool) -> list[tuple[int, int]]:
        """Pieces after an attribution in the middle: ", he said, “…”"."""
        row = self.row
        at = after
        for k in range(after, self.stop):
            if row.low[k] in {",", QUOTATION, ":", ";"} or row.low[k] in DASHES:
                at = k
                break
        else:
            return []
        if row.low[at] == ";":
            return []
        if row.low[at] in {",", ":"} or row.low[at] in DASHES:
            at += 1
        if at >= self.stop:
            return []
        if row.low[at] == QUOTATION:
            return self._quotations(at)
        if quoted and row.low[at - 1] in DASHES:
            return self._quotation_past_dash(at)
        if quoted:
            return self._quotation_further_on(at)
        if row.low[at - 1] == ":":
            return []
        low, flags = row.low[at], row.flags[at]
        if low in {"who", "whose"}:
            comma = next((k for k in range(at, self.stop) if row.low[k] == ","), -1)
            if (
                comma < 0
                or comma + 1 >= self.stop
                or row.low[comma + 1] not in {"because", "and", "but"}
            ):
                return []
            return [(comma + 1, self._clause_end(comma + 1))]
        if low in ASIDES or low in {
            "who",
            "which",
            "before",
            "after",
            "when",
            "while",
            "as",
            "though",
            "although",
        }:
            if (
                low in {"as", "though", "although", "while", "when", "which"}
                and self.cue.base != "tell"
            ):
                relative = low == "which"
                return (
                    []
                    if relative
                    else [(at, self._clause_end(at))]
                    if low == "as"
                    else []
                )
            return []
        if flags & ING and not flags & NOUN_KIND:
            return []
        if any(
            row.low[k] in {"after", "before"} and opens_time(row, k - 1, after)
            for k in range(at + 1, min(self.stop, at + 5))
        ):
            return [(at, self.stop)]  # “…, two of them said, hours after it closed”
        if low in {"and", "or"} and row.low[at + 1 : self.stop] == [QUOTATION]:
            return [(at, self.stop)]
        if low in {"until", "unless", "if"}:
            return [(at, self._clause_end(at))]
        if low in {"and", "but", "or", "because", "so", "nor", "yet"}:
            return [(at, self._clause_end(at))] if self._clause_end(at) - at > 2 else []
        if flags & (AUXILIARY | FINITE) and is_verb(row, at):
            return [(at, self._clause_end(at))]
        if flags & BASE and not flags & (NOUN_KIND | PREPOSITION | DETERMINER):
            return [(at, self._clause_end(at))]  # “Its debts, he says, come to …”
        if flags & (PREPOSITION | ADVERB) and low in {
            "to",
            "not",
            "with",
            "without",
            "despite",
            "even",
            "only",
        }:
            return [(at, self._clause_end(at))]
        return []

    def _quotation_past_dash(self, at: int) -> list[tuple[int, int]]:
        """“…,” he said — and here he paused — “…”."""
        low = self.row.low
        for k in range(at, self.stop - 1):
            if low[k] in DASHES and low[k + 1] == QUOTATION:
                return self._quotations(k + 1)
            if low[k] == QUOTATION:
                return []
        return []

    def _quotation_further_on(self, at: int) -> list[tuple[int, int]]:
        """“…,” said X, who fled, “…”: the second piece after what is inserted."""
        row = self.row
        aside = row.flags[at] & (ING | PARTICIPLE) and not row.flags[at] & NOUN_KIND
        if row.low[at] not in {"who", "whose"} and not aside:
            return []
        for k in range(at, self.stop):
            if row.low[k] == QUOTATION:
                if aside and not row.region[k].content.of(row.text)[:1].islower():
                    return []
                return self._quotations(k) if row.low[k - 1] == "," else []
            if row.low[k] in attributing():
                return []
        return []
