"""Whom a pronoun means: whoever fits and was last in view."""

from bisect import bisect_left

from tracker.engine.characters import GROUPS, PEOPLE, THINGS, Character
from tracker.engine.guesses import Guesses
from tracker.engine.identity import same_name
from tracker.engine.mentions import Mention, describe
from tracker.engine.results import SpeakerKind


def _may_be_they(last: Character) -> bool:
    """“The third insider was kinder. “It got lost,” they said”: he or she is hidden."""
    nobody = last.kind is SpeakerKind.ANONYMOUS_PERSON and last.sex is None
    return nobody and last.spoke and not last.plural


class Pronouns(Guesses):
    """Ties "he", "she", "they" and "it" to somebody already met."""

    def _introduce(self, mention: Mention) -> Character:
        raise NotImplementedError

    def _by_name(self, mention: Mention) -> Character | None:
        raise NotImplementedError

    def _by_pronoun(
        self, mention: Mention, *, nested: Character | None, outer: Character | None
    ) -> Character | None:
        word = mention.pronoun
        if word in {"i", "me"}:
            return outer
        if word == "we":
            return outer
        if word == "it" and mention.kind is SpeakerKind.DOCUMENT:
            return self._recent(lambda c: c.kind is mention.kind, within=4)
        if word == "it":
            return self._recent(lambda c: c.kind in THINGS)
        if word == "they":
            if nested is not None:
                return None
            last = self.order[-1] if self.order else None
            if last is not None and _may_be_they(last):
                return last
            return self._recent(lambda c: c.kind in GROUPS, within=6) or self._recent(
                lambda c: c.kind in PEOPLE and c.sex is None, within=2
            )
        if word in {"you", "who"}:
            return None
        wanted = mention.sex
        if nested is not None:
            known = self._recent(
                lambda c: (
                    c.kind in PEOPLE
                    and c is not nested
                    and c.mention.span.start < mention.span.start
                    and (c.sex is wanted or (c.inner and c.sex is None))
                )
            )
            return known or self._from_background(mention, nested)
        found = self._recent(lambda c: c.kind in PEOPLE and c.may_be(wanted))
        if found is not None and 0 <= self.told_of <= found.seen:
            return self._teller(mention) or found
        kin = found is not None and found.mention.text[:4].lower() in {"her ", "his "}
        if found is not None and kin and found.sex is None and not found.spoke:
            sure = self._recent(
                lambda c: c.kind in PEOPLE and c.spoke and c.sex is wanted, within=4
            )
            found = sure or found
        return found or self._from_background(mention)

    def _teller(self, mention: Mention) -> Character | None:
        """“Orlov had lied, he said”: whoever was met before Orlov did say it."""

        def fits(character: Character) -> bool:
            return (
                character.kind in PEOPLE
                and character.seen < self.told_of
                and character.may_be(mention.sex)
            )

        spoke = self._recent(lambda c: c.spoke and fits(c), within=6)
        return spoke or self._recent(fits, within=4)

    def _from_background(
        self, mention: Mention, nested: Character | None = None
    ) -> Character | None:
        """Return whoever was last named before the pronoun, if only in passing."""
        place = bisect_left(self.background, mention.span.start, key=lambda p: p[0])
        for _, row, phrase in reversed(self.background[max(0, place - 3) : place]):
            named = describe(row, phrase)
            if nested is not None and (
                named.sex is not mention.sex
                or not named.name
                or (nested.name and same_name(nested.name, named.name))
            ):
                continue
            if named.sex is None or named.sex is mention.sex:
                known = self._by_name(named)
                if known is None:
                    return self._introduce(named)
                if known.may_be(mention.sex):
                    return known
        return None
