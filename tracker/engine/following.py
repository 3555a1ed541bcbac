"""What follows a cue: "said that …", "told parents the boys …", "said: “…”"."""

from tracker.engine.endings import Endings
from tracker.engine.phrases import is_setting
from tracker.engine.predicates import (
    has_sure_verb,
    is_clause,
    is_verb,
    quoted_predicate,
)
from tracker.engine.streams import OPENS_SPEECH, QUOTATION
from tracker.engine.tokens import (
    ADVERB,
    CAPITAL,
    CONJUNCTION,
    CONTRACTION,
    DATE,
    DETERMINER,
    DIGIT,
    ING,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    OPENER,
    OTHER_PRONOUN,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
)
from tracker.engine.verbs import Use, attributing

_BEFORE_SPEECH = OPENS_SPEECH | {","}
_PENS = frozenset({"write", "post", "read", "submit", "publish", "list", "print"})
_MAY_LEAD = frozenset(
    {"in", "at", "on", "under", "by", "for", "over", "up", "since", "during", "among"}
    | {"after", "with", "without"}
)
"""“said in May it would shut”: prepositions that may open the clause itself."""


class Following(Endings):
    """Reads the words after a cue."""

    def _that_clause(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        return self._clause(at + 1), "that_clause"

    def _clause(self, at: int) -> list[tuple[int, int]]:
        """A clause from `at`; only quotations, if nothing else stands in it."""
        row = self.row
        if at >= self.stop:
            return []
        if row.low[at] == "," and at + 1 < self.stop:
            at += 1
        end = self._clause_end(at)
        if row.low[at] == QUOTATION and all(
            row.low[k] == QUOTATION or row.flags[k] & PUNCTUATION
            for k in range(at, end)
        ):
            return self._quotations(at)
        return [(at, max(end, at + 1))]

    def _marked(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        row = self.row
        if at >= self.stop:
            return None
        if row.low[at] == QUOTATION:
            after = at + 1
            small = row.region[at].content.of(row.text)[:1].islower()
            if self.cue.base == "know" and small:
                return None  # “had known “since the pilot””
            if after < self.stop and not self._ends_quotation(after):
                return self._bare(at)
            return self._quotations(at), "before_quotation"
        if row.low[at - 1] == ":" and self.stop - at > 2:
            return [(at, self._clause_end(at))], "colon"
        return None

    def _quotation_is_object(self, at: int) -> bool:
        after = at + 1
        return after >= self.stop or self._ends_quotation(after)

    def _bare(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """A clause without "that"."""
        row = self.row
        if (
            at >= self.stop
            or row.low[at] == ","
            or not (self.cue.uses & (Use.SPEECH | Use.TELL) or self._in_marks(at))
        ):
            return None
        flags = row.flags[at]
        if not self._clause_opens(at):
            return None
        counted = at + 1 < self.stop and (
            row.low[at + 1] in {"least", "most", "about"}
            or bool(row.flags[at + 1] & (DIGIT | NUMBER))
        )
        if (
            flags & (PREPOSITION | ING | CONJUNCTION)
            and not counted
            and not flags & (DETERMINER | CAPITAL)
            and row.low[at] not in _MAY_LEAD
        ):
            return None
        end = self._clause_end(at)
        if not is_clause(row, at, end):
            return None
        near = flags | row.flags[at + 1]
        bare = not flags & (PRONOUN | DETERMINER) and near & PREPOSITION
        if self.cue.base in _PENS and (bare or not has_sure_verb(row, at, end)):
            return None  # “wrote their names in a book marked ‘Guests’”
        if flags & PREPOSITION and not counted:
            comma = next((k for k in range(at, end) if row.low[k] == ","), None)
            if comma is None or is_verb(row, comma + 1):
                return None  # “he said in the hall, was a bell”
        return [(at, end)], "bare_clause"

    def _in_marks(self, at: int) -> bool:
        """“thought she was “about thirty””: the marks say that it was spoken."""
        thought = self.cue.uses & Use.THOUGHT
        return bool(thought) and QUOTATION in self.row.low[at : self._clause_end(at)]

    def _clause_opens(self, at: int) -> bool:
        """Whether a subject and its verb follow, with no other clause between them."""
        row = self.row
        if (
            row.low[at] == QUOTATION
            and row.region[at].content.of(row.text).count(" ") < 1
        ):
            return False
        commas = within = 0
        for k in range(at + (0 if row.flags[at] & CONTRACTION else 1), self.stop):
            low = row.low[k]
            if k <= within:
                continue
            if low == "," and (within := self._insertion_ends(k)):
                continue
            if low == QUOTATION and quoted_predicate(row, k):
                return True
            if is_verb(row, k):
                if commas % 2 and not row.flags[at] & PREPOSITION:
                    return False
                before = k - 2 if row.flags[k - 1] & ADVERB else k - 1
                return low != "to" and row.low[before] not in {"and", "but", "or"}
            if low in {
                "where",
                "when",
                "as",
                "if",
                "because",
                "while",
                "until",
                ";",
                ":",
                "before",
            }:
                return False
            commas += low == ","
            if low == "," and row.flags[at] & PRONOUN:
                return False
            if low == "," and not row.flags[at] & (
                PREPOSITION | CAPITAL | DETERMINER | NUMBER | DIGIT
            ):
                return False
        return False

    def _colon(self, at: int) -> int | None:
        """A colon before a quotation, further on: "put it more bluntly: “…”"."""
        row, limit = self.row, min(self.stop, at + 14)
        if ":" not in row.low[at:limit]:
            return None
        for k in range(at, limit):
            if row.low[k] == ":":
                return k if k + 1 < self.stop and row.low[k + 1] == QUOTATION else None
            if row.low[k] == QUOTATION or row.low[k] in {";", "that", ","}:
                return None
            if k > at and row.low[k] in attributing() and is_verb(row, k):
                return None  # “quotes a text in which Orr told a clerk: “…””
            noun = row.flags[at] & (DETERMINER | CAPITAL) and k > at
            if noun and is_verb(row, k) and self.cue.uses & Use.SPEECH:
                return None  # “said the answer was short: “No””: all of it is said
        return None

    def _comma_before_quotation(self, at: int) -> int | None:
        """“says of the rival, “…””: a comma and a quotation, no verb before them."""
        row = self.row
        spoken = self.cue.uses & (Use.SPEECH | Use.ASK | Use.TELL | Use.MANNER)
        if not spoken or not row.flags[at] & (PREPOSITION | OTHER_PRONOUN):
            return None
        for k in range(at, min(self.stop - 1, at + 12)):
            if row.low[k] == "," and row.low[k + 1] == QUOTATION:
                return k
            if row.low[k] in _BEFORE_SPEECH or is_verb(row, k):
                return None
        return None

    def _skip_settings(self, at: int) -> int:
        """Skip adverbs, “on Tuesday”, “in a statement” after the cue."""
        row = self.row
        while at < self.stop:
            low, flags = row.low[at], row.flags[at]
            if (
                flags & ADVERB
                and not flags & (DETERMINER | NEGATION | PREPOSITION | NUMBER | OPENER)
                and low not in {"only", "almost", "nearly", "there", "here", "all"}
            ) or (low == "only" and at + 1 < self.stop and row.low[at + 1] == "that"):
                at += 1
            elif low == "," and self._parenthesis(at):
                at += 3
            elif is_setting(row, at, self.stop):
                moved = self._setting_end(at)
                if moved == at:
                    break
                at = moved
            else:
                break
        return at

    def _parenthesis(self, at: int) -> bool:
        """“acknowledged, however, that …”."""
        row = self.row
        if at + 3 >= self.stop or row.low[at + 2] != ",":
            return False
        inserted = row.low[at + 1] in {"though", "too"}
        return inserted or bool(row.flags[at + 1] & (ADVERB | OPENER))

    def _setting_end(self, at: int) -> int:
        row = self.row
        if row.flags[at] & DATE and not row.flags[at] & PREPOSITION:
            days = range(at + 1, self.stop)
            return next((k for k in days if not row.flags[k] & DATE), self.stop)
        seen = False
        for k in range(at + 1, min(self.stop, at + 12)):
            low, flags, before = row.low[k], row.flags[k], row.flags[k - 1]
            if low in OPENS_SPEECH:
                return k
            if low == ",":
                return k + 1 if k + 1 < self.stop and row.low[k + 1] == "that" else k
            if (
                seen
                and flags & (PRONOUN | DETERMINER | CAPITAL)
                and not flags & DATE
                and not flags & DIGIT
                and not before & (PREPOSITION | DETERMINER)
                and (not before & CAPITAL or before & DATE)  # “on Saturday it was”
            ):
                return k
            if flags & (DATE | NOUN_KIND) or not flags:
                seen = True
        return at
