"""Where a reported clause ends, and where its author speaks again."""

from tracker.engine.clauses import opens_time
from tracker.engine.closings import PLAIN, Closings
from tracker.engine.predicates import has_verb, is_verb
from tracker.engine.streams import DASHES, QUOTATION, STOPS, last_sign
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DATE,
    DETERMINER,
    FINITE,
    ING,
    MODAL,
    NOUN_KIND,
    PARTICIPLE,
    PERSON,
    PREPOSITION,
    PUNCTUATION,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use, attributing

ASIDES = frozenset(
    {
        "asking",
        "requesting",
        "speaking",
        "citing",
        "referring",
        "describing",
        "using",
        "declining",
        "insisting",
        "quoting",
        "pointing",
        "laughing",
        "holding",
        "standing",
        "sitting",
        "reading",
    }
)

_ACTS = frozenset(
    {"hung", "shrugged", "laughed", "smiled", "walked", "wept", "slammed"}
)
"""What a speaker did, not what was said."""


_MAY_END = frozenset({";", ",", "and", "but", "after", "before", QUOTATION})
"""Nothing else ends a clause, unless it is a relative one."""
_STATES = frozenset({"wanted", "wants", "felt", "feels", "needed", "needs", "knew"})
"""What only somebody's words can tell of somebody: one report with what precedes."""
_INSERTS = frozenset(
    {"who", "whose", "which", "where", "when", "if", "once", "though", "although"}
)
_LONGEST_INSERTION = 20


class Endings(Closings):
    """Ends of reported clauses."""

    def _clause_end(self, at: int) -> int:
        """Return where a reported clause that begins at `at` ends."""
        row = self.row
        relative = self._in_relative()
        for k in range(at + 1, self.stop):
            low = row.low[k]
            if not relative and low not in _MAY_END:
                continue
            if low == ";" or (relative and self._main_verb(at, k)):
                return k
            last = k + 1 == self.stop and not row.flags[k - 1] & AUXILIARY
            if relative and last and is_verb(row, k):
                return k  # “a man who said he was lost answered”
            if low in {",", "and", "but"} and self._new_report(k):
                return k - 1 if row.low[k - 1] == "," else k
            if low == "," and self._another_speaks(k + 1):
                return k
            if low == "," and self._while_another(k + 1):
                return k
            if low == "," and self._resumes(k + 1):
                return k
            if low == "," and (self._aside(k + 1) or self._closing_attribution(k + 1)):
                return k
            if low == QUOTATION and last_sign(row, k) == ",":
                if self._closing_attribution(k + 1):
                    return k + 1
            elif low == "and" and not _ACTS.isdisjoint(row.low[k + 1 : k + 2]):
                return k
            if low in {"after", "before"} and opens_time(row, k - 1, at):
                return self._comma_before(k)
            if low == "and" and row.low[k - 1] == QUOTATION and is_verb(row, k + 1):
                if row.flags[k + 1] & (MODAL | AUXILIARY) or row.low[k + 1] in _STATES:
                    continue
                if self._somebody_at(at):
                    continue  # “it was “sorry” and would pay”: one report
                return k
        return self.stop

    def _somebody_at(self, at: int) -> bool:
        """Whether the clause at `at` tells of somebody: what follows may be theirs."""
        row = self.row
        if row.low[at] in {"he", "she", "they"}:
            return True
        head = row.flags[at : min(self.stop, at + 4)]
        return bool(row.flags[at] & DETERMINER) and any(f & PERSON for f in head)

    def _comma_before(self, at: int) -> int:
        while self.row.low[at] != ",":
            at -= 1
        return at

    def _resumes(self, at: int) -> bool:
        """“A guard, afraid because the firm had told him not to talk, said …”."""
        row = self.row
        if at >= self.stop or row.low[at] not in PLAIN:
            return False
        return any(
            row.low[k] in {"because", "who", "whose", "since", "which", "as"}
            for k in range(self.first, self.cue.first)
        )

    def _in_relative(self) -> bool:
        """“a council that promised …”: the sentence's own verb is still to come."""
        at = self.cue.first - 1
        return at > self.first and self.row.low[at] in {"who", "that", "which"}

    def _main_verb(self, at: int, k: int) -> bool:
        """Whether `k` is the verb of the sentence around a relative clause."""
        row = self.row
        flags, before = row.flags[k], row.flags[k - 1]
        noun = before & NOUN_KIND or not before
        if noun and row.low[k] in attributing() and has_verb(row, at, k):
            joins = SUBORDINATOR | CONJUNCTION | PUNCTUATION
            return not any(f & joins for f in row.flags[at:k])
        if not flags & AUXILIARY or flags & MODAL or before & (AUXILIARY | ADVERB):
            return False
        return bool(before & (BASE | FINITE | PARTICIPLE)) and has_verb(row, at, k)

    def _aside(self, at: int) -> bool:
        """Whether the author speaks again after a comma."""
        row = self.row
        if at >= self.stop:
            return True
        low = row.low[at]
        if low in ASIDES or low == "according":
            return True
        if (
            row.low[at - 2] == QUOTATION
            and row.flags[at] & DETERMINER
            and low in {"a", "an"}
        ):
            return True
        if low == "without":
            return at + 1 < self.stop and bool(row.flags[at + 1] & ING)
        return low == "in" and row.low[at + 1 : at + 3] == ["what", "appears"]

    def _ends_quotation(self, at: int) -> bool:
        """Whether what follows a quotation no longer belongs to what is reported."""
        row = self.row
        low, flags = row.low[at], row.flags[at]
        if low in {",", ";", ")", *DASHES} or low in STOPS or low == QUOTATION:
            return True
        if self._in_relative() and flags & AUXILIARY and not flags & MODAL:
            return True
        if flags & (CONJUNCTION | SUBORDINATOR):
            return True
        if last_sign(row, at - 1) in STOPS | {","}:
            return True
        if flags & PREPOSITION:
            return True
        if flags & DATE and not self.cue.uses & Use.SPEECH:
            return True  # “apologised “fully” yesterday but rejected …”
        return not has_verb(row, at, self.stop)

    def _insertion_ends(self, comma: int) -> int:
        """“the firm, which had left, had denied it”: the second comma, 0 if none."""
        row, k = self.row, comma + 1
        if k >= self.stop or row.low[k] not in _INSERTS:
            return 0
        while k < min(self.stop, comma + _LONGEST_INSERTION):
            if row.low[k] in {";", ":", QUOTATION}:
                return 0
            if row.low[k] == ",":
                return k
            k += 1
        return 0
