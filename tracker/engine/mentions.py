"""One phrase that names a speaker: its kind, name, number and sex, and why."""

from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from tracker.engine.common_nouns import INDEFINITE
from tracker.engine.kinds import DEFINITE, INITIAL, Kinds
from tracker.engine.lexicon import families, words
from tracker.engine.phrases import Phrase
from tracker.engine.results import SpeakerKind
from tracker.engine.spans import Span
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    AUXILIARY,
    CLOSED,
    CONJUNCTION,
    DETERMINER,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    OTHER_PRONOUN,
    POSSESSIVE,
    PRONOUN,
    PUNCTUATION,
    SUBORDINATOR,
    TITLE,
)

_FEMALE = words("nouns", "female")
_MALE = words("nouns", "male")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_TITLES = dict(
    pair.split("=") for line in families("titles")["short"] for pair in line.split()
)
"""Short titles and the nouns they stand for."""
_GIRLS = words("first_names", "female") - words("first_names", "either")
_BOYS = (
    words("first_names", "male")
    - words("first_names", "either")
    - words("first_names", "female")
)
_SHE = frozenset({"she", "her"})
_HE = frozenset({"he", "him"})


_NO_CONTENT = CLOSED | PUNCTUATION | NUMBER
_JOINING = CONJUNCTION | SUBORDINATOR | AUXILIARY
_PRONOUN_OR_NOT = PRONOUN | OTHER_PRONOUN | NOUN_KIND | NEGATION | DETERMINER | NUMBER
"""A pronoun that may be a name or open a phrase is read where it stands."""
_UNNAMED = frozenset({SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP})


class Manner(Enum):
    """How the phrase points to its speaker."""

    PRONOUN = auto()
    NAME = auto()
    DEFINITE = auto()
    INDEFINITE = auto()
    PLURAL = auto()


class Sex(Enum):
    FEMALE = auto()
    MALE = auto()


class Mention(NamedTuple):
    """What a phrase says about the speaker it names."""

    span: Span
    manner: Manner
    kind: SpeakerKind
    plural: bool
    head: str
    nouns: frozenset[str]
    words: frozenset[str]
    name: tuple[str, ...]
    ordinal: int | None
    sex: Sex | None
    pronoun: str
    partitive: bool
    evidence: str
    text: str


def describe(row: Row, phrase: Phrase) -> Mention:
    """Read a phrase."""
    first, beyond = phrase
    if beyond - first == 1 and row.flags[first] & _PRONOUN_OR_NOT == PRONOUN:
        alike = _pronoun(row.word(first), row.low[first], row.flags[first])
        return Mention(row.span(first, beyond), *alike[1:])
    return _Reader(row, phrase).read()


@cache
def _pronoun(word: str, low: str, flags: int) -> Mention:
    """Read a pronoun that stands alone: whatever is around, it says the same."""
    row = Row(word, [low], [flags], [0], [len(word)])
    return _Reader(row, Phrase(0, 1)).read()


def as_document(mention: Mention) -> Mention:
    """Return what “reads” something as the thing it is, if it seemed to be somebody."""
    person = mention.kind is SpeakerKind.ANONYMOUS_PERSON and not mention.pronoun
    if not person and mention.pronoun != "it":
        return mention
    return mention._replace(kind=SpeakerKind.DOCUMENT, evidence="it reads so")


class _Reader(Kinds):
    def read(self) -> Mention:
        span = self.row.span(self.phrase.first, self.phrase.beyond)
        name = self._name()
        kind, plural, head, why = self._kind(name)
        pronoun = self._pronoun()
        return Mention(
            span=span,
            manner=self._manner(name, kind, pronoun, plural=plural),
            kind=kind,
            plural=plural,
            head=head.removeprefix("ex-"),
            nouns=self._nouns(),
            words=self._words(),
            name=name if kind not in _UNNAMED or why == INITIAL else (),
            ordinal=self._ordinal(),
            sex=self._sex(),
            pronoun=pronoun,
            partitive=self._partitive(),
            evidence=why,
            text=span.of(self.row.text),
        )

    def _nouns(self) -> frozenset[str]:
        """Return head nouns: of the phrase, and of its appositions."""
        low, flags = self.low, self.flags
        found = {low[self.head_at].removesuffix("'s")}
        kinds = zip(low, flags, strict=True)
        found.update([w for w, f in kinds if f & NOUN_KIND and not f & POSSESSIVE])
        for word in found.union(low[: self.head_at + 1]):
            full = _TITLES.get(word.rstrip("."))
            if full:
                found.add(full)
            if word.startswith("ex-"):
                found.add(word[3:])
        return frozenset(found)

    def _words(self) -> frozenset[str]:
        kept = [
            low
            for low, flag in zip(self.low, self.flags, strict=True)
            if not flag & _NO_CONTENT or (flag & NOUN_KIND and not flag & _JOINING)
        ]
        return frozenset([word.removesuffix("'s").removeprefix("ex-") for word in kept])

    def _ordinal(self) -> int | None:
        for low in self.low[: self.head_at + 1]:
            if low in _ORDINALS:
                return _ORDINALS[low]
        return None

    def _sex(self) -> Sex | None:
        alone = len(self.low) == 1
        to_head = self.low[: self.head_at + 1]
        if (alone and self.low[0] in _SHE) or not _FEMALE.isdisjoint(to_head):
            return Sex.FEMALE
        if self.low[0] in _HE or not _MALE.isdisjoint(to_head):
            return Sex.MALE
        return self._sex_by_name() or self._sex_further_on()

    def _sex_by_name(self) -> Sex | None:
        """Read the sex off the first name, where the name is a whole one or alone."""
        first, beyond = self.name_at
        for k in range(first, beyond):
            if self.flags[k] & TITLE:
                continue
            low = self.low[k]
            if low in _GIRLS:
                return Sex.FEMALE
            return Sex.MALE if low in _BOYS else None
        return None

    def _sex_further_on(self) -> Sex | None:
        """“a nurse in her 30s”, but not “Ferrar, her shadow”: that is somebody's."""
        for k in range(self.head_at, len(self.low)):
            low = self.low[k]
            opens = k and self.low[k - 1] in {",", "of"}
            if (low == "her" and not opens) or low in _FEMALE:
                return Sex.FEMALE
            if low == "his" and not opens:
                return Sex.MALE
        return None

    def _partitive(self) -> bool:
        found = "of" in self.low and self._quantity() is not None
        return found and self._named_one(self._name()) is None

    def _manner(
        self, name: tuple[str, ...], kind: SpeakerKind, pronoun: str, *, plural: bool
    ) -> Manner:
        low, flags = self.low, self.flags
        if pronoun:
            return Manner.PRONOUN
        if kind is SpeakerKind.NAMED_PERSON and name:
            return Manner.NAME
        if low[0] in DEFINITE or flags[0] & POSSESSIVE:
            return Manner.DEFINITE
        if name and kind is SpeakerKind.ORGANISATION:
            return Manner.NAME
        if low[0] in INDEFINITE and not plural:
            return Manner.INDEFINITE
        if plural:
            return (
                Manner.INDEFINITE
                if flags[0] & (NUMBER | DETERMINER) and low[0] not in {"all", "both"}
                else Manner.PLURAL
            )
        return (
            Manner.DEFINITE
            if kind in {SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT}
            else Manner.INDEFINITE
        )
