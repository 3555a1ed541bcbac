"""The jigsaw: everything published about one source, put together.

Pure. What matters is not how many words there are but how many people they still fit.
The estimate is coarse on purpose (an order of magnitude, as a band) and errs towards
danger; it is monotone: a further piece never makes the source look safer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from sources import places
from sources.facets import Dimension, Facet


class Band(IntEnum):
    """How many people could be meant, as a power of ten."""

    UNDER_10 = 1
    UNDER_100 = 2
    UNDER_1000 = 3
    MORE = 4


LEFT: Final = {
    Band.UNDER_10: "fewer than 10 people",
    Band.UNDER_100: "fewer than 100 people",
    Band.UNDER_1000: "fewer than 1,000 people",
    Band.MORE: "1,000 people or more",
}
"""A band in words."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one article told about the source, and when it was published."""

    article: str
    day: date | None
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing known to readers, and every article that told it."""

    dimension: Dimension
    value: str
    words: tuple[str, ...]
    articles: tuple[str, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What readers of all articles know about one source, and whom that leaves."""

    pieces: tuple[Piece, ...]
    left: Band

    def by_dimension(self) -> Mapping[Dimension, tuple[Piece, ...]]:
        """Return the pieces of each dimension that has any, in the fixed order."""
        return {
            dimension: here
            for dimension in Dimension
            if (here := tuple(p for p in self.pieces if p.dimension == dimension))
        }


POPULATION: Final = 7.4
"""Of a mid-sized country, as a power of ten: who could be meant before any word."""

NARROWS: Final[Mapping[Dimension, float]] = {
    Dimension.OCCUPATION: 2.0,
    Dimension.GENDER: 0.3,
    Dimension.AGE: 0.8,
    Dimension.CONTACT_DAY: 1.0,
    Dimension.CHANNEL: 0.5,
    Dimension.TRAVEL: 2.0,
    Dimension.FAMILY: 1.0,
    Dimension.NETWORK: 2.5,
    Dimension.CIRCUMSTANCE: 2.0,
}
"""By how many powers of ten the first piece of a dimension narrows the circle."""

PLACE_NARROWS: Final[Mapping[int, float]] = {1: 0.5, 2: 1.5, 3: 2.5}
FURTHER: Final = 0.5
"""What a further, different piece of the same dimension adds."""


def put_together(
    appearances: Iterable[Appearance], *, could_have_known: Band = Band.MORE
) -> Profile:
    """Return what these articles tell together.

    `could_have_known` is the keeper's own estimate; the result is never above it.
    """
    told: dict[tuple[Dimension, str], list[tuple[Appearance, Facet]]] = {}
    for appearance in appearances:
        for facet in appearance.facets:
            told.setdefault((facet.dimension, facet.value), []).append(
                (appearance, facet)
            )
    pieces = tuple(
        Piece(
            dimension,
            value,
            tuple(dict.fromkeys(facet.words for _, facet in where)),
            tuple(dict.fromkeys(appearance.article for appearance, _ in where)),
            min((a.day for a, _ in where if a.day is not None), default=None),
        )
        for (dimension, value), where in sorted(told.items())
    )
    return Profile(pieces, min(could_have_known, _left(pieces)))


def added(
    published: Iterable[Appearance],
    draft: Appearance,
    *,
    could_have_known: Band = Band.MORE,
) -> tuple[tuple[Facet, ...], Profile, Profile]:
    """Return what the draft tells for the first time; the profiles without it and with.

    A place is not new when a smaller place inside it has been published.
    """
    before_it = list(published)
    before = put_together(before_it, could_have_known=could_have_known)
    after = put_together([*before_it, draft], could_have_known=could_have_known)
    known = {(piece.dimension, piece.value) for piece in before.pieces}
    known |= {
        (Dimension.PLACE, step)
        for piece in before.pieces
        if piece.dimension == Dimension.PLACE
        for step in places.ladder(piece.words[0])
    }
    new = tuple(f for f in draft.facets if (f.dimension, f.value) not in known)
    return new, before, after


def _left(pieces: Iterable[Piece]) -> Band:
    every = list(pieces)
    named = [p for p in every if p.dimension == Dimension.PLACE]
    remaining = POPULATION - _by_places(named)
    for dimension, first in NARROWS.items():
        count = sum(piece.dimension == dimension for piece in every)
        if count:
            remaining -= first + FURTHER * (count - 1)
    return Band(max(1, min(4, int(remaining) + 1)))


def _by_places(pieces: list[Piece]) -> float:
    """The smallest place counts in full; of the others, those it does not lie in."""
    ladders = {piece.value: places.ladder(piece.words[0]) for piece in pieces}
    implied = {step for steps in ladders.values() for step in steps[1:]}
    smallest = [piece for piece in pieces if piece.value not in implied]
    if not smallest:
        return 0.0
    closest = max(
        places.precision(words) for piece in smallest for words in piece.words
    )
    return PLACE_NARROWS[closest] + FURTHER * (len(smallest) - 1)
