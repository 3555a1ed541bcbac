"""What each cue reports, and by whom: one report for every cue in use.

For a cue, the words that follow it are tried first ("said that …", "said: “…”"), then
those before it ("…, he said"). The result is items of a row; `quotes.py` makes spans.
"""

from dataclasses import dataclass, field

from tracker.engine.cues import Cue
from tracker.engine.inflection import Form
from tracker.engine.phrases import (
    Phrase,
    has_sure_verb,
    has_verb,
    is_clause,
    is_setting,
    is_verb,
    phrase_after,
    quoted_predicate,
    subject_before,
)
from tracker.engine.streams import QUOTATION, STOPS, Row, last_sign
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CONJUNCTION,
    CONTRACTION,
    DATE,
    DETERMINER,
    DIGIT,
    FINITE,
    ING,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    OPENER,
    OTHER_PRONOUN,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use, attributing, reporting

_DASHES = frozenset({"—", "–", "--"})
_QUESTION_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "where", "when", "which"}
)
_CLAUSE_USES = Use.SPEECH | Use.TELL
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


def report(
    row: Row, sentence: tuple[int, int], cue: Cue, earlier: list[Report]
) -> Report | None:
    """Return what `cue` reports, or None if it reports nothing here."""
    reader = _Reader(row, sentence, cue, earlier)
    if cue.preposition:
        return reader.according()
    if cue.passive:
        return reader.passive()
    if cue.form is Form.ING:
        return reader.participle()
    return reader.finite()


