"""“called it “theatre””, “told parents that …”: a noun before what is reported."""

from tracker.engine.following import Following
from tracker.engine.phrases import is_setting
from tracker.engine.predicates import is_verb
from tracker.engine.streams import DASHES, QUOTATION
from tracker.engine.tokens import (
    CAPITAL,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    DIGIT,
    NOUN_KIND,
    NUMBER,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use

QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "where", "when", "which"}
)

_NOT_SAID = frozenset({"name", "names", "surname", "way"})
"""“gave his name as Hao”, “gave way”."""

_MANY = frozenset({"tens", "dozens", "scores", "hundreds", "thousands", "millions"})
_HEARD = frozenset({"me", "us", "him", "them"})
_TAKEN_UP = QUESTION_WORDS | {"that", "to", QUOTATION}


class Naming(Following):
    """Reads names given to a thing, and hearers addressed."""

    def _named(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“called the vote “theatre””, "put the number “in the dozens”"."""
        row, cue = self.row, self.cue
        if row.low[cue.beyond - 1] in {"for", "of"}:
            return None  # “called for “a pause””
        if cue.base == "give" and not _NOT_SAID.isdisjoint(row.low[at : at + 5]):
            return None
        if cue.base == "give" and "as" in row.low[at + 2 : min(self.stop, at + 12)]:
            return [(at, self._clause_end(at))], "put_at"
        if not cue.uses & Use.NAME or at >= self.stop:
            return None
        if row.low[at : at + 2] == ["that", QUOTATION]:
            return [(at, at + 2)], "named"
        if row.low[at] in {":", ",", QUOTATION, "that", "for", "on", "upon", "at"}:
            return None
        for k in range(at, min(self.stop, at + 24)):
            low = row.low[k]
            if low == QUOTATION:
                end = k + 1
                if row.low[k - 1] == "to" and cue.uses & Use.COMMAND:
                    return [(self._from_negation(k - 1), end)], "command"
                if cue.base in {"list", "classify"} and row.low[k - 1] != "as":
                    return None
                if (
                    k > at
                    and row.flags[k - 1] & (PREPOSITION)
                    and row.low[k - 1] not in {"as", "in", "at", "to"}
                ):
                    return None
                if end + 1 < self.stop and row.flags[end] & PRONOUN:
                    end = self._clause_end(end)  # “‘among the worst’ it had seen”
                if row.low[at:k] == ["to"]:
                    at = k  # “which he likened to “a camp””
                return [(at, end)], "named"
            if (
                low in {":", ";", "that"}
                or low in DASHES
                or (
                    k > at + 1
                    and is_verb(row, k)
                    and not row.flags[k] & (PARTICIPLE | NOUN_KIND)
                    and row.low[k - 1 : k + 1] != ["as", "being"]
                    and not self._plural_named(k)
                )
            ):
                break
            if low == ",":
                break
        if cue.base == "put":
            for k in range(at + 1, min(self.stop, at + 12)):
                if row.low[k] in {"at", "closer"} or self._counts(k):
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

    def _counts(self, at: int) -> bool:
        """“put the number in the dozens”, but not “put this in their bodies”."""
        row = self.row
        if row.low[at] != "in":
            return False
        return any(
            row.flags[k] & (NUMBER | DIGIT | QUOTED) or row.low[k] in _MANY
            for k in range(at + 1, min(self.stop, at + 4))
        )

    def _plural_named(self, k: int) -> bool:
        """“called interest rates “poison””: what looks like a verb is what is named."""
        row = self.row
        before = row.flags[k - 1]
        return (
            row.low[k + 1 : k + 2] == [QUOTATION]
            and row.low[k].endswith("s")
            and not before & (CAPITAL | PRONOUN)
            and row.low[k - 1] not in {"who", "that", "which"}
        )

    def _from_negation(self, to: int) -> int:
        """Return where “not to go”, “never to go” begins."""
        return to - 1 if self.row.low[to - 1] in {"not", "never"} else to

    def _hearer(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“told jurors not to read”, "told parents that …", "asked who …"."""
        row, uses = self.row, self.cue.uses
        low = row.low[at]
        if (
            low in {":", "that", QUOTATION, ",", "if", "whether", "to"}
            or low in QUESTION_WORDS
        ):
            return None
        limit = min(self.stop, at + 16)
        within, relative = at, False
        for k in range(at + 1, limit):
            low = row.low[k]
            flags = row.flags[k]
            if k <= within:
                continue
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
            if low == "to" and uses & Use.COMMAND and self._quotation_at(k + 1):
                return [(self._from_negation(k), k + 2)], "command"
            if low == "to" and uses & Use.COMMAND and self._infinitive(k):
                if row.low[k - 1] in {"order", "as"}:
                    return None  # “asked for more in order to sell it”
                return [(self._from_negation(k), self._clause_end(k))], "command"
            if low == ",":
                within = self._told_apart(k)
                if not within:
                    return None
            relative |= low == "who" and bool(row.flags[k - 1] & NOUN_KIND)
            if relative:
                continue  # “told a reporter who called that …”
            if uses & Use.TELL and is_verb(row, k) and not is_setting(row, k, limit):
                opens = self._subject_of_verb(at, k)
                if self.cue.base != "tell" and uses & Use.SPEECH and opens == at + 1:
                    return None
                if opens is not None:
                    return [(opens, self._clause_end(opens))], "hearer_clause"
                return None
            if flags & SUBORDINATOR and not flags & PREPOSITION:
                return None
        return None

    def _told_apart(self, comma: int) -> int:
        """“asks the developer, Russ Hanley, whether …”: where that closes, 0 if not."""
        row, limit = self.row, min(self.stop - 1, comma + 9)
        relative = row.low[comma + 1 : comma + 2] in (["who"], ["which"], ["whose"])
        for k in range(comma + 2, limit):
            if row.low[k] == ",":
                return k if row.low[k + 1] in _TAKEN_UP else 0
            if is_verb(row, k) and not relative:
                return 0
        return 0

    def _subject_of_verb(self, at: int, verb: int) -> int | None:
        """After "told": where the hearer ends and the clause begins."""
        row = self.row
        if row.low[at] in _HEARD:
            return at + 1
        if row.flags[verb] & CONTRACTION:
            return verb  # “told the Post he’d pay”
        for k in range(verb - 1, at, -1):
            flags, before = row.flags[k], row.flags[k - 1]
            if before & (PREPOSITION | DETERMINER | CONJUNCTION):
                continue
            if flags & PRONOUN or (flags & DETERMINER and not flags & PREPOSITION):
                return k
        return at + 1 if at + 1 < verb else None
