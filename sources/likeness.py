"""Whether an unnamed speaker reads like a source the desk has described before.

Pure. It says what two descriptions share and what speaks against their being one
person's, and no more: there is no score to believe in, and a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sources import places
from sources.facets import Dimension, Facet
from sources.reading import telling

PECULIAR: Final = 2
"""So many telling words in common, beyond place and trade, are worth a look."""

# What one person has once: two different ones speak against its being one person.
_ONCE: Final = (Dimension.GENDER, Dimension.AGE)
_SHARED: Final = {
    Dimension.OCCUPATION: "the same occupation",
    Dimension.NETWORK: "the same body or circle",
    Dimension.AGE: "the same age",
    Dimension.FAMILY: "the same kin",
    Dimension.TRAVEL: "the same journey",
    Dimension.CIRCUMSTANCE: "the same circumstance",
}


@dataclass(frozen=True, slots=True)
class Portrait:
    """How somebody was described: the wordings, and what they tell."""

    wordings: tuple[str, ...]
    facets: tuple[Facet, ...] = ()

    def of(self, dimension: Dimension) -> dict[str, str]:
        """Return the values of a dimension and the words for each."""
        found = (f for f in self.facets if f.dimension == dimension)
        return {facet.value: facet.words for facet in found}


@dataclass(frozen=True, slots=True)
class Resemblance:
    """What two portraits share, in words for people, and what speaks against it."""

    shared: tuple[str, ...]
    against: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """Order of showing: more in common first, then less against."""
        return (-len(self.shared), len(self.against))


def resemblance(speaker: Portrait, source: Portrait) -> Resemblance | None:
    """Return what the two share; None when that is nothing worth a person's time.

    One wide place alone ("in China") is nothing; neither is a pronoun or a day.
    """
    shared, strong = [], 0
    place = _place(speaker, source)
    if place:
        words, close = place
        shared.append(f"the same place, “{words}”")
        strong += 1 if close else 0
    for dimension, said in _SHARED.items():
        mine, theirs = speaker.of(dimension), source.of(dimension)
        for value in sorted(mine.keys() & theirs.keys()):
            shared.append(f"{said}, “{theirs[value]}”")
            strong += 1
    peculiar = _peculiar(speaker, source)
    if peculiar:
        quoted = ", ".join(f"“{word}”" for word in peculiar)
        shared.append(f"the words {quoted}")
    if not strong and len(shared) < PECULIAR and len(peculiar) < PECULIAR:
        return None
    return Resemblance(tuple(shared), tuple(_against(speaker, source)))


def query_words(wordings: Iterable[str]) -> tuple[str, ...]:
    """Return the words by which to look for who was described so."""
    return tuple(sorted(set().union(*(telling(wording) for wording in wordings))))


def _place(speaker: Portrait, source: Portrait) -> tuple[str, bool] | None:
    """Return the smallest place that both are put in, and whether it is a close one."""
    mine, theirs = speaker.of(Dimension.PLACE), source.of(Dimension.PLACE)
    found = [
        (places.precision(words), words)
        for value, words in theirs.items()
        if value in mine
    ]
    if not found:
        steps = {step for words in mine.values() for step in places.ladder(words)[1:]}
        found = [(1, words) for value, words in theirs.items() if value in steps]
    if not found:
        return None
    closeness, words = max(found)
    return words, closeness > 1


def _peculiar(speaker: Portrait, source: Portrait) -> list[str]:
    """Return telling words in common that no shared facet accounts for."""
    known = " ".join(facet.words for facet in (*speaker.facets, *source.facets))
    accounted = telling(known)
    mine = set().union(*(telling(words) for words in speaker.wordings))
    theirs = set().union(*(telling(words) for words in source.wordings))
    return sorted((mine & theirs) - accounted)


def _against(speaker: Portrait, source: Portrait) -> Iterable[str]:
    for dimension in _ONCE:
        mine, theirs = speaker.of(dimension), source.of(dimension)
        if mine and theirs and not mine.keys() & theirs.keys():
            one, other = next(iter(mine.values())), next(iter(theirs.values()))
            yield f"another {dimension.value}: “{one}” here, “{other}” before"
