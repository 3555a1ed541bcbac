"""Rarer ways to report: passives, what a jury heard, a clause broken by its report."""

from tracker.engine.actors import subject_before
from tracker.engine.frames import Report
from tracker.engine.nesting import Nesting
from tracker.engine.phrases import Phrase, phrase_after
from tracker.engine.predicates import has_verb, is_verb
from tracker.engine.streams import QUOTATION
from tracker.engine.tokens import (
    ADVERB,
    BASE,
    CAPITAL,
    DETERMINER,
    DOCUMENT,
    ING,
    OTHER_PRONOUN,
    PARTICIPLE,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)
from tracker.engine.verbs import Use, attributing

_COURTS = frozenset({"jury", "jurors", "court", "inquest", "tribunal", "inquiry"}) | {
    "hearing",
    "magistrates",
    "coroner",
    "judge",
    "panel",
    "committee",
    "commission",
    "meeting",
}
_TALKS = frozenset(
    {"speak", "talk", "meet", "see", "answer"}
    | {"interviewed", "named", "identified", "quoted"}
)
_NAMES = frozenset({"name", "names", "surname", "initial", "initials", "identity"})
_GIVES_AWAY = frozenset(
    {"named", "identified", "mentioned", "name", "quoted", "identify", "photographed"}
    | {"published", "used", "printed", "disclosed", "revealed", "withheld", "use"}
    | {"print", "publish", "reveal", "disclose", "give", "given", "specified"}
    | {"recorded", "shown"}
)
_PRESS = frozenset({"reporters", "journalists", "reporter", "journalist", "us", "me"})
_MEANS = frozenset({"telephone", "phone", "text", "email", "e-mail", "letter", "radio"})
"""“told by telephone that …”: by these nobody is meant."""
_PRESSED = frozenset({"ask", "press", "question", "challenge"})


class Constructions(Nesting):
    """Reads the rarer constructions, and what only looks like a report."""

    def _is_rule_of_thumb(self, source: Phrase) -> bool:
        """“according to law”, “according to plan”: nobody is quoted."""
        flags = self.row.flags[source.first]
        bare = source.beyond - source.first == 1 and self.cue.base == "according_to"
        return bare and not flags & (
            CAPITAL | PRONOUN | OTHER_PRONOUN | PLURAL | POSSESSIVE
        )

    def _without_strangers(self, source: Phrase) -> Phrase:
        """“According to the minutes, the chairman, Ann Lee, asked”: no apposition."""
        row = self.row
        for k in range(source.first + 1, source.beyond):
            if row.low[k] != ",":
                continue
            thing = any(f & DOCUMENT for f in row.flags[source.first : k])
            person = any(f & PERSON for f in row.flags[k + 1 : source.beyond])
            return Phrase(source.first, k) if thing and person else source
        return source

    def _holds_own_verb(self, piece: tuple[int, int]) -> bool:
        """“A woman who answered the hotline said …”: the verb after the object."""
        row, at = self.row, self.cue.first
        if at == self.first or row.low[at - 1] not in {"who", "that", "which"}:
            return False
        verb = next((k for k in range(*piece) if is_verb(row, k)), None)
        return verb is not None and row.low[verb] in attributing()

    def _heard(self, source: Phrase | None) -> Report | None:
        """“A bookkeeper stole £286,400, a jury heard”: who spoke is not said."""
        edge = source.first if source else self.cue.first
        at = self.cue.beyond
        if source is None or not self._is_court(source):
            return None
        if at < self.stop and self.row.low[at] == "that":
            return self._report(None, self._clause(at + 1), "heard", None)
        if self._framed(edge):
            return self._before(None, "heard", edge, at)
        return None

    def _is_court(self, source: Phrase) -> bool:
        words = self.row.low[source.first : source.beyond]
        return not _COURTS.isdisjoint(words)

    def _broken_clause(self, edge: int) -> bool:
        """“The draft, she went on, “was not perfect””: the verb comes after."""
        row, at = self.row, self.cue.beyond
        if (
            not self._framed(edge)
            or row.low[edge - 1] == QUOTATION
            or self._quotation_at(edge - 2)
        ):
            return False
        if at < self.stop and row.flags[at] & PREPOSITION:  # “wrote in an e-mail, “…””
            near = range(at, min(self.stop, at + 8))
            at = next((k for k in near if row.low[k] in {",", QUOTATION}), at)
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
        if pieces:
            said.update(self.row.low[self.cue.beyond : pieces[0][0]][:3])
        if not self.cue.uses & (Use.ASK | Use.COMMAND | Use.PROMISE):
            return False
        if pieces and "anonymity" in self.row.low[self.cue.beyond : pieces[0][0]]:
            return True  # “requested anonymity to discuss it”
        if self.cue.base == "agree" and said & _TALKS:
            return True
        if said & _NAMES and said & {"withheld", "only"}:
            return True  # “asked that only her first name, Ana, be used”
        return bool(said & {"not", "neither"} and said & _GIVES_AWAY)

    def opens_asked(self) -> bool:
        """Whether “Asked by …” opens the sentence."""
        cue, row = self.cue, self.row
        by = row.low[cue.beyond : cue.beyond + 1] == ["by"]
        return by and cue.first == self.first and cue.base in _PRESSED

    def asked_by(self) -> Report | None:
        """“Asked by Ms Oakes whether he had looked, he said …”: a question reported."""
        row, at = self.row, self.cue.beyond
        source = phrase_after(row, at + 1, self.stop)
        if source is None or self.cue.base != "ask" or row.low[source.first] == "this":
            return None
        if not _PRESS.isdisjoint(row.low[source.first : source.beyond]):
            return None
        k = self._skip_settings(source.beyond)
        if k + 1 >= self.stop or row.low[k] not in {"whether", "if", "why", "how"}:
            return None
        end = next((j for j in range(k, self.stop) if row.low[j] == ","), self.stop)
        return self._report(source, [(k, end)], "question_clause", None)

    def passive(self) -> Report | None:
        """“Families were told that …”, "had been told by the committee to …"."""
        cue, row = self.cue, self.row
        at = cue.beyond
        if cue.base == "tell" and at == self.stop:
            return self._heard(subject_before(row, self.first, cue.first))
        source = None
        by = at < self.stop and row.low[at] == "by"
        if by and _MEANS.isdisjoint(row.low[at + 1 : at + 2]):
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
        if that - at <= 4 and not any(self._entry(k) for k in range(at, that)):
            at = that
        if at < self.stop and row.low[at] == "that" and at + 1 < self.stop:
            return self._report(source, self._clause(at + 1), "passive_that", None)
        if at < self.stop and row.low[at] == QUOTATION:
            return self._report(source, self._quotations(at), "passive_quote", None)
        return None
