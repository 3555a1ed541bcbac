"""One phrase that names a speaker: its kind, name, number and sex, and why."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from tracker.engine.lexicon import words
from tracker.engine.phrases import Phrase, head_position
from tracker.engine.results import SpeakerKind
from tracker.engine.spans import Span
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CLOSED,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    DIGIT,
    DOCUMENT,
    GROUP,
    NOUN_KIND,
    NUMBER,
    ORDINAL,
    ORGANISATION,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    SUBORDINATOR,
    TITLE,
)

_FEMALE = words("nouns", "female")
_MALE = words("nouns", "male")
_UNKNOWN = words("nouns", "unknown")
_BODIES = words("nouns", "bodies")
_PARTS = words("nouns", "parts")
_INDEFINITE = words("words", "indefinite")
_DEFINITE = words("words", "definite")
_PLURAL_QUANTIFIERS = words("words", "plural_quantifiers")
_FORCES = frozenset(
    (word, "guard")
    for word in ("coast", "border", "national", "revolutionary", "civil")
)
_AS_SUBJECT = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_SHE = frozenset({"she", "her"})
_HE = frozenset({"he", "him"})
_MANY = frozenset({"they", "we", "them", "us"})


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


@dataclass(frozen=True, slots=True)
class Mention:
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
    return _Reader(row, phrase).read()


def as_document(mention: Mention) -> Mention:
    """Return what “reads” something as the thing it is, if it seemed to be somebody."""
    if mention.kind is not SpeakerKind.ANONYMOUS_PERSON or mention.pronoun:
        return mention
    return replace(mention, kind=SpeakerKind.DOCUMENT, evidence="it reads so")


class _Reader:
    def __init__(self, row: Row, phrase: Phrase) -> None:
        first, beyond = phrase.first, phrase.beyond
        while beyond > first + 1 and row.flags[beyond - 1] & PUNCTUATION:
            beyond -= 1
        self.row, self.phrase = row, Phrase(first, beyond)
        self.low = row.low[first:beyond]
        self.flags = row.flags[first:beyond]
        self.head_at = head_position(row, self.phrase) - first
        self.name_at = (0, 0)

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
            head=head,
            nouns=self._nouns(),
            words=self._words(),
            name=name
            if kind not in {SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP}
            else (),
            ordinal=self._ordinal(),
            sex=self._sex(),
            pronoun=pronoun,
            partitive=self._partitive(),
            evidence=why,
            text=span.of(self.row.text),
        )

    def _pronoun(self) -> str:
        """Return the pronoun that the whole phrase is: "she", or "I" of "I've"."""
        if len(self.low) > 1 or self.flags[0] & NUMBER:
            return ""
        if self.flags[0] & CONTRACTION:
            return self.low[0].split("'")[0]
        if self.low[0] in _AS_SUBJECT:
            return _AS_SUBJECT[self.low[0]]
        return self.low[0] if self.flags[0] & PRONOUN else ""

    # -- kind ---------------------------------------------------------------

    def _kind(self, name: tuple[str, ...]) -> tuple[SpeakerKind, bool, str, str]:
        low, flags, at = self.low, self.flags, self.head_at
        if self._pronoun():
            return SpeakerKind.UNKNOWN, low[0] in _MANY, low[0], "pronoun"
        quantity = self._quantity()
        if quantity is not None:
            return quantity
        head, kind = low[at], flags[at]
        if kind & POSSESSIVE and head.endswith("'s"):
            head = head[:-2]
        proper = bool(kind & CAPITAL) and not (
            self._sentence_start(at) and kind & NOUN_KIND
        )
        if proper:
            return self._proper(at, head)
        if kind & DIGIT or len(head) == 1:
            noun = next(
                (
                    w
                    for w, f in zip(low[: at + 1], flags, strict=False)
                    if f & DOCUMENT or w in _PARTS
                ),
                "",
            )
            if noun:
                return SpeakerKind.DOCUMENT, False, noun, "a numbered document"
        return self._common(at, head, name)

    def _quantity(self) -> tuple[SpeakerKind, bool, str, str] | None:
        """“one of the three”, "another", "two of them", "the third"."""
        low, flags = self.low, self.flags
        at = 0
        while at < len(low) and (
            flags[at] & (DETERMINER | NUMBER | ORDINAL)
            or low[at] in {"others", "another", "one", "of"}
        ):
            if low[at] == "of":
                break
            at += 1
        if at == 0 or (at < len(low) and low[at] != "of"):
            return None
        if at < len(low) and any(
            f & DOCUMENT and not f & (PERSON | GROUP) for f in flags[at:]
        ):
            return SpeakerKind.DOCUMENT, False, low[at - 1], "part of documents"
        if at < len(low) and low[at + 1 : at + 2] == ["which"]:
            return SpeakerKind.DOCUMENT, False, "one", "one of several things"
        many = (
            low[0] in _PLURAL_QUANTIFIERS
            or low[at - 1] in _PLURAL_QUANTIFIERS
            or low[at - 1] == "others"
        )
        if low[0] in {"the", "a", "an"} and flags[at - 1] & ORDINAL:
            many = False
        if low[0] == "all":
            many = True
        if many:
            return SpeakerKind.ANONYMOUS_GROUP, True, low[at - 1], "a number of people"
        return SpeakerKind.ANONYMOUS_PERSON, False, low[at - 1], "one of several people"

    def _sentence_start(self, at: int) -> bool:
        row, here = self.row, self.phrase.first + at
        return any(here == first for first, _ in row.sentences) or here == 0

    def _proper(self, at: int, head: str) -> tuple[SpeakerKind, bool, str, str]:
        low, flags = self.low, self.flags
        first = at
        while (
            first > 0
            and flags[first - 1] & CAPITAL
            and not flags[first - 1] & DETERMINER
        ):
            first -= 1
        name = range(first, at + 1)
        before = flags[first - 1] if first else 0
        noun = low[at]
        if (
            any(low[k].rstrip("s") in _PARTS or flags[k] & DOCUMENT for k in name)
            and not flags[at] & (PERSON | ORGANISATION)
            and any(f & DIGIT for f in flags)
        ):
            return SpeakerKind.DOCUMENT, False, low[first], "a numbered document"
        if at > first and any(flags[k] & PERSON for k in range(first, at)):
            return SpeakerKind.NAMED_PERSON, False, noun, "role and name"
        if any(flags[k] & TITLE for k in name) and at > first:
            return SpeakerKind.NAMED_PERSON, False, noun, "title and name"
        if before & PERSON:
            return SpeakerKind.NAMED_PERSON, False, noun, "role and name"
        if any(flags[k] & ORGANISATION or low[k] in _BODIES for k in name) or any(
            low[k] == "&" for k in range(len(low))
        ):
            return SpeakerKind.ORGANISATION, False, noun, "the name of a body"
        if before & ORGANISATION:
            return SpeakerKind.ORGANISATION, False, noun, "a body and its name"
        if flags[at] & PERSON and first == at and low[0] in _DEFINITE | _INDEFINITE:
            return self._common(at, noun, ())
        if flags[at] & DOCUMENT and len(name) > 1:
            return SpeakerKind.DOCUMENT, False, noun, "the name of a document"
        word = self.row.word(self.phrase.first + at)
        if flags[at] & PERSON and at > first:
            return (
                SpeakerKind.ANONYMOUS_PERSON,
                bool(flags[at] & PLURAL),
                noun,
                "a role without a name",
            )
        if sum(char.isupper() for char in word) > 2 or low[0] == "the":
            if word.endswith("s") and low[0] == "the" and len(name) == 1:
                return SpeakerKind.ANONYMOUS_GROUP, True, noun, "a people"
            return SpeakerKind.ORGANISATION, False, noun, "a name with an article"
        if len(name) == 1 and word.endswith(("ans", "ists", "crats", "ese", "ians")):
            return SpeakerKind.ANONYMOUS_GROUP, True, noun, "a people"
        return SpeakerKind.NAMED_PERSON, False, noun, "a personal name"

    def _common(
        self, at: int, head: str, name: tuple[str, ...]
    ) -> tuple[SpeakerKind, bool, str, str]:
        low, flags = self.low, self.flags
        if head in _UNKNOWN:
            return SpeakerKind.UNKNOWN, False, head, "an account without a person"
        kind = flags[at]
        if not kind & NOUN_KIND:
            other = next(
                (
                    k
                    for k in range(len(low))
                    if flags[k] & NOUN_KIND and not flags[k] & POSSESSIVE
                ),
                None,
            )
            if other is not None and other < at:
                kind = flags[other] if other >= at - 1 else kind
        plural = bool(kind & PLURAL) and head != "staff"
        if name and kind & PERSON and kind & ORGANISATION and "," in low:
            return SpeakerKind.ORGANISATION, False, head, "a body and its name"
        if (
            (name and not kind & (ORGANISATION | DOCUMENT))
            or (name and kind & PERSON and not plural)
        ) and not self._body_name():
            return SpeakerKind.NAMED_PERSON, False, head, "role and name"
        if name and self._body_name():
            return (
                SpeakerKind.ORGANISATION,
                False,
                head,
                "a body by its lawyers or name",
            )
        if head in {"prosecutors", "police", "authorities"}:
            return (
                SpeakerKind.ORGANISATION,
                False,
                head,
                "a collective that acts as a body",
            )
        if at and (low[at - 1], head.removesuffix("s")) in _FORCES:
            return SpeakerKind.ORGANISATION, False, head, "a force"
        if kind & PERSON:
            if plural:
                return (
                    SpeakerKind.ANONYMOUS_GROUP,
                    True,
                    head,
                    "several people without names",
                )
            return SpeakerKind.ANONYMOUS_PERSON, False, head, "a role without a name"
        if kind & GROUP:
            return (
                SpeakerKind.ANONYMOUS_GROUP,
                True,
                head,
                "several people without names",
            )
        if kind & DOCUMENT and not kind & ORGANISATION:
            return SpeakerKind.DOCUMENT, False, head, "a thing with words on it"
        if kind & ORGANISATION:
            leaked = {
                "confidential",
                "leaked",
                "internal",
                "draft",
                "secret",
                "one",
                "position",
            }
            if kind & DOCUMENT and (low[0] in {"a", "an", "that"} or leaked & set(low)):
                return SpeakerKind.DOCUMENT, False, head, "a thing with words on it"
            return SpeakerKind.ORGANISATION, False, head, "a body"
        if low[0] in _INDEFINITE and not plural:
            return SpeakerKind.ANONYMOUS_PERSON, False, head, "an unnamed somebody"
        if head.endswith("s") and low[0] not in {"this", "that"}:
            return SpeakerKind.ANONYMOUS_GROUP, True, head, "several without names"
        return SpeakerKind.ANONYMOUS_PERSON, False, head, "an unnamed somebody"

    def _body_name(self) -> bool:
        first, beyond = self.name_at
        return any(
            self.low[k] in _BODIES or self.low[k] == "&" or self.flags[k] & ORGANISATION
            for k in range(first, beyond)
        )

    # -- parts --------------------------------------------------------------

    def _name(self) -> tuple[str, ...]:
        """Return the proper name in the head or in an apposition, in lower case."""
        low, flags = self.low, self.flags
        at = self.head_at
        if flags[at] & CAPITAL and not (
            flags[at] & NOUN_KIND and self._sentence_start(at)
        ):
            first = at
            while (
                first > 0
                and flags[first - 1] & CAPITAL
                and not flags[first - 1] & (DETERMINER | POSSESSIVE)
            ):
                first -= 1
            return self._bare_name(first, at + 1)
        for k in range(at + 1, len(low)):
            if low[k - 1] in {"surnamed", "named"} and flags[k] & CAPITAL:
                return self._bare_name(k, self._capitals(k))
            if low[k - 1] == "," and flags[k] & CAPITAL and not flags[k] & DETERMINER:
                beyond = self._capitals(k)
                if flags[k - 2] & PERSON and k - 2 != at:
                    continue
                if (
                    beyond == len(low)
                    or low[beyond] in {",", "(", "of", "from"}
                    or flags[beyond] & DIGIT
                ) and not self._place_name(k):
                    return self._bare_name(k, beyond)
        return ()

    def _place_name(self, k: int) -> bool:
        """“a relative in Paris, France”: two names after a preposition."""
        return (
            k >= 2
            and bool(self.flags[k - 2] & CAPITAL)
            and k >= 3
            and bool(self.flags[k - 3] & PREPOSITION)
        )

    def _capitals(self, k: int) -> int:
        while k < len(self.low) and (
            self.flags[k] & CAPITAL
            or self.low[k]
            in {
                "&",
                "de",
                "van",
                "von",
                "al",
                "bin",
                "la",
                "di",
                "der",
                "den",
                "el",
                "da",
                "dos",
                "del",
            }
        ):
            k += 1
        return k

    def _bare_name(self, first: int, beyond: int) -> tuple[str, ...]:
        self.name_at = (first, beyond)
        return tuple(
            low.removesuffix("'s")
            for low, flag in zip(
                self.low[first:beyond], self.flags[first:beyond], strict=True
            )
            if (not flag & (TITLE | DIGIT) and not flag & NOUN_KIND)
            or (low.endswith(".") and not flag & TITLE)
        )

    def _nouns(self) -> frozenset[str]:
        """Return head nouns: of the phrase, and of its appositions."""
        low, flags = self.low, self.flags
        found = {low[self.head_at].removesuffix("'s")}
        for k in range(len(low)):
            if (
                flags[k] & (PERSON | GROUP | ORGANISATION | DOCUMENT)
                and not flags[k] & POSSESSIVE
            ):
                found.add(low[k])
        return frozenset(found)

    def _words(self) -> frozenset[str]:
        skip = CLOSED | PUNCTUATION | NUMBER
        return frozenset(
            low.removesuffix("'s")
            for low, flag in zip(self.low, self.flags, strict=True)
            if (not flag & skip or flag & NOUN_KIND)
            and not flag & (CONJUNCTION | SUBORDINATOR | AUXILIARY)
            and (not flag & ADVERB or flag & NOUN_KIND)
        )

    def _ordinal(self) -> int | None:
        for low in self.low[: self.head_at + 1]:
            if low in _ORDINALS:
                return _ORDINALS[low]
        return None

    def _sex(self) -> Sex | None:
        if self.low[0] in _SHE or any(
            low in _FEMALE for low in self.low[: self.head_at + 1]
        ):
            return Sex.FEMALE
        if self.low[0] in _HE or any(
            low in _MALE for low in self.low[: self.head_at + 1]
        ):
            return Sex.MALE
        for low in self.low[self.head_at :]:
            if low == "her" or low in _FEMALE:
                return Sex.FEMALE
            if low == "his":
                return Sex.MALE
        return None

    def _partitive(self) -> bool:
        return "of" in self.low and self._quantity() is not None

    def _manner(
        self, name: tuple[str, ...], kind: SpeakerKind, pronoun: str, *, plural: bool
    ) -> Manner:
        low, flags = self.low, self.flags
        if pronoun:
            return Manner.PRONOUN
        if kind is SpeakerKind.NAMED_PERSON and name:
            return Manner.NAME
        if low[0] in _DEFINITE or flags[0] & POSSESSIVE:
            return Manner.DEFINITE
        if name and kind is SpeakerKind.ORGANISATION:
            return Manner.NAME
        if low[0] in _INDEFINITE and not plural:
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
