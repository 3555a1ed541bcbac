"""Whom a phrase means: by name, noun, ordinal, shared words, or as the last in view."""

from tracker.engine.characters import PEOPLE, THINGS, Character
from tracker.engine.identity import (
    akin,
    all_akin,
    body_and_person,
    may_be_called,
    same_name,
    short_for,
)
from tracker.engine.lexicon import words
from tracker.engine.mentions import Manner, Mention
from tracker.engine.pronouns import Pronouns
from tracker.engine.results import SpeakerKind

_ANYBODY = words("nouns", "anybody")
_PARTS = words("nouns", "own_parts")
_UNISSUED = frozenset({"draft", "leaked", "unsigned", "unpublished"})
_ISSUED = words("nouns", "issued")
_BODY = words("nouns", "any_body")
_ANY_PEOPLE = words("nouns", "any_people")
_COPIES = words("nouns", "copies")
_SOMEBODYS = frozenset({"his ", "her "})
_STUDIES = words("nouns", "studies")
_FAINT = words("nouns", "faint")
_PLAIN = frozenset({"same", "latter", "other", "first", "second", "third"})
_PASSING = ("-based", "-old", "-born", "-page", "-word", "-minute", "-point", "-strong")
"""Ends of words that describe without telling one from another."""


def _belongs(mention: Mention) -> bool:
    """“his office”, “her lawyer”: whose it is tells which, not the noun alone."""
    return (
        mention.kind is SpeakerKind.ORGANISATION
        and mention.text[:4].lower() in _SOMEBODYS
    )


def _before_apposition(mention: Mention) -> frozenset[str]:
    """Return the words that pick: of “the colleague, an editor”, not the news."""
    told, comma, more = mention.text.lower().replace("’", "'").partition(", ")
    if not comma or not more.startswith(("a ", "an ")):
        return mention.words
    return frozenset(word.removesuffix("'s") for word in told.split())


