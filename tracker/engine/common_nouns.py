"""What kind of speaker a common noun names."""

from tracker.engine.lexicon import words
from tracker.engine.quantities import PLURAL_QUANTIFIERS, Quantities
from tracker.engine.results import SpeakerKind
from tracker.engine.tokens import (
    CAPITAL,
    DIGIT,
    DOCUMENT,
    GROUP,
    NOUN_KIND,
    ORGANISATION,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
)

_UNKNOWN = words("nouns", "unknown")
INDEFINITE = words("words", "indefinite")
_PAIRS = frozenset(
    (word, noun)
    for noun, before in (
        ("guard", "coast border national revolutionary civil"),
        ("tank", "think"),
        ("line", "shipping cruise"),
        ("hall", "city town"),
        ("home", "care funeral nursing children's"),
        ("engine", "search"),
        ("major", "oil energy"),
        (
            "operator",
            "rail train ferry bus tour grid network port airport pipeline mobile",
        ),
    )
    for word in before.split()
)
"""Nouns that only together are the name of a body."""
_NEWS = frozenset({"bulletin", "bulletins", "newscast", "programme", "program", "news"})
_ON_AIR = frozenset({"television", "tv", "radio", "broadcaster", "channel", "station"})
_FIGURES = frozenset(
    {"opposition", "senior", "leading", "public", "party", "political", "religious"}
    | {"prominent", "industry", "establishment", "cultural", "underworld", "military"}
)
"""“opposition figures” are people, “export figures” are none."""
_AUTHORS = frozenset({"author", "authors", "drafters"})
_PARENTS = frozenset({"mum", "mom", "dad", "mother", "father"})
"""Roles by which children call somebody as by a name."""
SOMEBODY, SEVERAL = "an unnamed somebody", "several without names"
ONE_NAME = "a name of one word"


def _paper_owns(flags: int) -> bool:
    """Whether a word is “report's”, “diary's”."""
    return bool(flags & POSSESSIVE and flags & DOCUMENT)


class CommonNouns(Quantities):
    """Settles the kind of speaker that a common noun names."""

    def _goes_by_surname(self, name: tuple[str, ...]) -> bool:
        """“The developer, Arlo Finch … Finch said”: no firm is called so for short."""
        if len(name) != 2 or self._body_name():
            return False
        text, last = self.row.text, f" {name[1].capitalize()}"
        return text.count(last) > text.count(f"{name[0].capitalize()}{last}")

    def _people_in_full(self, at: int) -> bool:
        """“People Before Profit”, “Doctors Without Borders”: capitals throughout."""
        behind = self.flags[at + 1 :]
        inner = any(f & CAPITAL and f & PREPOSITION for f in behind)
        return inner and bool(self.flags[-1] & CAPITAL)

    def _common(
        self, at: int, head: str, name: tuple[str, ...]
    ) -> tuple[SpeakerKind, bool, str, str]:
        low, flags = self.low, self.flags
        dated = head == "paper" and any(
            f & DIGIT for f in flags[:at]
        )  # “the 2019 paper”
        if head in {"papers", "archives", "page"} or dated:
            return SpeakerKind.DOCUMENT, False, head, "a thing with words on it"
        if head in _NEWS and not _ON_AIR.isdisjoint(low):
            return SpeakerKind.ORGANISATION, False, head, "a programme of news"
        if head == "website" and "news" not in low:
            return SpeakerKind.DOCUMENT, False, head, "a thing with words on it"
        owners = flags[:at]
        if (
            head in _AUTHORS
            and not name
            and (low[0] == "its" or any(map(_paper_owns, owners)))
        ):
            return SpeakerKind.DOCUMENT, False, head, "who wrote it"
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
        if not kind & NOUN_KIND and low[at + 1 : at + 2] == [","]:
            stands = next((f for f in flags[at + 2 :] if f & NOUN_KIND), 0)
            kind = stands if stands & PERSON and not stands & PLURAL else kind
        plural = bool(kind & PLURAL) and head != "staff"
        if plural and self._people_in_full(at):
            return SpeakerKind.ORGANISATION, False, head, "the name of a body"
        if name and plural and kind & PERSON and low[at + 1 : at + 2] == [","]:
            return SpeakerKind.ORGANISATION, False, head, "a body and its name"
        body = kind & PERSON and kind & ORGANISATION and not self._goes_by_surname(name)
        if name and body and "," in low:
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
        figures = head.removesuffix("s") == "figure" and at and low[at - 1] in _FIGURES
        if figures and head == "figures":
            return SpeakerKind.ANONYMOUS_GROUP, True, head, SEVERAL
        if figures:
            return SpeakerKind.ANONYMOUS_PERSON, False, head, SOMEBODY
        one = head == "guard" and low[0] in INDEFINITE
        if at and (low[at - 1], head.removesuffix("s")) in _PAIRS and not one:
            return SpeakerKind.ORGANISATION, False, head, "a force"
        named = head not in _PARENTS and kind & CAPITAL
        if (
            named
            and at == 0
            and not plural
            and (kind & PERSON or self._personal(at, at + 1))
        ):
            return SpeakerKind.NAMED_PERSON, False, head, ONE_NAME  # “Baker said”
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
        if low[0] in PLURAL_QUANTIFIERS or low[0] in {"those", "these"}:
            return SpeakerKind.ANONYMOUS_GROUP, True, head, SEVERAL
        if low[0] in INDEFINITE and not plural:
            return SpeakerKind.ANONYMOUS_PERSON, False, head, SOMEBODY
        if head.endswith("s") and low[0] not in {"this", "that"}:
            return SpeakerKind.ANONYMOUS_GROUP, True, head, SEVERAL
        return SpeakerKind.ANONYMOUS_PERSON, False, head, SOMEBODY
