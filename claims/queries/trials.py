"""Standards on trial: which claims that stand would fail under other rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from claims.models import Claim
from claims.queries import facts
from claims.queries.radius import ADMITTED_BY, Fallen, articles_of, settled
from claims.standards import Standards, for_desk
from claims.workflow import Status

# What one page waits for. The rest is weighed by a worker once they are adopted.
MOST: Final = 5000
AT_ONCE: Final = 1000
SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Trial:
    """What the desk's verdicts would be worth under these rules.

    `failing` are those that fall; `already` of them fail today too. `shown` is the
    first part of the list, newest decisions' claims first.
    """

    standing: int
    weighed: int
    failing: int
    already: int
    shown: tuple[Fallen, ...]


def trial(desk_id: UUID, proposed: Standards) -> Trial:
    """Hold the desk's newest verified and refuted claims against proposed rules."""
    present = for_desk(desk_id)
    claims = settled(desk_id).order_by("-created_at", "-pk")
    standing = claims.count()
    fallen: list[Fallen] = []
    failing = already = weighed = 0
    for chunk in _chunks(list(claims[:MOST])):
        weighed += len(chunk)
        for found in _fallen(chunk, proposed, present):
            failing += 1
            already += found.already
            if len(fallen) < SHOWN:
                fallen.append(found)
    articles = articles_of([found.claim.pk for found in fallen])
    return Trial(
        standing=standing,
        weighed=weighed,
        failing=failing,
        already=already,
        shown=tuple(
            Fallen(
                found.claim,
                found.before,
                found.report,
                tuple(articles[found.claim.pk]),
                found.already,
            )
            for found in fallen
        ),
    )


def _chunks(claims: list[Claim]) -> Iterator[list[Claim]]:
    for start in range(0, len(claims), AT_ONCE):
        yield claims[start : start + AT_ONCE]


def _fallen(
    claims: list[Claim], proposed: Standards, present: Standards
) -> Iterator[Fallen]:
    cases = facts.cases(claims)
    for claim in claims:
        case, move = cases[claim.pk], ADMITTED_BY[Status(claim.status)]
        if report := proposed.examine(case, move):
            continue
        yield Fallen(
            claim=claim,
            before=case.corroboration(),
            report=report,
            articles=(),
            already=not present.examine(case, move),
        )
