"""Where a reported clause ends, and where its author speaks again."""

from tracker.engine.clauses import opens_time
from tracker.engine.frames import Frame
from tracker.engine.phrases import is_setting, phrase_after
from tracker.engine.predicates import has_sure_verb, has_verb, is_clause, is_verb
from tracker.engine.streams import DASHES, QUOTATION, STOPS, last_sign
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    ING,
    MODAL,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use, attributing

_ASIDES = frozenset(
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
_PLAIN = frozenset(
    [
        "said",
        "says",
        "say",
        "added",
        "adds",
        "warned",
        "warns",
        "claimed",
        "claims",
        "insisted",
        "insists",
        "conceded",
        "concedes",
        "admitted",
        "admits",
        "told",
        "argued",
        "argues",
        "acknowledged",
        "acknowledges",
    ]
)

_ACTS = frozenset(
    {"hung", "shrugged", "laughed", "smiled", "walked", "wept", "slammed"}
)
"""What a speaker did, not what was said."""
_SHOWS = frozenset({"show", "shows", "showed", "suggest", "suggests", "indicate"})


class Endings(Frame):
    """Ends of reported clauses."""

    def _clause_end(self, at: int) -> int:
        """Return where a reported clause that begins at `at` ends."""
        row = self.row
        relative = self._in_relative()
        for k in range(at + 1, self.stop):
            low = row.low[k]
            if low == ";" or (relative and self._main_verb(at, k)):
                return k
            if low in {",", "and", "but"} and self._new_report(k):
                return k - 1 if row.low[k - 1] == "," else k
            if low == "," and self._another_speaks(k + 1):
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
                if row.flags[k + 1] & MODAL:
                    continue  # “it was “sorry” and would pay”: one report
                return k
        return self.stop

    def _comma_before(self, at: int) -> int:
        while self.row.low[at] != ",":
            at -= 1
        return at

    def _another_speaks(self, at: int) -> bool:
        """“she asked whether it was so, and I said no”: a report of its own."""
        low, flags = self.row.low, self.row.flags
        return (
            at + 2 < self.stop
            and low[at] in {"and", "but"}
            and bool(flags[at + 1] & PRONOUN)
            and low[at + 2] in _PLAIN
        )

    def _resumes(self, at: int) -> bool:
        """“A guard, afraid because the firm had told him not to talk, said …”."""
        row = self.row
        if at >= self.stop or row.low[at] not in _PLAIN:
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
        if not flags & AUXILIARY or flags & MODAL or before & (AUXILIARY | ADVERB):
            return False
        return bool(before & (BASE | FINITE | PARTICIPLE)) and has_verb(row, at, k)

    def _aside(self, at: int) -> bool:
        """Whether the author speaks again after a comma."""
        row = self.row
        if at >= self.stop:
            return True
        low = row.low[at]
        if low in _ASIDES or low == "according":
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

    def _closing_attribution(self, at: int) -> bool:
        """Whether ", the first source recounted." ends the sentence."""
        row = self.row
        if self.stop - at > 30 or at >= self.stop:
            return False
        verbs = [
            k
            for k in range(at, self.stop)
            if (row.low[k] in attributing() or row.low[k] in _SHOWS)
            and (k == at or is_verb(row, k))
        ]
        if not verbs:
            return False
        verb = verbs[0]
        if verb == at:
            follower = phrase_after(row, at + 1, self.stop)
            whole = has_verb(row, self.cue.beyond, at)
            return whole and (
                follower is not None
                and follower.beyond >= self.stop
                and not has_sure_verb(row, at + 1, self.stop)
            )
        if any(
            is_verb(row, k)
            for k in range(at, verb)
            if not row.flags[k] & (AUXILIARY | PARTICIPLE)
        ):
            return False
        rest = verb + 1
        if rest >= self.stop or is_setting(row, rest, self.stop):
            return True
        told = row.low[verb] in {"told", "tells", "tell"}
        return told and self._only_hearer(rest)

    def _only_hearer(self, at: int) -> bool:
        """Whether nothing but a hearer and a setting follows "told"."""
        for k in range(at, self.stop):
            if is_setting(self.row, k, self.stop):
                return True
            if self.row.low[k] in {"that", ":", QUOTATION, ","} or is_verb(self.row, k):
                return False
        return True

    def _new_report(self, k: int) -> bool:
        """Whether a further cue with the same subject begins after item `k`."""
        row = self.row
        at = k + 1
        joined = row.low[k] in {"and", "but"}
        while at < self.stop and (
            row.flags[at] & ADVERB
            or row.low[at]
            in {"and", "but", "then", "had", "has", "have", "also", "before"}
        ):
            at += 1
        if at >= self.stop or at == self.cue.first:
            return False
        entry = self._entry(at)
        if entry is None:
            return False
        uses, ing = entry
        if not uses & (Use.SPEECH | Use.TELL | Use.ASK | Use.NAME):
            return False
        nxt = row.low[at + 1] if at + 1 < self.stop else ""
        joined = joined or row.low[at - 1] in {"and", "but", "before"}
        if not ing and not joined:
            return False
        if ing:
            return row.low[at - 1] in {",", "before", "and"} and nxt not in {"", ","}
        if nxt in {"that", QUOTATION, ":", "whether", "how", "why"}:
            return True
        if uses & Use.NAME and self._names_with_quotation(at + 1):
            return True
        return (
            bool(uses & (Use.SPEECH))
            and is_clause(row, at + 1, self.stop)
            and row.low[at] in _PLAIN
        )

    def _names_with_quotation(self, at: int) -> bool:
        """“and called the delay “a burglary””."""
        for k in range(at, min(self.stop, at + 8)):
            if self.row.low[k] == QUOTATION:
                return True
            if self.row.low[k] in {",", ";", "that"} or is_verb(self.row, k):
                return False
        return False

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
        return not has_verb(row, at, self.stop)
