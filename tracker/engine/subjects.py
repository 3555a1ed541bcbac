"""Who reports: subjects shared, inverted, implied, or no subject at all."""

from tracker.engine.actors import subject_before
from tracker.engine.frames import FRAMES, Report
from tracker.engine.inflection import Form
from tracker.engine.phrases import Phrase, is_setting
from tracker.engine.preceding import Preceding
from tracker.engine.predicates import has_sure_verb, is_verb
from tracker.engine.relatives import head_of_relative
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row, last_sign
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    DATE,
    DETERMINER,
    NOUN_KIND,
    OTHER_PRONOUN,
    PARTICIPLE,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
)
from tracker.engine.verbs import Use

_AS_SAYING = frozenset(
    {"quoted", "quotes", "cited", "heard", "quoting", "cites", "recorded", "reported"}
    | {"remembered", "described", "shown", "credited"}
)
_CIRCUMSTANCE = frozenset({"when", "while", "as", "after", "before", "once"})


class Subjects(Preceding):
    """Finds the phrase that a cue belongs to."""

    def _may_invert(self) -> bool:
        """Whether the verb may precede its subject here: “…,” said X."""
        row, at = self.row, self.cue.first
        if at == self.first or self.cue.form is Form.ING:
            return False
        if not self.cue.uses & (
            Use.SPEECH | Use.ASK | Use.MANNER | Use.SHOW | Use.WRITTEN
        ):
            return False
        if row.low[at - 1] == QUOTATION and not self.cue.uses & Use.SPEECH:
            return last_sign(row, at - 1) in STOPS | {","}  # its play “Home” shows X
        return row.low[at - 1] in FRAMES

    def _own_subject(self, source: Phrase | None) -> bool:
        """“An official, who feared for his job, defended the order”: no inversion."""
        row, at = self.row, self.cue.first - 1
        if source is None or row.low[at] != ",":
            return False
        if has_sure_verb(row, source.first, source.beyond):
            return False
        opens = source.first == self.first or row.low[source.first - 1] in {
            *(",", "that", "and", "but"),
            *DASHES,
        }
        inserted = "," in row.low[source.first : at]
        return opens and inserted and bool(row.flags[source.beyond - 1])

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
        """“put the number at six and said …”: the subject of the report before."""
        row, at = self.row, self.cue.first - 1
        while at > self.first and row.flags[at] & (ADVERB | AUXILIARY):
            at -= 1
        if row.low[at] not in {"and", "but", "then", ","}:
            return None
        return (
            self._last_report() or self._relative_subject(at) or self._verbal_subject()
        )

    def _relative_subject(self, at: int) -> Report | None:
        """“the alliance, which represents towns and has described …”."""
        row = self.row
        for k in range(at - 1, self.first, -1):
            if row.low[k] in {",", ";", QUOTATION}:
                return None
            if row.low[k] in {"who", "which"}:
                head = head_of_relative(row, self.first, k)
                if head is None:
                    return None
                return Report(row, self.sentence, None, head, [], "subject")
        return None

    def _verbal_subject(self) -> Report | None:
        source = self._main_subject()
        if source is None or not can_speak(self.row, source):
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
        else:
            if (
                row.low[floor] in _CIRCUMSTANCE
                and "," in row.low[floor : self.cue.first]
            ):
                floor = (
                    row.low.index(",", floor) + 1
                )  # “When we met him, he sat and said”
        for k in range(floor + 1, self.cue.first):
            if is_verb(row, k):
                found = subject_before(row, floor, k)
                if found is not None:
                    return found
        return None

    def _noun_before_participle(self) -> Phrase | None:
        """“a motion calling the plan ‘vandalism’”."""
        row, at = self.row, self.cue.first
        if at == self.first:
            return None
        if row.flags[at - 1] & CAPITAL and not row.flags[at - 1] & (NOUN_KIND | DATE):
            k = at - 1
            while k > self.first and row.flags[k - 1] & CAPITAL:
                k -= 1
            return Phrase(k, at) if k > self.first else None
        placed = at > self.first + 2 and is_setting(row, at - 2, at)
        if not (row.flags[at - 1] & NOUN_KIND or placed):
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
        """“quoted the director as saying”, “is heard saying”."""
        row = self.row
        for k in range(self.cue.first - 1, self.first - 1, -1):
            if row.low[k] in _AS_SAYING:
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

    def _asked_aside(self) -> bool:
        """“Okafor, asked later whether he had a plan, shrugged”."""
        row, cue = self.row, self.cue
        if (
            cue.base not in {"ask", "tell", "press", "question"}
            or cue.first <= self.first
        ):
            return False
        if row.low[cue.first - 1] in {"when", "if"}:
            return row.low[cue.beyond : cue.beyond + 1] != ["that"]
        if row.low[cue.first - 1] != "," or row.low[cue.first - 2] == QUOTATION:
            return False
        if "," in row.low[self.first : cue.first - 1]:
            return False
        return any(
            row.low[k] == "," and is_verb(row, k + 1)
            for k in range(cue.beyond, self.stop - 1)
        )

    def _in_free_relative(self) -> bool:
        """“what officials call “twisted tongues””."""
        row, cue = self.row, self.cue
        return (
            bool(cue.uses & Use.NAME)
            and "what" in row.low[max(self.first, cue.first - 4) : cue.first]
        )


def can_speak(row: Row, source: Phrase) -> bool:
    """Whether a phrase can be somebody or something that reports."""
    alone = source.beyond - source.first == 1
    if row.within is None and alone and row.low[source.first] in {"i", "we"}:
        return False
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
            return False
    return True
