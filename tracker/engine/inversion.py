"""Verbs before their subjects (“…”, said X), and what only looks so."""

from tracker.engine.constructions import Constructions
from tracker.engine.inflection import Form
from tracker.engine.lexicon import words
from tracker.engine.phrases import Phrase
from tracker.engine.predicates import has_verb
from tracker.engine.streams import STOPS, last_sign
from tracker.engine.subjects import can_speak
from tracker.engine.tokens import (
    CAPITAL,
    DETERMINER,
    FINITE,
    GROUP,
    NUMBER,
    PLURAL,
    PRONOUN,
)

_NOUN_ALIKE = words("words", "noun_alike")
_SINGULAR = frozenset({"ss", "us", "is", "'s"})


class Inversion(Constructions):
    """Tells inverted attributions from objects, titles and plural nouns."""

    def _many_do_not(self, source: Phrase) -> bool:
        """“the coats carried labels “in French””: a plural is what they carried."""
        row, cue = self.row, self.cue
        if cue.form is not Form.THIRD or row.low[cue.first] not in _NOUN_ALIKE:
            return False
        verb, noun = cue.first - 1, row.low[cue.first - 2]
        if verb <= source.first or not row.flags[verb] & FINITE:
            return False
        return noun[-1:] == "s" and noun[-2:] not in _SINGULAR

    def _titled(self) -> bool:
        """“The report, ‘Lessons’, says”: a title in apposition, no speech."""
        row, at = self.row, self.cue.first
        if row.low[at - 1] != "," or not self._quotation_at(at - 2):
            return False
        if row.low[at - 3] != "," or last_sign(row, at - 2) in STOPS | {","}:
            return False
        opens = row.flags[self.first] & (DETERMINER | CAPITAL)
        return bool(opens) and not has_verb(row, self.first, at - 3)

    def _inverts(self, phrase: Phrase) -> bool:
        """Nobody writes “…, said it”: what looks so is an object."""
        alone = phrase.beyond - phrase.first == 1
        if self.cue.form is Form.BASE and not self._many(phrase):
            return False
        return can_speak(self.row, phrase) and not (
            alone and self.row.low[phrase.first] == "it"
        )

    def _many(self, phrase: Phrase) -> bool:
        """Whether a phrase can follow “say”: more than one, or we and you."""
        row = self.row
        many = PLURAL | GROUP | PRONOUN | NUMBER
        return any(
            row.flags[k] & many or row.low[k][-1] == "s" or row.low[k] == "and"
            for k in range(phrase.first, phrase.beyond)
        )
