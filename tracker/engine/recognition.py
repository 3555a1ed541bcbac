"""Whom a phrase means: by name, noun, ordinal, shared words, or as the last in view."""

from bisect import bisect_left

from tracker.engine.characters import GROUPS, PEOPLE, THINGS, Character
from tracker.engine.guesses import Guesses
from tracker.engine.identity import body_and_person, same_name
from tracker.engine.lexicon import words
from tracker.engine.mentions import Manner, Mention, describe
from tracker.engine.results import SpeakerKind

_ANYBODY = words("nouns", "anybody")
_PARTS = words("nouns", "own_parts")
_UNISSUED = frozenset({"draft", "leaked", "unsigned", "unpublished"})
_ISSUED = words("nouns", "issued")
_BODY = words("nouns", "any_body")
_COPIES = words("nouns", "copies")
_SOMEBODYS = frozenset({"his ", "her "})
_STUDIES = words("nouns", "studies")
_FAINT = words("nouns", "faint")


_PASSING = ("-based", "-old", "-born", "-page", "-word", "-minute", "-point", "-strong")
"""Ends of words that describe without telling one from another."""


def _belongs(mention: Mention) -> bool:
    """“his office”, “her lawyer”: whose it is tells which, not the noun alone."""
    return (
        mention.kind is SpeakerKind.ORGANISATION
        and mention.text[:4].lower() in _SOMEBODYS
    )


class Recognition(Guesses):
    """Finds the character that a phrase means among those already met."""

    def _introduce(self, mention: Mention) -> Character:
        raise NotImplementedError

    def _find(
        self, mention: Mention, *, nested: Character | None, outer: Character | None
    ) -> Character | None:
        if mention.manner is Manner.PRONOUN:
            return self._by_pronoun(mention, nested=nested, outer=outer)
        if mention.name:
            return self._by_name(mention)
        if mention.partitive or mention.manner is Manner.INDEFINITE:
            return self._by_repetition(mention)
        if mention.manner is Manner.PLURAL:
            return self._by_group(mention)
        return self._by_description(mention) or (
            self._epithet(mention) if nested is None else None
        )

    def _by_pronoun(
        self, mention: Mention, *, nested: Character | None, outer: Character | None
    ) -> Character | None:
        word = mention.pronoun
        if word in {"i", "me"}:
            return outer
        if word == "we":
            return outer
        if word == "it":
            return self._recent(lambda c: c.kind in THINGS)
        if word == "they":
            if nested is not None:
                return None
            return self._recent(lambda c: c.kind in GROUPS, within=6) or self._recent(
                lambda c: c.kind in PEOPLE, within=2
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
        found = self._recent(
            lambda c: (
                c.kind in PEOPLE and not (c.sex and wanted and c.sex is not wanted)
            )
        )
        kin = found is not None and found.mention.text[:4].lower() in {"her ", "his "}
        if found is not None and kin and found.sex is None and not found.spoke:
            sure = self._recent(
                lambda c: c.kind in PEOPLE and c.spoke and c.sex is wanted, within=4
            )
            found = sure or found
        return found or self._from_background(mention)

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
                return self._by_name(named) or self._introduce(named)
        return None

    def _by_name(self, mention: Mention) -> Character | None:
        name = mention.name
        for character in reversed(self._known()):
            known = character.name
            if not known or body_and_person(character, mention):
                continue
            if same_name(known, name):
                if character.sex and mention.sex and character.sex is not mention.sex:
                    continue
                return character
        unnamed = self._named_now(mention)
        if unnamed is not None:
            return unnamed
        for character in reversed(self._known()):
            if (
                character.kind is SpeakerKind.ORGANISATION
                and mention.kind is SpeakerKind.ORGANISATION
                and name[-1] in character.words
            ):
                return character
        return None

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
            whole = self._recent(lambda c: c.kind is SpeakerKind.DOCUMENT)
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
        own = frozenset(w for w in own if not w.endswith(_PASSING))
        fitting = [c for c in same if own <= c.words and not _belongs(mention)]
        if fitting:
            return max(fitting, key=lambda c: c.seen)
        if own and not mention.plural:
            return self._by_shared_words(mention, own)
        if mention.head in _ANYBODY and mention.manner is Manner.DEFINITE:
            return self._recent(
                lambda c: (
                    c.kind in PEOPLE
                    and not (c.sex and mention.sex and c.sex is not mention.sex)
                )
            )
        kin = self._same_stem(mention)
        if kin is not None:
            return kin
        if mention.head in _BODY and not own and not _belongs(mention):
            return self._recent(lambda c: c.kind is SpeakerKind.ORGANISATION, within=5)
        if mention.head in _STUDIES and not own:
            study = self._recent(
                lambda c: c.kind is mention.kind and bool(c.nouns & _STUDIES), within=3
            )
            if study is not None:
                return study
        if mention.kind is SpeakerKind.DOCUMENT and mention.head in _COPIES:
            return self._recent(lambda c: c.kind is SpeakerKind.DOCUMENT, within=3)
        if (
            mention.plural
            and mention.kind is SpeakerKind.ANONYMOUS_GROUP
            and mention.text.lower().startswith(("the ", "these ", "those "))
        ):
            return self._recent(
                lambda c: c.kind is SpeakerKind.ANONYMOUS_GROUP, within=4
            )
        return None

    @staticmethod
    def _compatible(character: Character, mention: Mention) -> bool:
        if character.plural != mention.plural and mention.kind not in THINGS:
            return False
        if character.sex and mention.sex and character.sex is not mention.sex:
            return False
        if mention.head not in character.nouns:
            return False
        if mention.kind in PEOPLE:
            return character.kind in PEOPLE
        return (
            character.kind is mention.kind or {character.kind, mention.kind} <= THINGS
        )
