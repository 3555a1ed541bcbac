"""Descriptions without a known noun: epithets, grown words, somebody named now."""

import re

from tracker.engine.characters import PEOPLE, Character
from tracker.engine.identity import BY_NAME, akin
from tracker.engine.lexicon import words
from tracker.engine.mentions import Manner, Mention
from tracker.engine.results import SpeakerKind
from tracker.engine.view import View

_SOURCES = words("nouns", "anonymous")
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
ONE_OF = frozenset({"one", "another", "other", "second", "third", "first"})
"""Heads of phrases that pick one of several."""
NAMELESS = _SOURCES | {"official", "spokesman", "spokeswoman"}
_AGED = re.compile(
    r"-year-old|genarian\b|(?:mother|father) of (?:one|two|\w+e|four|six)\b"
)
"""What is told of anybody, whatever else he may be."""
_YOUNG = frozenset({"boy", "girl", "teenager", "teen", "youth", "youngster"})
_GROWN = re.compile(r", [2-9]\d\b")
_AGE = re.compile(r"\b1\d-year-old\b|, 1\d\b")
_SEXED = frozenset({"man", "woman"})
"""“the Cavan woman”: of whom the place is told."""
_LESSER = frozenset({"deputy", "vice", "acting", "assistant", "former"})
"""Words that make of an office another one."""
_BODIES = words("nouns", "organisation") | words("nouns", "any_body")
_ROLES = words("nouns", "person")
_ROLE = "role and name"
"""Why somebody is taken for a person where a role, be it an unknown one, tells it."""
_OFFICES = words("words", "title")
"""Who holds one is said: “the interior minister” is no epithet of somebody else."""
_NO_EPITHETS = NAMELESS | _OFFICES | ONE_OF


def _owners(mention: Mention) -> frozenset[str]:
    """Return whose somebody is: "woman" of “the woman’s grandson”."""
    every = mention.text.lower().replace("’", "'").split()
    return frozenset(word[:-2] for word in every if word.endswith("'s"))


def _says_office(unnamed: Mention, named: Mention) -> bool:
    """“the port's captain”, “Captain Eladio Ruz”: the office, and no other one."""
    titled = named.evidence in BY_NAME
    told = unnamed.words - _owners(unnamed) <= named.words
    return titled and "," not in named.text and told and unnamed.head in named.nouns


def _same_office(unnamed: Mention, named: Mention) -> bool:
    """“the country's own border commissioner”, “Border Commissioner Ilse Marant”."""
    office = unnamed.words - _owners(unnamed) - {"own"}
    return (
        len(office) > 1
        and unnamed.head in named.nouns
        and office <= named.words
        and (named.evidence in BY_NAME or "," in named.text)
    )


