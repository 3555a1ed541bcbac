"""Corroboration explained: which pieces are one origin, and through which tie.

What ties two sources is for those who may see both; others learn that there is a tie.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final
from uuid import UUID

from claims.corroboration import Corroboration, Group, Independence, Tie
from claims.standards import Case
from sources.models import Document, Source
from tracker.models import User

MOST_PAIRS: Final = 15


@dataclass(frozen=True, slots=True)
class Joined:
    """One tie: two codenames, and what joins them."""

    one: Source
    other: Source
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Pieces of evidence that come from one place; `number` is what the page says.

    `hidden` is on when a tie, or a source, of it is not for this reader to know.
    """

    number: int
    evidence: tuple[str, ...]
    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    joined: tuple[Joined, ...]
    is_joined: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """How two origins stand to each other, to whom may know both."""

    one: Origin
    other: Origin
    answer: Independence


@dataclass(frozen=True, slots=True)
class Explanation:
    origins: tuple[Origin, ...]
    pairs: tuple[Pair, ...]
    unnamed: int


def explain(case: Case, *, user: User) -> Explanation:
    """Say how the count came about, as far as this person may know (2 queries)."""
    found = case.corroboration(case.items)
    ids = {UUID(end) for group in found.groups for end in _ends(group)}
    sources = {
        str(source.pk): source
        for source in Source.objects.visible_to(user).filter(pk__in=ids)
    }
    documents = {
        str(document.pk): document
        for document in Document.objects.visible_to(user).filter(pk__in=ids)
    }
    origins = [
        _origin(number, group, sources, documents)
        for number, group in enumerate(found.groups, 1)
    ]
    return Explanation(tuple(origins), tuple(_pairs(origins, found)), found.unnamed)


def _ends(group: Group) -> set[str]:
    """The origins of a group, and everybody on the way from one to another."""
    ties = {end for tie in group.joined_by for end in (tie.one, tie.other)}
    return set(group.origins) | ties


def _origin(
    number: int,
    group: Group,
    sources: Mapping[str, Source],
    documents: Mapping[str, Document],
) -> Origin:
    known = [tie for tie in group.joined_by if {tie.one, tie.other} <= set(sources)]
    seen = set(sources) | set(documents)
    return Origin(
        number=number,
        evidence=group.support,
        sources=tuple(sources[key] for key in group.origins if key in sources),
        documents=tuple(documents[key] for key in group.origins if key in documents),
        joined=tuple(_joined(tie, sources) for tie in known),
        is_joined=len(group.origins) > 1,
        hidden=not set(group.origins) <= seen or len(known) < len(group.joined_by),
    )


def _joined(tie: Tie, sources: Mapping[str, Source]) -> Joined:
    return Joined(sources[tie.one], sources[tie.other], tie.why)


def _pairs(origins: Sequence[Origin], found: Corroboration) -> list[Pair]:
    """Every two origins that this reader knows; two are apart if somebody judged so."""
    pairs = []
    for one, other in combinations(origins, 2):
        if one.hidden or other.hidden:
            continue
        first, second = found.groups[one.number - 1], found.groups[other.number - 1]
        answers = {
            found.pairs[frozenset({a, b})]
            for a in first.origins
            for b in second.origins
        }
        apart = Independence.INDEPENDENT in answers
        answer = Independence.INDEPENDENT if apart else Independence.NOT_ESTABLISHED
        pairs.append(Pair(one, other, answer))
    return pairs[:MOST_PAIRS]
