"""How many origins stand behind a claim. Pure: values in, values out.

Mentions are not counted, origins are. Two sources are one origin when a known tie
joins them (one told the other, one household, one document), also through somebody
who is not quoted at all. They are two only when a person judged them independent.
Without a judged link their independence is *not established*.

`origins` is the size of the largest set of supporting origins that are pairwise judged
independent. Hence, whatever is added and in whatever order: a tie never raises the
count, support never lowers it, and what nobody is named for counts as nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any


class Independence(StrEnum):
    """The three answers about two or more sources."""

    INDEPENDENT = "independent"
    SHARED_ORIGIN = "shared_origin"
    NOT_ESTABLISHED = "not_established"


class TieKind(StrEnum):
    SHARED = "shared"
    SUSPECTED = "suspected"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Support:
    """One quote or passage. `origin` names its source or document; None: nobody.

    `counts` is off for support that was withdrawn, in whatever way.
    """

    key: str
    origin: str | None
    is_passage: bool = False
    is_document: bool = False  # the origin is a document that nobody gave the desk
    counts: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A judged relation of two origins; `why` says it in the desk's words."""

    one: str
    other: str
    kind: TieKind
    why: str = ""

    @property
    def pair(self) -> frozenset[str]:
        return frozenset({self.one, self.other})


@dataclass(frozen=True, slots=True)
class Group:
    """Origins that are one, the support that comes from them, and what joins them."""

    origins: tuple[str, ...]
    support: tuple[str, ...]
    joined_by: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What stands behind a claim, counted and explained."""

    quotes: int = 0
    passages: int = 0
    unnamed: int = 0
    sources: int = 0
    documents: int = 0
    origins: int = 0
    independence: Independence | None = None  # None: fewer than two to compare
    groups: tuple[Group, ...] = ()
    pairs: Mapping[frozenset[str], Independence] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """Return the one line that stands on every claim.

        >>> Corroboration(quotes=3, sources=2, origins=1,
        ...     independence=Independence.NOT_ESTABLISHED).line
        '3 quotes, 2 sources, 1 origin; independence not established'
        """
        counted = [_count(self.quotes, "quote")]
        if self.passages:
            counted.append(_count(self.passages, "passage"))
        counted.append(_count(self.sources, "source"))
        if self.documents:
            counted.append(_count(self.documents, "document"))
        counted.append(_count(self.origins, "origin"))
        said = [", ".join(counted)]
        if self.independence is not None:
            said.append(_ANSWERS[self.independence])
        if self.unnamed:
            said.append(f"{self.unnamed} without a source")
        return "; ".join(said)

    def as_json(self) -> dict[str, Any]:
        """Return what a decision keeps: counts, groups of evidence, no source's id."""
        return {
            "line": self.line,
            "quotes": self.quotes,
            "passages": self.passages,
            "unnamed": self.unnamed,
            "sources": self.sources,
            "documents": self.documents,
            "origins": self.origins,
            "independence": self.independence,
            "groups": [
                {
                    "evidence": list(group.support),
                    "joined_by": sorted({tie.why for tie in group.joined_by}),
                }
                for group in self.groups
            ],
        }


_ANSWERS = {
    Independence.INDEPENDENT: "independent",
    Independence.SHARED_ORIGIN: "shared origin",
    Independence.NOT_ESTABLISHED: "independence not established",
}


def corroborate(support: Iterable[Support], ties: Iterable[Tie]) -> Corroboration:
    """Count and group what supports a claim.

    `ties` may reach beyond the quoted: two sources told by a third are one origin.
    """
    counted = sorted(
        {item for item in support if item.counts},
        key=lambda item: (item.key, item.origin or ""),
    )
    named = [item for item in counted if item.origin is not None]
    origins = sorted({item.origin for item in named if item.origin is not None})
    graph = _Graph(origins, sorted(set(ties)))
    documents = {item.origin for item in named if item.is_document}
    groups = graph.groups(named)
    pairs = {frozenset(pair): graph.verdict(*pair) for pair in combinations(origins, 2)}
    independent = {
        pair for pair, found in pairs.items() if found is Independence.INDEPENDENT
    }
    count = _largest_clique(origins, independent)
    return Corroboration(
        quotes=sum(not item.is_passage for item in counted),
        passages=sum(item.is_passage for item in counted),
        unnamed=sum(item.origin is None for item in counted),
        sources=len(set(origins) - documents),
        documents=len(documents),
        origins=count,
        independence=_answer(count=count, groups=len(groups), named=len(origins)),
        groups=groups,
        pairs=pairs,
    )


class _Graph:
    """Origins and the ties among them, with everybody on the way."""

    def __init__(self, origins: Sequence[str], ties: Sequence[Tie]) -> None:
        self.shared = [tie for tie in ties if tie.kind is TieKind.SHARED]
        self.parent: dict[str, str] = {name: name for name in origins}
        for tie in ties:
            self.parent.setdefault(tie.one, tie.one)
            self.parent.setdefault(tie.other, tie.other)
        for tie in self.shared:
            first, second = sorted((self.root(tie.one), self.root(tie.other)))
            self.parent[second] = first
        self.doubted = {
            frozenset({self.root(tie.one), self.root(tie.other)})
            for tie in ties
            if tie.kind is TieKind.SUSPECTED
        }
        self.judged = {tie.pair for tie in ties if tie.kind is TieKind.INDEPENDENT}

    def root(self, name: str) -> str:
        while (above := self.parent[name]) != name:
            self.parent[name] = self.parent[above]
            name = above
        return name

    def verdict(self, one: str, other: str) -> Independence:
        roots = frozenset({self.root(one), self.root(other)})
        if len(roots) == 1:
            return Independence.SHARED_ORIGIN
        if roots in self.doubted or frozenset({one, other}) not in self.judged:
            return Independence.NOT_ESTABLISHED
        return Independence.INDEPENDENT

    def groups(self, named: Sequence[Support]) -> tuple[Group, ...]:
        members: dict[str, list[Support]] = {}
        for item in named:
            members.setdefault(self.root(str(item.origin)), []).append(item)
        return tuple(
            Group(
                origins=tuple(sorted({str(item.origin) for item in items})),
                support=tuple(item.key for item in items),
                joined_by=tuple(t for t in self.shared if self.root(t.one) == root),
            )
            for root, items in sorted(members.items())
        )


def _answer(*, count: int, groups: int, named: int) -> Independence | None:
    if count > 1:
        return Independence.INDEPENDENT
    if groups > 1:
        return Independence.NOT_ESTABLISHED
    return Independence.SHARED_ORIGIN if named > 1 else None


def _largest_clique(nodes: Sequence[str], edges: set[frozenset[str]]) -> int:
    """Return how many nodes, at most, are pairwise joined (Bron-Kerbosch, pivoting)."""
    near = {
        node: {other for other in nodes if frozenset({node, other}) in edges}
        for node in nodes
    }

    def grow(size: int, open_: set[str], closed: set[str]) -> int:
        if not open_:
            return size
        best = size
        pivot = max(open_ | closed, key=lambda node: len(near[node] & open_))
        for node in sorted(open_ - near[pivot]):
            best = max(best, grow(size + 1, open_ & near[node], closed & near[node]))
            open_, closed = open_ - {node}, closed | {node}
        return best

    return grow(0, set(nodes), set())


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