class Recognition(Pronouns):
    """Finds the character that a phrase means among those already met."""

    def _find(
        self, mention: Mention, *, nested: Character | None, outer: Character | None
    ) -> Character | None:
        if mention.manner is Manner.PRONOUN:
            return self._by_pronoun(mention, nested=nested, outer=outer)
        if mention.name:
            return self._by_name(mention)
        if mention.partitive or mention.manner is Manner.INDEFINITE:
            return self._by_order(mention) or self._by_repetition(mention)
        if mention.manner is Manner.PLURAL:
            return self._by_group(mention)
        return self._by_description(mention) or (
            self._epithet(mention) if nested is None else None
        )

    def _by_name(self, mention: Mention) -> Character | None:
        name = mention.name
        for character in reversed(self._known()):
            known = character.name
            if not known or body_and_person(character, mention):
                continue
            if same_name(known, name):
                other = character.sex and mention.sex is not character.sex
                surname = mention.text.lower() == known[-1] and len(known) > 1
                if other and mention.sex and not surname:
                    continue  # “Ioana Radu … Radu”: the surname is a man's first name
                return character
        unnamed = self._named_now(mention)
        if unnamed is not None:
            return unnamed
        for character in reversed(self._known()):
            if (
                character.kind is SpeakerKind.ORGANISATION
                and mention.kind is SpeakerKind.ORGANISATION
                and (name[-1] in character.words or short_for(mention, character))
            ):
                return character
        return None

    def _by_order(self, mention: Mention) -> Character | None:
        """“Both sources agree. “It was cold,” the first of them said”: by rank."""
        if not mention.partitive or mention.ordinal is None:
            return None
        group = self._recent(lambda c: c.kind is SpeakerKind.ANONYMOUS_GROUP, within=6)
        if group is None or mention.text[:4].lower() != "the ":
            return None
        each = {noun.removesuffix("s") for noun in group.nouns}
        return self._recent(
            lambda c: (
                c.kind is SpeakerKind.ANONYMOUS_PERSON
                and c.spoke
                and mention.ordinal in {c.rank, c.ordinal}
                and not each.isdisjoint(c.nouns)
            )
        )

    def _by_repetition(self, mention: Mention) -> Character | None:
        """An indefinite phrase is somebody new, unless documents or bodies repeat."""
        if mention.kind is SpeakerKind.DOCUMENT and mention.head in _PARTS:
            return self._recent(lambda c: c.kind is SpeakerKind.DOCUMENT)
        if mention.kind is SpeakerKind.ORGANISATION and mention.words:
            for character in self._known():
                if character.kind is mention.kind and character.words == set(
                    mention.words
                ):
                    return character
        return None

    def _by_group(self, mention: Mention) -> Character | None:
        for character in reversed(self._known()):
            if (
                character.kind is mention.kind
                and character.plural
                and mention.head in character.nouns
            ):
                own = mention.words - _FAINT
                if own <= character.words:
                    return character
        return None

    def _by_description(self, mention: Mention) -> Character | None:
        if mention.head in _ISSUED and not mention.words & _UNISSUED:
            body = self._recent(lambda c: c.kind is SpeakerKind.ORGANISATION, within=4)
            if body is not None:
                return body
        same = [
            c
            for c in self._known()
            if self._compatible(c, mention)
            and c.mention.span.start <= mention.span.start
        ]
        if mention.kind is SpeakerKind.DOCUMENT and mention.head in _PARTS:
            rest = mention.nouns - {mention.head}
            whole = self._recent(
                lambda c: c.kind is SpeakerKind.DOCUMENT and bool(rest & c.nouns)
            ) or self._recent(lambda c: c.kind is SpeakerKind.DOCUMENT)
            if whole is not None:
                return whole
        if mention.ordinal is not None and mention.head != "half":
            ranked = [c for c in same if c.rank or c.ordinal]
            exact = [c for c in ranked if c.ordinal == mention.ordinal]
            if exact:
                return exact[-1]
            by_rank = [c for c in ranked if c.rank == mention.ordinal]
            if by_rank:
                return by_rank[0]
            if mention.head in _ANYBODY:
                return self._recent(
                    lambda c: (
                        c.kind in PEOPLE and mention.ordinal in {c.rank, c.ordinal}
                    )
                )
            return None
        own = mention.words - {mention.head} - _FAINT
        own &= _before_apposition(mention)
        own = frozenset(w for w in own if not w.endswith(_PASSING))
        fitting = [
            c for c in same if all_akin(own, c, mention) and not _belongs(mention)
        ]
        if fitting:
            full = mention.words - _PLAIN
            closest = [c for c in fitting if full <= c.words] or fitting
            if mention.text[:9].lower() == "the other":
                last = max(fitting, key=lambda c: c.seen)
                others = [c for c in fitting if c.mention.text[:9] == mention.text[:9]]
                closest = others or [c for c in fitting if c is not last]
                if not closest:
                    return None
            return max(closest, key=lambda c: c.seen)
        if own and not mention.plural:
            shared = self._by_shared_words(mention, own)
            return shared or self._titled(mention, same)
        if mention.head in _ANYBODY and mention.manner is Manner.DEFINITE:
            return self._recent(lambda c: c.kind in PEOPLE and c.may_be(mention.sex))
        kin = self._in_other_words(mention) or self._same_stem(mention)
        if kin is not None:
            return kin
        if mention.head in _BODY and not own and not _belongs(mention):
            near = akin(SpeakerKind.ORGANISATION, mention.head)
            return self._recent(
                lambda c: (
                    c.kind is SpeakerKind.ORGANISATION and not near.isdisjoint(c.words)
                ),
                within=5,
            ) or self._recent(
                lambda c: (
                    c.kind is SpeakerKind.ORGANISATION
                    and may_be_called(c, mention.head)
                ),
                within=5,
            )
        if mention.head in _STUDIES and not own:
            study = self._recent(
                lambda c: c.kind is mention.kind and bool(c.nouns & _STUDIES), within=5
            )
            if study is not None:
                return study
        if mention.kind is SpeakerKind.DOCUMENT and mention.head in _COPIES:
            return self._recent(lambda c: c.kind is SpeakerKind.DOCUMENT, within=3)
        if (
            mention.plural
            and mention.kind is SpeakerKind.ANONYMOUS_GROUP
            and mention.text.lower().startswith(("the ", "these ", "those "))
            and mention.head in _ANY_PEOPLE
        ):
            return self._recent(
                lambda c: (
                    c.kind is SpeakerKind.ANONYMOUS_GROUP
                    and c.mention.span.start < mention.span.start
                ),
                within=4,
            )
        return None

    @staticmethod
    def _compatible(character: Character, mention: Mention) -> bool:
        if character.plural != mention.plural and mention.kind not in THINGS:
            return False
        if not character.may_be(mention.sex):
            return False
        if mention.head not in character.nouns:
            return False
        if mention.kind in PEOPLE:
            firm = character.kind is SpeakerKind.ORGANISATION  # “The owner, Pelagos SA”
            return character.kind in PEOPLE or (firm and "," in character.mention.text)
        return (
            character.kind is mention.kind or {character.kind, mention.kind} <= THINGS
        )
