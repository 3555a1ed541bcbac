"""What a cue takes: told jurors not to …, called the vote “theatre”, said that …."""

from tracker.engine.following import Following
from tracker.engine.phrases import (
    has_verb,
    is_verb,
)
from tracker.engine.streams import DASHES, QUOTATION
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CONJUNCTION,
    DETERMINER,
    ING,
    NOUN_KIND,
    NUMBER,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use

_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "where", "when", "which"}
)


_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "where", "when", "which"}
)


class Objects(Following):
    """Reads objects that stand between a cue and what it reports."""

    def _after(
        self, at: int, *, participle: bool = False
    ) -> tuple[list[tuple[int, int]], str] | None:
        """Return the pieces after the cue and the rule that took them."""
        row, uses = self.row, self.cue.uses
        named = self._named(at)
        if named is not None:
            return named
        at = self._skip_settings(at)
        if at >= self.stop:
            return None
        if uses & Use.TELL or uses & Use.ASK or uses & Use.COMMAND:
            hearer = self._hearer(at)
            if hearer is not None:
                return hearer
        low = row.low[at]
        if low == ":" or (
            low == "," and at + 1 < self.stop and row.low[at + 1] == QUOTATION
        ):
            return self._marked(at + 1)
        if low == QUOTATION:
            if self._quotation_is_object(at):
                return self._marked(at)
            return self._bare(at)
        if low == "that" and at + 1 < self.stop and uses != Use.NOUN:
            return self._that_or_bare(at)
        if low == "as" and row.low[at + 1 : at + 3] == ["follows", ":"]:
            return self._marked(at + 3)
        if self.cue.base == "deny" and row.flags[at] & ING:
            return [(at, self._clause_end(at))], "denied_doing"
        that = self._that(at)
        if (
            that < min(self.stop, at + 8)
            and row.flags[at] & PREPOSITION
            and not has_verb(row, at, that)
        ):
            return self._that_clause(that)
        if low in _QUESTION_WORDS and uses & (Use.ASK | Use.SPEECH | Use.TELL):
            if at + 2 < self.stop and self._wh_allowed(low):
                return [(at, self._clause_end(at))], "question_clause"
            return None
        if (
            low == "to"
            and uses & Use.PROMISE
            and at + 1 < self.stop
            and row.flags[at + 1] & BASE
        ):
            return [(at, self._clause_end(at))], "infinitive"
        if participle and not uses & Use.SPEECH:
            return None
        comma = self._comma_before_quotation(at)
        if comma is not None:
            return self._marked(comma + 1)
        colon = self._colon(at)
        if colon is not None:
            return self._marked(colon + 1)
        if self.cue.base in {
            "describe",
            "outline",
            "explain",
            "summarize",
            "summarise",
        }:
            for k in range(at, min(self.stop, at + 10)):
                if row.low[k] == ":":
                    return [(k + 1, self._clause_end(k + 1))], "colon"
        if uses & Use.SPEECH or uses & Use.THOUGHT:
            return self._bare(at)
        return None

    def _that_or_bare(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“said that it was”; “said that was so”; but not “disputed that figure”."""
        row = self.row
        after = row.flags[at + 1]
        if after & AUXILIARY and not after & PRONOUN:
            return [(at, self._clause_end(at))], "bare_clause"
        if row.low[at + 1] != QUOTATION and (
            at + 2 >= self.stop or row.low[at + 2] == ","
        ):
            return None
        return self._that_clause(at)

    def _wh_allowed(self, low: str) -> bool:
        if self.cue.uses & Use.ASK:
            return True
        return low in {
            "whether",
            "how",
            "why",
            "what",
            "who",
            "where",
        } and self.cue.base in {
            "explain",
            "ask",
            "wonder",
            "recall",
            "recount",
            "tell",
            "reveal",
            "clarify",
            "specify",
            "describe",
            "relate",
        }

    def _named(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“called the vote “theatre””, "put the number “in the dozens”"."""
        row, cue = self.row, self.cue
        if cue.base == "give" and "as" in row.low[at + 2 : min(self.stop, at + 12)]:
            return [(at, self._clause_end(at))], "put_at"
        if not cue.uses & Use.NAME or at >= self.stop:
            return None
        if row.low[at : at + 2] == ["that", QUOTATION]:
            return [(at, at + 2)], "named"
        if row.low[at] in {":", ",", QUOTATION, "that", "for", "on", "upon"}:
            return None
        for k in range(at, min(self.stop, at + 24)):
            low = row.low[k]
            if low == QUOTATION:
                end = k + 1
                if (
                    k > at
                    and row.flags[k - 1] & (PREPOSITION)
                    and row.low[k - 1] not in {"as", "in", "at", "to"}
                ):
                    return None
                return [(at, end)], "named"
            if (
                low in {":", ";", "that"}
                or low in DASHES
                or (
                    k > at + 1
                    and is_verb(row, k)
                    and not row.flags[k] & (PARTICIPLE | NOUN_KIND)
                )
            ):
                break
            if low == ",":
                break
        if cue.base == "put":
            for k in range(at + 1, min(self.stop, at + 12)):
                if row.low[k] in {"at", "in"} or row.low[k] == "closer":
                    return [(at, self._clause_end(at))], "put_at"
                if row.flags[k] & PUNCTUATION:
                    break
        if cue.base in {
            "call",
            "describe",
            "label",
            "brand",
            "dub",
            "portray",
            "characterize",
            "characterise",
        }:
            return None
        return None

    def _hearer(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“told jurors not to read”, "told parents that …", "asked who …"."""
        row, uses = self.row, self.cue.uses
        low = row.low[at]
        if (
            low in {":", "that", QUOTATION, ",", "if", "whether"}
            or low in _QUESTION_WORDS
        ):
            return None
        limit = min(self.stop, at + 16)
        for k in range(at + 1, limit):
            low = row.low[k]
            flags = row.flags[k]
            if low == "of" and not row.flags[k - 1] & NUMBER:
                return None
            if low == ":" or (
                low == "," and k + 1 < self.stop and row.low[k + 1] == QUOTATION
            ):
                return self._marked(k + 1)
            if low == QUOTATION and row.low[k - 1] != "of":
                return self._marked(k)
            if low == "that" and uses & (Use.TELL | Use.COMMAND):
                return self._that_clause(k)
            if (
                low in {"whether", "if", "how", "why", "what", "who"}
                and uses & (Use.TELL | Use.ASK)
                and not (low == "who" and row.flags[k - 1] & NOUN_KIND)
            ):
                return [(k, self._clause_end(k))], "question_clause"
            if (
                low == "to"
                and uses & Use.COMMAND
                and k + 1 < self.stop
                and row.flags[k + 1] & (BASE | AUXILIARY | ADVERB)
            ):
                start = k - 1 if row.low[k - 1] == "not" else k
                return [(start, self._clause_end(k))], "command"
            if low == ",":
                return None
            if is_verb(row, k) and uses & Use.TELL:
                opens = self._subject_of_verb(at, k)
                if self.cue.base != "tell" and uses & Use.SPEECH and opens == at + 1:
                    return None
                if opens is not None:
                    return [(opens, self._clause_end(opens))], "hearer_clause"
                return None
            if flags & SUBORDINATOR and not flags & PREPOSITION:
                return None
        return None

    def _subject_of_verb(self, at: int, verb: int) -> int | None:
        """After "told": where the hearer ends and the clause begins."""
        row = self.row
        for k in range(verb - 1, at, -1):
            flags, before = row.flags[k], row.flags[k - 1]
            if before & (PREPOSITION | DETERMINER | CONJUNCTION):
                continue
            if flags & PRONOUN or (flags & DETERMINER and not flags & PREPOSITION):
                return k
        return at + 1 if at + 1 < verb else None
