"""The independence graph around one source, as far as its reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sources.models import Link, LinkKind, Source
from tracker.models import User

STEPS: Final = 3
"""How far the graph is followed: the tie of a tie of a tie."""

MOST: Final = 60
"""So many sources at most are drawn; the desk is told when there are more."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A source that ties lead to: in how many steps, through whom, and how surely.

    `sure` is off when a suspected tie is on the way. `via` is the source one step
    nearer, None for a direct tie.
    """

    source: Source
    steps: int
    link: Link
    via: Source | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Ties:
    """Direct judgements with the other source, and who is reached through ties."""

    direct: tuple[tuple[Link, Source], ...]
    reached: tuple[Reached, ...]
    cut_short: bool = False

    @property
    def independent(self) -> tuple[tuple[Link, Source], ...]:
        return tuple(
            (link, other)
            for link, other in self.direct
            if link.kind == LinkKind.INDEPENDENT
        )

    @property
    def further(self) -> tuple[Reached, ...]:
        """Those tied only through others: of one origin without a tie of their own."""
        return tuple(found for found in self.reached if found.steps > 1)


def ties_of(user: User, source: Source) -> Ties:
    """Follow the ties from a source outwards: one query a step, three at most."""
    seen = Link.objects.visible_to(user).current().select_related("source", "other")
    first = list(seen.touching(source.pk).order_by("created_at", "pk")[: MOST + 1])
    direct = tuple((link, _other(link, source.pk)) for link in first[:MOST])
    reached: dict[UUID, Reached] = {}
    cut_short = len(first) > MOST
    frontier = _step({source.pk: None}, first, {source.pk}, 1)
    for step in range(1, STEPS + 1):
        reached |= frontier
        if len(reached) > MOST:
            cut_short = True
            break
        if step == STEPS or not frontier:
            break
        links = seen.ties().touching_any(frontier.keys())
        rows = links.order_by("created_at", "pk")[: MOST + 1]
        known = {source.pk, *reached}
        frontier = _step(dict(frontier), rows, known, step + 1)
    return Ties(direct, tuple(list(reached.values())[:MOST]), cut_short)


def _step(
    near: "dict[UUID, Reached | None]",
    links: Iterable[Link],
    known: set[UUID],
    steps: int,
) -> "dict[UUID, Reached]":
    """Return who is new behind the links; where two lead there, the surer one."""
    found: dict[UUID, Reached] = {}
    for link in links:
        if link.kind == LinkKind.INDEPENDENT:
            continue
        for here, there in ((link.source, link.other), (link.other, link.source)):
            if here.pk not in near or there.pk in known:
                continue
            before = near[here.pk]
            sure = link.confident and (before is None or before.sure)
            held = found.get(there.pk)
            if held is None or (sure and not held.sure):
                via = here if before is not None else None
                found[there.pk] = Reached(there, steps, link, via, sure)
    return found


def _other(link: Link, source_id: UUID) -> Source:
    return link.other if link.source_id == source_id else link.source