class Guesses(View):
    """Ties a description that shares no noun with anybody, where one alone fits."""

    def _named_now(self, mention: Mention) -> Character | None:
        """“The family's lawyer said … The lawyer, Amina Sow, added”: now named.

        Or “Tesk's interior minister said … Interior Minister Davor Stenik added”.
        """
        last = self.last(spoke=True)
        definite = mention.text[:4].lower() == "the " and "," in mention.text
        if mention.kind is not SpeakerKind.NAMED_PERSON:
            return None
        fits = [
            c
            for c in self._known()
            if c.kind is SpeakerKind.ANONYMOUS_PERSON
            and (c.mention.manner is Manner.DEFINITE or (definite and c is last))
            and not c.plural
            and (
                mention.head in c.nouns
                if definite
                else _same_office(c.mention, mention)
                or (c is last and _says_office(c.mention, mention))
            )
        ]
        if len(fits) != 1:
            return None
        fits[0].kind, fits[0].evidence = mention.kind, mention.evidence
        return fits[0]

    def _in_other_words(self, mention: Mention) -> Character | None:
        """“A consultant warned … The doctor added”: the only one of that trade.

        Or “a driver told us … the source continued”: the only one without a name.
        """
        unnamed = self._unnamed(mention)
        if len(unnamed) == 1:
            return unnamed[0]
        if mention.plural or mention.text[:4].lower() not in {"the ", "this"}:
            return None
        alike = akin(mention.kind, mention.head)
        kinds = PEOPLE if mention.kind in PEOPLE else {mention.kind}
        fits = [
            character
            for character in self._known()
            if not alike.isdisjoint(character.nouns)
            and character.kind in kinds
            and character.mention.span.start < mention.span.start
            and character.may_be(mention.sex)
        ]
        if len(fits) == 1:
            return fits[0]
        last = self.last(spoke=True)
        if last in fits:
            return last
        if mention.head in _YOUNG:
            return self._recent(
                lambda c: c.kind in PEOPLE and bool(_AGE.search(c.mention.text)),
                within=6,
            )
        if mention.kind is SpeakerKind.DOCUMENT and "same" in mention.words:
            return self._recent(lambda c: c.kind is mention.kind, within=3)
        return None

    def _unnamed(self, mention: Mention) -> list[Character]:
        """Return whom a bare “the source” may mean: whoever spoke without a name.

        Those who speak for a body are nobody's source.
        """
        bare = mention.text.lower().split() == ["the", mention.head]
        if mention.plural or not bare or mention.head not in _SOURCES:
            return []
        return [
            character
            for character in self._known()
            if character.spoke
            and character.kind is SpeakerKind.ANONYMOUS_PERSON
            and _SPEAKING_FOR.isdisjoint(character.nouns)
        ]

    def _titled(self, mention: Mention, same: list[Character]) -> Character | None:
        """“Justice Ana Roe ruled … The trial judge said”: only her title is known."""
        bare = mention.text[:4].lower() == "the " and " of " not in mention.text
        if not bare or _owners(mention) or not _LESSER.isdisjoint(mention.words):
            return None
        fits = [
            character
            for character in same
            if character.kind is SpeakerKind.NAMED_PERSON
            and character.words - set(character.name) <= _OFFICES
        ]
        return fits[0] if len(fits) == 1 else None

    def _same_stem(self, mention: Mention) -> Character | None:
        """“A crew member … the crewman”: one word grown out of the other's."""
        last = self._recent(lambda c: c.kind is SpeakerKind.ANONYMOUS_PERSON, within=2)
        if last is None or mention.kind is not last.kind or mention.plural:
            return None
        grown = any(len(w) > 3 and mention.head.startswith(w) for w in last.words)
        return last if grown else None

    def _epithet(self, mention: Mention) -> Character | None:
        """“Sir Malcolm … The veteran backbencher”, “the 54-year-old”: who is in view.

        Only somebody named, of whom no other role is known: an unnamed speaker is
        never taken for another on such a guess.
        """
        if mention.kind is not SpeakerKind.ANONYMOUS_PERSON or mention.plural:
            return None
        if mention.text[:4].lower() != "the " or mention.head in _NO_EPITHETS:
            return None
        if any(word[-2:] in {"'s", "’s", "s’", "s'"} for word in mention.text.split()):
            return None  # “the shop’s owner”: whose it is tells which
        sort = mention.text.split()[1]
        native = mention.head in _SEXED and sort[0].isupper()
        aged = bool(_AGED.search(mention.text))
        if not aged and len(mention.text.split()) > 3:
            return None
        return self._recent(
            lambda c: (
                (c.kind is SpeakerKind.NAMED_PERSON or (aged and c.spoke))
                and c.kind in PEOPLE
                and (aged or native or not (c.nouns & _ROLES or c.evidence == _ROLE))
                and (not native or c.sex is mention.sex)
                and not (mention.head in _YOUNG and _GROWN.search(c.mention.text))
                and c.may_be(mention.sex)
            ),
            within=4,
        )

    def _by_shared_words(
        self, mention: Mention, own: frozenset[str]
    ) -> Character | None:
        """“the warehouse owner” is whose warehouse was spoken of."""
        own = own - _owners(mention)
        if mention.kind is SpeakerKind.ORGANISATION:
            own = own - _BODIES  # “the health agency” is not “the news agency”
            if mention.text[:4].lower() != "the " or mention.text[4:5].isupper():
                return None
        for character in reversed(self._known()):
            if character.kind is not mention.kind or character.plural:
                continue
            if not character.may_be(mention.sex):
                continue
            if own & character.words:
                return character
        return None
