"""What each cue reports, and by whom: one report for every cue in use.

For a cue, the words that follow it are tried first ("said that …", "said: “…”"), then
those before it ("…, he said"). The result is items of a row; `quotes.py` makes spans.
"""

from tracker.engine.actors import subject_before
from tracker.engine.cues import Cue
from tracker.engine.drafting import is_title
from tracker.engine.frames import Report
from tracker.engine.inflection import Form
from tracker.engine.inversion import Inversion
from tracker.engine.phrases import Phrase, is_setting, phrase_after
from tracker.engine.predicates import is_clause, is_verb
from tracker.engine.streams import DASHES, QUOTATION, Row
from tracker.engine.subjects import can_speak
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    DETERMINER,
    PARTICIPLE,
)
from tracker.engine.verbs import Use, attributing


def report(
    row: Row, sentence: tuple[int, int], cue: Cue, earlier: list[Report]
) -> Report | None:
    """Return what `cue` reports, or None if it reports nothing here."""
    reader = _Reader(row, sentence, cue, earlier)
    if cue.preposition:
        return reader.according()
    if reader.opens_asked():
        return reader.asked_by()
    if cue.passive:
        return reader.passive()
    if cue.form is Form.ING:
        return reader.participle()
    return reader.finite()


_JOINS = frozenset({"before", "after", "by", "as"})