class _Reader:
    """One cue in one sentence."""

    def __init__(
        self, row: Row, sentence: tuple[int, int], cue: Cue, earlier: list[Report]
    ) -> None:
        self.row, self.cue, self.earlier = row, cue, earlier
        self.first, self.beyond = sentence
        self.sentence = sentence
        self.stop = self.beyond
        while self.stop > self.first and row.low[self.stop - 1] in STOPS:
            self.stop -= 1

    # -- constructions ------------------------------------------------------

    def finite(self) -> Report | None:
        cue, row = self.cue, self.row
        if self._asked_aside() or self._in_free_relative():
            return None
        source = subject_before(row, self.first, cue.first)
        inverted = (
            phrase_after(row, cue.beyond, self.stop) if self._may_invert() else None
        )
        if inverted is not None and (
            self._quotation_before() or self._clause_before(inverted)
        ):
            return self._before(inverted, "inverted", cue.first, inverted.beyond)
        shared = None
        if source is None:
            shared = self._shared_subject()
            if shared is None and not self._speechless_subject_allowed():
                return None
        if source is not None and not _can_speak(row, source):
            return None
        if cue.base == "hear":
            return self._heard(source)
        edge = source.first if source else cue.first
        if self._broken_clause(edge):
            return self._before(source, "in_clause", edge, cue.beyond)
        framed = self._framed(edge)
        if framed and self._quotation_at(
            edge - 1 if row.low[edge - 1] == QUOTATION else edge - 2
        ):
            made = self._before(source, "after_quotation", edge, cue.beyond)
            if made is not None:
                made.shared = shared
                return made
        content = self._after(cue.beyond)
        if content is not None:
            pieces, rule = content
            if self._asks_for_anonymity(pieces):
                return None
            return self._report(source, pieces, rule, shared)
        if framed and cue.uses & (Use.SPEECH | Use.ASK | Use.SHOW | Use.THOUGHT):
            return self._before(source, "after_clause", edge, cue.beyond)
        if inverted is not None:
            return self._before(inverted, "inverted", cue.first, inverted.beyond)
        return None

    def _heard(self, source: Phrase | None) -> Report | None:
        """“A bookkeeper stole £286,400, a jury heard": who spoke is not said."""
        edge = source.first if source else self.cue.first
        court = source is not None and bool(
            {"jury", "court", "inquest", "tribunal", "inquiry", "hearing"}
            & set(self.row.low[source.first : source.beyond])
        )
        if not court:
            return None
        at = self.cue.beyond
        if at < self.stop and self.row.low[at] == "that":
            return self._report(None, self._clause(at + 1), "heard", None)
        if self._framed(edge):
            return self._before(None, "heard", edge, at)
        return None

    def _asked_aside(self) -> bool:
        """“Okafor, asked later whether he had a plan, shrugged"."""
        row, cue = self.row, self.cue
        if (
            cue.base not in {"ask", "tell", "press", "question"}
            or cue.first <= self.first
        ):
            return False
        if row.low[cue.first - 1] != "," or row.low[cue.first - 2] == QUOTATION:
            return False
        return any(
            row.low[k] == "," and is_verb(row, k + 1)
            for k in range(cue.beyond, self.stop - 1)
        )

    def _in_free_relative(self) -> bool:
        """“what officials call “twisted tongues”"."""
        row, cue = self.row, self.cue
        return (
            bool(cue.uses & Use.NAME)
            and "what" in row.low[max(self.first, cue.first - 4) : cue.first]
        )

    def _clause_before(self, inverted: Phrase) -> bool:
        """Whether a whole clause stands before the comma, and none after the verb."""
        row, at = self.row, self.cue.first - 1
        for k in range(inverted.first, inverted.beyond):
            if row.low[k] in {"who", "whose", "which", ","}:
                break
            if is_verb(row, k) and not row.flags[k] & PARTICIPLE:
                return False
        k = at
        while k > self.first and row.low[k - 1] not in {",", ";", "—", "–"}:
            k -= 1
        if row.low[k] in {
            "who",
            "which",
            "whose",
            "where",
            "speaking",
            "reached",
            "asked",
        }:
            return False
        return has_sure_verb(row, self._content_start(at), at)

    def _broken_clause(self, edge: int) -> bool:
        """“The draft, she went on, “was not perfect”": the verb follows the attribution."""
        row, at = self.row, self.cue.beyond
        if (
            not self._framed(edge)
            or row.low[edge - 1] == QUOTATION
            or self._quotation_at(edge - 2)
        ):
            return False
        if at + 1 >= self.stop or row.low[at] != "," or row.low[at + 1] != QUOTATION:
            return False
        start = self._content_start(edge - 1)
        lead = row.flags[start] if start < edge - 1 else PREPOSITION
        if (
            lead & (PREPOSITION | SUBORDINATOR | ING | PARTICIPLE | ADVERB)
            and not lead & DETERMINER
        ):
            return False
        inside = row.region[at + 1].content.of(row.text)[:1]
        return inside.islower() and not has_verb(row, start, edge - 1)

    def _asks_for_anonymity(self, pieces: list[tuple[int, int]]) -> bool:
        said = {low for a, b in pieces for low in self.row.low[a : min(b, a + 9)]}
        if not self.cue.uses & (Use.ASK | Use.COMMAND | Use.PROMISE):
            return False
        return "not" in said and bool(
            said
            & {
                "named",
                "identified",
                "mentioned",
                "name",
                "quoted",
                "identify",
                "photographed",
                "published",
            }
        )

    def participle(self) -> Report | None:
        cue, row = self.cue, self.row
        before = row.low[cue.first - 1] if cue.first > self.first else ""
        if not cue.uses & ~(Use.MANNER | Use.WISH | Use.SHOW):
            return None
        content = self._after(cue.beyond, participle=True)
        if content is None or self._asks_for_anonymity(content[0]):
            return None
        pieces, rule = content
        if before in {"keep", "keeps", "kept", "began", "started"}:
            source = subject_before(row, self.first, cue.first - 1)
            return self._report(source, pieces, rule, None) if source else None
        if before in {"as", "saying"} or before == "heard":
            source = self._quoted_as()
            return self._report(source, pieces, f"participle_{rule}", None)
        if row.flags[cue.first - 1] & AUXILIARY and cue.first > self.first:
            source = subject_before(row, self.first, cue.first)
            if source is None or not _can_speak(row, source):
                return None
            return self._report(source, pieces, rule, None)
        if (
            before
            not in {",", QUOTATION, "before", "after", "by", "and", "while", "without"}
            | _DASHES
        ):
            subject = self._noun_before_participle()
            if subject is None:
                return None
            return self._report(subject, pieces, f"participle_{rule}", None)
        if before == "without":
            return None
        shared = self._last_report()
        if shared is not None:
            return self._report(None, pieces, f"participle_{rule}", shared)
        source = self._main_subject()
        if source is None or not _can_speak(row, source):
            return None
        return self._report(source, pieces, f"participle_{rule}", None)

    def passive(self) -> Report | None:
        """“Families were told that …", "had been told by the committee to …"."""
        cue, row = self.cue, self.row
        at = cue.beyond
        source = None
        if at < self.stop and row.low[at] == "by":
            source = phrase_after(row, at + 1, self._that(at + 1))
            if source is None:
                return None
            at = self._cut_infinitive(source)
            source = Phrase(source.first, at)
        if row.low[cue.first - 1] == "heard" or cue.base not in {
            "tell",
            "say",
            "inform",
            "advise",
            "warn",
            "ask",
            "order",
            "assure",
            "instruct",
            "urge",
            "report",
            "announce",
            "allege",
            "claim",
        }:
            return None
        at = self._skip_settings(at)
        if at < self.stop and row.low[at] == "to" and cue.base != "say":
            if at + 1 < self.stop and row.low[at + 1] == QUOTATION:
                return self._report(
                    source, self._quotations(at + 1), "passive_quote", None
                )
            if source is not None or (
                cue.base == "tell" and at + 1 < self.stop and row.flags[at + 1] & BASE
            ):
                return (
                    self._report(
                        source, [(at, self._clause_end(at))], "passive_order", None
                    )
                    if source
                    else None
                )
            stop = self._that(at)
            at = stop if stop < self.stop else at
        that = self._that(at)
        if that - at <= 4:
            at = that
        if at < self.stop and row.low[at] == "that" and at + 1 < self.stop:
            return self._report(source, self._clause(at + 1), "passive_that", None)
        if at < self.stop and row.low[at] == QUOTATION:
            return self._report(source, self._quotations(at), "passive_quote", None)
        return None

    def according(self) -> Report | None:
        cue, row = self.cue, self.row
        source = phrase_after(row, cue.beyond, self.stop)
        if source is None:
            return None
        if (
            cue.first > self.first
            and row.low[cue.first - 1] not in {"and", "but", "that"} | _DASHES
        ):
            start = self._content_start(cue.first)
            if start < cue.first:
                if not self._leading_setting(start, cue.first):
                    return self._before(
                        source, "according_after", cue.first, source.beyond
                    )
        at = source.beyond
        while at < self.stop and row.low[at] == ",":
            at += 1
        leads = cue.first == self._content_start(cue.beyond)
        if at < self.stop and (leads or is_clause(row, at, self.stop)):
            return self._report(source, self._clause(at), "according_before", None)
        if at < self.stop and row.low[at] == QUOTATION:
            return self._report(source, self._quotations(at), "according_before", None)
        if cue.first > self.first:
            return self._before(source, "according_after", cue.first, source.beyond)
        return None

    # -- what follows a cue -------------------------------------------------

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
        if low == "that" and at + 1 < self.stop:
            if not (uses & Use.NOUN and not uses & ~Use.NOUN):
                return self._that_clause(at)
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

    def _that_clause(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        return self._clause(at + 1), "that_clause"

    def _clause(self, at: int) -> list[tuple[int, int]]:
        """A clause from `at`; only quotations, if nothing else stands in it."""
        row = self.row
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
            if after < self.stop and not self._ends_quotation(after):
                return self._bare(at)
            return self._quotations(at), "before_quotation"
        if row.low[at - 1] == ":" and self.stop - at > 2:
            return [(at, self._clause_end(at))], "colon"
        return None

    def _ends_quotation(self, at: int) -> bool:
        """Whether what follows a quotation no longer belongs to what is reported."""
        row = self.row
        low, flags = row.low[at], row.flags[at]
        if low in {",", ";", ")", *_DASHES} or low in STOPS or low == QUOTATION:
            return True
        if flags & (CONJUNCTION | SUBORDINATOR):
            return True
        if last_sign(row, at - 1) in STOPS | {","}:
            return True
        if flags & PREPOSITION:
            return True
        return not has_verb(row, at, self.stop)

    def _quotations(self, at: int) -> list[tuple[int, int]]:
        """Adjacent quotations from `at` on."""
        pieces = []
        while at < self.beyond and self.row.low[at] == QUOTATION:
            pieces.append((at, at + 1))
            at += 1
        return pieces

    def _quotation_is_object(self, at: int) -> bool:
        after = at + 1
        return after >= self.stop or self._ends_quotation(after)

    def _bare(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """A clause without "that"."""
        row = self.row
        if (
            at >= self.stop
            or row.low[at] == ","
            or not self.cue.uses & (Use.SPEECH | Use.TELL)
        ):
            return None
        flags = row.flags[at]
        if not self._clause_opens(at):
            return None
        if (
            flags & (PREPOSITION | ING | CONJUNCTION)
            and not flags & (DETERMINER | CAPITAL)
            and row.low[at]
            not in {
                "in",
                "at",
                "on",
                "under",
                "by",
                "for",
                "over",
                "up",
                "since",
                "during",
                "among",
                "after",
                "with",
                "without",
            }
        ):
            return None
        end = self._clause_end(at)
        if not is_clause(row, at, end):
            return None
        counted = row.low[at + 1] in {"least", "most", "about"}
        if flags & PREPOSITION and not counted and "," not in row.low[at:end]:
            return None
        return [(at, end)], "bare_clause"

    def _clause_opens(self, at: int) -> bool:
        """Whether a subject and its verb follow, with no other clause between them."""
        row = self.row
        if (
            row.low[at] == QUOTATION
            and row.region[at].content.of(row.text).count(" ") < 1
        ):
            return False
        commas = 0
        for k in range(at + (0 if row.flags[at] & CONTRACTION else 1), self.stop):
            low = row.low[k]
            if low == QUOTATION and quoted_predicate(row, k):
                return True
            if is_verb(row, k):
                if commas % 2 and not row.flags[at] & PREPOSITION:
                    return False
                return low != "to" and row.low[k - 1] not in {"and", "but", "or"}
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

    def _named(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“called the vote “theatre”", "put the number “in the dozens”"."""
        row, cue = self.row, self.cue
        if not cue.uses & Use.NAME or at >= self.stop:
            return None
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
                or low in _DASHES
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
        """“told jurors not to read", "told parents that …", "asked who …"."""
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
                start = self._subject_of_verb(at, k)
                if start is not None:
                    return [(start, self._clause_end(start))], "hearer_clause"
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

    def _colon(self, at: int) -> int | None:
        """A colon before a quotation, further on: "put it more bluntly: “…”"."""
        row = self.row
        for k in range(at, min(self.stop, at + 14)):
            if row.low[k] == ":":
                return k if k + 1 < self.stop and row.low[k + 1] == QUOTATION else None
            if row.low[k] == QUOTATION or row.low[k] in {";", "that", ","}:
                return None
        return None

    def _skip_settings(self, at: int) -> int:
        """Skip adverbs, "on Tuesday", "in a statement", "to reporters" after the cue."""
        row = self.row
        while at < self.stop:
            low, flags = row.low[at], row.flags[at]
            if (
                flags & ADVERB
                and not flags & (DETERMINER | NEGATION | PREPOSITION | NUMBER | OPENER)
                and low not in {"only", "almost", "nearly", "there", "here", "all"}
            ) or (low == "only" and at + 1 < self.stop and row.low[at + 1] == "that"):
                at += 1
            elif is_setting(row, at, self.stop):
                moved = self._setting_end(at)
                if moved == at:
                    break
                at = moved
            else:
                break
        return at

    def _setting_end(self, at: int) -> int:
        row = self.row
        if row.flags[at] & DATE and not row.flags[at] & PREPOSITION:
            k = at + 1
            while k < self.stop and row.flags[k] & DATE:
                k += 1
            return k
        seen = False
        for k in range(at + 1, min(self.stop, at + 12)):
            low, flags = row.low[k], row.flags[k]
            if low in {"that", ":", QUOTATION}:
                return k
            if low == ",":
                return k + 1 if k + 1 < self.stop and row.low[k + 1] == "that" else k
            if (
                seen
                and flags & (PRONOUN | DETERMINER | CAPITAL)
                and not flags & DATE
                and not flags & DIGIT
                and not row.flags[k - 1] & (PREPOSITION | DETERMINER | CAPITAL)
            ):
                return k
            if flags & (DATE | NOUN_KIND) or not flags:
                seen = True
        return at

    # -- what precedes a cue ------------------------------------------------

    def _before(
        self, source: Phrase | None, rule: str, edge: int, after: int
    ) -> Report | None:
        """Take what stands before the attribution [edge, after), and goes on after it."""
        row = self.row
        beyond = edge
        while beyond > self.first and row.low[beyond - 1] in {",", *_DASHES}:
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
        more = self._continuation(
            after, quoted=all(row.low[a] == QUOTATION for a, _ in pieces)
        )
        return self._report(source, [*pieces, *more], rule, None)

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

    def _continues(self, after: int) -> bool:
        return bool(self._continuation(after, quoted=False))

    def _continuation(self, after: int, *, quoted: bool) -> list[tuple[int, int]]:
        """Pieces after an attribution in the middle: ", he said, “…”"."""
        row = self.row
        at = after
        for k in range(after, self.stop):
            if row.low[k] in {",", QUOTATION, ":", ";"} or row.low[k] in _DASHES:
                at = k
                break
        else:
            return []
        if row.low[at] == ";":
            return []
        if row.low[at] in {",", ":"} or row.low[at] in _DASHES:
            at += 1
        if at >= self.stop:
            return []
        if row.low[at] == QUOTATION:
            return self._quotations(at)
        if quoted or row.low[at - 1] == ":":
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
        if low in _ASIDES or low in {
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
        if low in {"and", "but", "or", "because", "so", "nor", "yet"}:
            return [(at, self._clause_end(at))] if self._clause_end(at) - at > 2 else []
        if flags & (AUXILIARY | FINITE) and is_verb(row, at):
            return [(at, self._clause_end(at))]
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

    def _content_start(self, beyond: int) -> int:
        """Where a clause before its attribution begins: without "But", "However,"."""
        row = self.row
        at = self.first
        for k in range(beyond - 1, self.first - 1, -1):
            if row.low[k] == ";":
                at = k + 1
                break
        for made in self.earlier:
            if (
                made.sentence == self.sentence
                and made.stretch[1] <= beyond
                and made.rule == "before_quotation"
            ):
                at = max(at, made.stretch[1])
        while at < beyond and row.low[at] in {",", "•", "-", *_DASHES}:
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

    # -- who ----------------------------------------------------------------

    def _may_invert(self) -> bool:
        """Whether the verb may precede its subject here: “…,” said X."""
        row, at = self.row, self.cue.first
        if at == self.first or self.cue.form is Form.ING:
            return False
        if not self.cue.uses & (
            Use.SPEECH | Use.ASK | Use.MANNER | Use.SHOW | Use.WRITTEN
        ):
            return False
        return row.low[at - 1] in {",", QUOTATION, *_DASHES}

    def _quotation_before(self) -> bool:
        row, at = self.row, self.cue.first - 1
        if row.low[at] == QUOTATION:
            return True
        return at > self.first and row.low[at - 1] == QUOTATION

    def _framed(self, edge: int) -> bool:
        """Whether the attribution stands behind a comma, a dash or a quotation."""
        if edge <= self.first:
            return False
        return self.row.low[edge - 1] in {",", QUOTATION, *_DASHES}

    def _quotation_at(self, at: int) -> bool:
        return at >= self.first and self.row.low[at] == QUOTATION

    def _speechless_subject_allowed(self) -> bool:
        """A headline-like "said" after a quotation without any subject."""
        return self._quotation_before() if self.cue.first > self.first else False

    def _last_report(self) -> Report | None:
        for made in reversed(self.earlier):
            if (
                made.sentence == self.sentence
                and made.row is self.row
                and made.rule[:7] != "passive"
            ):
                return made
        return None

    def _shared_subject(self) -> Report | None:
        """“put the number at six and said …": the subject of the report before."""
        row, at = self.row, self.cue.first - 1
        while at > self.first and row.flags[at] & (ADVERB | AUXILIARY):
            at -= 1
        if row.low[at] not in {"and", "but", "then", ","}:
            return None
        return self._last_report() or self._verbal_subject()

    def _verbal_subject(self) -> Report | None:
        source = self._main_subject()
        if source is None or not _can_speak(self.row, source):
            return None
        return Report(self.row, self.sentence, None, source, [], "subject")

    def _main_subject(self) -> Phrase | None:
        """Return the subject of the sentence's first finite verb."""
        row = self.row
        floor = self.first
        for k in range(self.cue.first - 1, self.first, -1):
            if row.low[k] in {";", QUOTATION}:
                floor = k + 1
                break
        for k in range(floor + 1, self.cue.first):
            if is_verb(row, k):
                found = subject_before(row, floor, k)
                if found is not None:
                    return found
        return None

    def _noun_before_participle(self) -> Phrase | None:
        """“a motion calling the plan ‘vandalism’"."""
        row, at = self.row, self.cue.first
        if at == self.first or not row.flags[at - 1] & NOUN_KIND:
            if not (at > self.first + 2 and is_setting(row, at - 2, at)):
                return None
        k = at - 1
        while k > self.first and not row.flags[k] & DETERMINER:
            k -= 1
        if not row.flags[k] & DETERMINER:
            return None
        end = k + 1
        while end < at and not is_setting(row, end, at):
            end += 1
        return Phrase(k, end)

    def _quoted_as(self) -> Phrase | None:
        """“quoted the director as saying", "X was quoted as saying", "is heard saying"."""
        row = self.row
        for k in range(self.cue.first - 1, self.first - 1, -1):
            if row.low[k] in {"quoted", "quotes", "cited", "heard", "quoting", "cites"}:
                if row.flags[k - 1] & AUXILIARY:
                    return subject_before(row, self.first, k)
                end = self.cue.first - 1
                while end > k + 1 and row.low[end - 1] == ",":
                    end -= 1
                return Phrase(k + 1, end) if end > k + 1 else None
        return None

    def _cut_infinitive(self, source: Phrase) -> int:
        for k in range(source.first + 1, source.beyond):
            if self.row.low[k] in {"to", "that"}:
                return k
        return source.beyond

    def _that(self, at: int) -> int:
        for k in range(at, min(self.stop, at + 14)):
            if self.row.low[k] == "that":
                return k
        return self.stop

    # -- ends ---------------------------------------------------------------

    def _clause_end(self, at: int) -> int:
        """Return where a reported clause that begins at `at` ends."""
        row = self.row
        for k in range(at + 1, self.stop):
            low = row.low[k]
            if low == ";":
                return k
            if low in {",", "and", "but"} and self._new_report(k):
                return k - 1 if row.low[k - 1] == "," else k
            if low == "," and (self._aside(k + 1) or self._closing_attribution(k + 1)):
                return k
            if low == "and" and row.low[k - 1] == QUOTATION and is_verb(row, k + 1):
                return k
        return self.stop

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
        return low == "in" and row.low[at + 1 : at + 3] == ["what", "appears"]

    def _closing_attribution(self, at: int) -> bool:
        """Whether ", the first source recounted." ends the sentence."""
        row = self.row
        if self.stop - at > 14 or at >= self.stop:
            return False
        verbs = [k for k in range(at, self.stop) if row.low[k] in attributing()]
        if not verbs:
            return False
        verb = verbs[-1] if verbs[0] != at else at
        if verb == at:
            follower = phrase_after(row, at + 1, self.stop)
            return (
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
        return rest >= self.stop or is_setting(row, rest, self.stop)

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
        return (
            bool(uses & (Use.SPEECH))
            and is_clause(row, at + 1, self.stop)
            and row.low[at] in _PLAIN
        )

    def _entry(self, at: int) -> tuple[Use, bool] | None:
        entry = reporting().get(self.row.low[at])
        if entry is None:
            return None
        return entry.uses, Form.ING in entry.forms

    def _report(
        self,
        source: Phrase | None,
        pieces: list[tuple[int, int]],
        rule: str,
        shared: Report | None,
    ) -> Report | None:
        pieces = [piece for piece in pieces if piece[1] > piece[0]]
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


_PLAIN = frozenset(
    {
        "said",
        "says",
        "say",
        "added",
        "warned",
        "claimed",
        "insisted",
        "conceded",
        "admitted",
        "told",
        "argued",
        "acknowledged",
    }
)


def _can_speak(row: Row, source: Phrase) -> bool:
    """Whether a phrase can be somebody or something that reports."""
    if row.low[source.first] in {"no", "nobody", "none", "neither", "nothing"}:
        return False
    if source.beyond - source.first == 1:
        low, flags = row.low[source.first], row.flags[source.first]
        if low in {
            "there",
            "this",
            "these",
            "here",
            "nothing",
            "everything",
            "something",
            ",",
            "what",
        }:
            return False
        if flags & (PUNCTUATION | QUOTED | ADVERB | AUXILIARY) and not flags & (
            NOUN_KIND | PRONOUN | DETERMINER
        ):
            return False
        if flags & OTHER_PRONOUN and not flags & (NOUN_KIND | PRONOUN):
            return (
                low in {"everyone", "nobody", "someone", "everybody", "somebody"}
                and False
            )
    return True
