"""Reports beside and inside other reports: whose words the inner ones are."""

from tracker.engine.actors import subject_before
from tracker.engine.frames import Report
from tracker.engine.phrases import Phrase
from tracker.engine.predicates import is_clause, is_verb
from tracker.engine.streams import QUOTATION, STOPS, last_sign
from tracker.engine.subjects import Subjects, can_speak
from tracker.engine.tokens import (
    CAPITAL,
    DETERMINER,
    DOCUMENT,
    ORGANISATION,
    PERSON,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use

_IFS = frozenset({"if", "unless"})


class Nesting(Subjects):
    """Tells a report of its own from what another report holds."""

    def _behind_earlier(self, source: Phrase | None) -> Phrase | None:
        """“The judge said Orr had written …”: Orr wrote, not “the judge said Orr”."""
        for made in self.earlier if source is not None else ():
            cue = made.cue
            if cue is None or made.row is not self.row or source is None:
                continue
            related = self.row.low[cue.first - 1] == "who"
            if related and all(end <= source.beyond for _, end in made.pieces):
                continue  # “a mechanic who says he drove it told us”
            if source.first < cue.first < source.beyond - 1:
                source = Phrase(cue.beyond, source.beyond)
        return None if self._says_then() and self.earlier else source

    def _says_then(self) -> bool:
        """“said he did not care, then said he did”: the same speaker goes on."""
        before = self.row.low[self.cue.first - 2 : self.cue.first]
        return before in ([",", "then"], ["and", "then"], ["but", "then"])

    def _speaks(self, source: Phrase) -> bool:
        """Whether a phrase can report; “if he says no” tells of nobody's words."""
        row = self.row
        conditional = source.first > self.first and row.low[source.first - 1] in _IFS
        return can_speak(row, source) and not conditional

    def _speaks_inside(self, around: Report) -> Phrase | None:
        """“said Orlov had come and told her to go”: Orlov told her, if it was speech.

        In “said he was “ill” and wanted “rest”” all is one report.
        """
        if not self.cue.uses & (Use.SPEECH | Use.TELL | Use.ASK | Use.COMMAND):
            return None
        for first, beyond in around.pieces:
            if not first <= self.cue.first < beyond:
                continue
            verbs = (k for k in range(first + 1, beyond) if is_verb(self.row, k))
            verb = next(verbs, beyond)
            inner = subject_before(self.row, first, verb) if verb < beyond else None
            if inner is None or self.row.flags[inner.first] & PRONOUN:
                return None
            return inner
        return None

    def _within_report(self, source: Phrase, rule: str) -> bool:
        """“said they had warned it ‘in short words’”: one report, not two."""
        if rule != "before_quotation" or not self.row.flags[source.first] & PRONOUN:
            return False
        at = self.cue.first
        return any(a <= at < b for made in self.earlier for a, b in made.pieces)

    def _goes_on_quoted(self, edge: int) -> bool:
        """“It was searched twice, he said, “once by them””: one report."""
        row, at = self.row, self.cue.beyond
        if edge - 2 < self.first or row.low[edge - 1] != ",":
            return False
        if row.low[at : at + 1] != [","] or not self._quotation_at(at + 1):
            return False
        start = self._content_start(edge - 1)
        opens = row.flags[start] & (SUBORDINATOR | PREPOSITION) and not (
            row.flags[start] & DETERMINER
        )
        inside = row.region[at + 1].content.of(row.text)[:1]
        plain = QUOTATION not in row.low[start:edge] and not opens
        return inside.islower() and plain and is_clause(row, start, edge - 1)

    def _in_relative_before(self) -> Phrase | None:
        """“A cook, who left ‘in a hurry’, said …”: the marks are the relative's."""
        row, at = self.row, self.cue.first
        if row.low[at - 1] != ",":
            return None
        marks = False
        for k in range(at - 2, self.first, -1):
            if row.low[k] in {",", ";", ":"}:
                return None
            if row.low[k] == QUOTATION:
                marks = True
                if last_sign(row, k) in STOPS | {","}:
                    return None
            if row.low[k] in {"who", "whose", "which"} and row.low[k - 1] == ",":
                return subject_before(row, self.first, k - 1) if marks else None
        return None

    def _worded(self, source: Phrase, rule: str) -> bool:
        """Only papers read as something, and show somebody's words."""
        paper = any(
            f & (DOCUMENT | ORGANISATION) or not f & (PERSON | PRONOUN | CAPITAL)
            for f in self.row.flags[source.first : source.beyond]
            if not f & (DETERMINER | PREPOSITION)
        )
        if self.cue.base == "read" and rule == "bare_clause":
            return paper
        return self.cue.base != "show" or rule != "before_quotation" or paper