class _Reader(Inversion):
    """Chooses the construction that a cue stands in."""

    def finite(self) -> Report | None:
        cue, row = self.cue, self.row
        if self._asked_aside() or self._in_free_relative():
            return None
        at = cue.beyond
        if row.low[cue.first : at] == ["called"] and self._quotation_at(at):
            return None  # “a leaflet called “Know Your Rights””
        source = subject_before(row, self.first, cue.first)
        if source is not None and self._tells_nothing(source):
            return None
        source = self._behind_earlier(source)
        inverted = (
            phrase_after(row, cue.beyond, self.stop) if self._may_invert() else None
        )
        if inverted is not None and not self._inverts(inverted):
            inverted = None
        around = self._in_relative_before()
        content = self._after(cue.beyond) if around is not None else None
        if content is not None:
            return self._report(around, *content, None)
        if inverted is not None and self._titled():
            inverted, at = None, cue.first - 3
            source = subject_before(row, self.first, at)
            content = self._after(cue.beyond)
            if content is not None and source is not None:
                return self._report(source, *content, None)
        if inverted is not None and (
            self._speech_before()
            or (self._clause_before(inverted) and not self._own_subject(source))
        ):
            return self._before(inverted, "inverted", cue.first, inverted.beyond)
        shared = None
        if source is None:
            shared = self._shared_subject()
            if shared is None and not self._speechless_subject_allowed():
                return None
            if shared is not None and any(a <= cue.first < b for a, b in shared.pieces):
                source, shared = self._speaks_inside(shared), None
                if source is None:
                    return None
        if source is not None and not self._speaks(source):
            return None
        if cue.base == "hear":
            return self._heard(source)
        edge = source.first if source else cue.first
        if row.low[edge - 1] == "as" and self._quotation_at(edge - 2):
            pieces = self._quotations(edge - 2)  # “…,” as she puts it
            return self._report(source, pieces, "after_quotation", None)
        if self._goes_on_quoted(edge):
            return self._before(source, "after_clause", edge, cue.beyond)
        if self._broken_clause(edge):
            return self._before(source, "in_clause", edge, cue.beyond)
        relative = row.low[cue.first - 1] in {"who", "whose", "which"}
        framed = self._framed(edge) and not relative and not self._goes_on(edge)
        quoted = edge - 1 if row.low[edge - 1] == QUOTATION else edge - 2
        if framed and self._quotation_at(quoted) and not is_title(row, quoted):
            made = self._before(source, "after_quotation", edge, cue.beyond)
            if made is not None:
                made.shared = shared
                return made
        content = self._after(cue.beyond)
        if content is not None:
            pieces, rule = content
            if self._asks_for_anonymity(pieces) or (
                rule == "bare_clause" and self._holds_own_verb(pieces[0])
            ):
                return None
            if source is not None and not self._worded(source, rule):
                return None
            if source is not None and self._within_report(source, rule):
                return None
            return self._report(source, pieces, rule, shared)
        if row.low[at : at + 1] == ["of"]:
            return None  # “Inside, aides complained of what one termed “warfare””
        if framed and cue.uses & (Use.SPEECH | Use.SHOW | Use.THOUGHT):
            return self._before(source, "after_clause", edge, cue.beyond)
        if inverted is not None and not self._own_subject(source):
            return self._before(inverted, "inverted", cue.first, inverted.beyond)
        return None

    def _tells_nothing(self, source: Phrase) -> bool:
        return self._many_do_not(source) or self._is_the_outlet(source)

    def _is_the_outlet(self, source: Phrase) -> bool:
        """“…, the Farm Gazette understands”: so an outlet tells what it has learned."""
        named = self.row.flags[source.beyond - 1]
        outlet = named & CAPITAL and self.row.flags[source.first] & DETERMINER
        return self.row.low[self.cue.first] == "understands" and bool(outlet)

    def _speaks_itself(self, piece: tuple[int, int]) -> bool:
        """“a banker advising the company said”: whoever advises speaks."""
        verbs = (k for k in range(*piece) if is_verb(self.row, k))
        first = next(verbs, piece[0])
        return not attributing().isdisjoint(self.row.low[first : first + 2])

    def participle(self) -> Report | None:
        cue, row = self.cue, self.row
        at = cue.first - 1
        while at > self.first and row.flags[at] & ADVERB and row.low[at] not in _JOINS:
            at -= 1  # “while publicly insisting that …”
        before = row.low[at] if at >= self.first else ""
        if cue.base == "read" or not cue.uses & ~(Use.MANNER | Use.WISH | Use.SHOW):
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
            if source is None or not can_speak(row, source):
                return None
            return self._report(source, pieces, rule, None)
        if (
            before
            not in {
                ",",
                QUOTATION,
                "before",
                "after",
                "by",
                "and",
                "while",
                "without",
                "beyond",
                "besides",
            }
            | DASHES
        ):
            subject = self._noun_before_participle()
            if subject is None or self._speaks_itself(pieces[0]):
                return None
            if row.low[subject.first - 1] == "to":
                subject = self._main_subject()  # “wrote to the mayor asking …”
                if subject is None or not can_speak(row, subject):
                    return None
            return self._report(subject, pieces, f"participle_{rule}", None)
        if before == "without":
            return None
        shared = self._last_report()
        if shared is not None:
            return self._report(None, pieces, f"participle_{rule}", shared)
        source = self._main_subject()
        if source is None or not can_speak(row, source):
            return None
        return self._report(source, pieces, f"participle_{rule}", None)

    def _relates(self, at: int) -> bool:
        """“, which …”, “, a copy of which was seen by the paper, …”."""
        low = self.row.low[at : at + 5]
        return low[0] in {"who", "which", "whose"} or "which" in low[2:]

    def _first_verb(self, source: Phrase) -> int:
        """Return the first verb behind the head of a phrase, 0 if there is none."""
        verbs = range(source.first + 1, source.beyond)
        return next((k for k in verbs if is_verb(self.row, k)), 0)

    def according(self) -> Report | None:
        cue, row = self.cue, self.row
        source = phrase_after(row, cue.beyond, self.stop)
        if source is None or self._is_rule_of_thumb(source):
            return None
        source = self._without_strangers(source)
        if row.low[cue.first - 1] in {"who", "which"} and (
            verb := self._first_verb(source)
        ):
            subject = Phrase(source.first, verb)  # “who according to X took 61 percent”
            pieces = [(verb, self._clause_end(verb))]
            return self._report(subject, pieces, "according_before", None)
        if (
            cue.first > self.first
            and row.low[cue.first - 1] not in {"and", "but", "that"} | DASHES
        ):
            start = self._content_start(cue.first)
            if start < cue.first and not self._leading_setting(start, cue.first):
                return self._before(source, "according_after", cue.first, source.beyond)
        at = source.beyond
        filed = at < self.stop and row.flags[at - 1] & PARTICIPLE
        if filed and is_setting(row, at, self.stop):
            at = next((k for k in range(at, self.stop) if row.low[k] == ","), at)
            source = Phrase(source.first, at)  # “an affidavit filed last year”
        while at < self.stop and row.low[at] == ",":
            at += 1
        if at < self.stop and self._relates(at):
            comma = (k + 1 for k in range(at, self.stop) if row.low[k] == ",")
            at = next(comma, at)
        leads = cue.first == self._content_start(cue.beyond)
        if at < self.stop and (leads or is_clause(row, at, self.stop)):
            return self._report(source, self._clause(at), "according_before", None)
        if at < self.stop and row.low[at] == QUOTATION:
            return self._report(source, self._quotations(at), "according_before", None)
        if cue.first > self.first:
            return self._before(source, "according_after", cue.first, source.beyond)
        return None
