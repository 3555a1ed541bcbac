"""The review queue: what waits, newest first, each with its one line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Q

from claims.corroboration import Corroboration
from claims.models import Claim
from claims.models.claim import ClaimQuerySet
from claims.queries.facts import cases
from claims.workflow import Status
from tracker.models import User

MOST: Final = 100
Place = tuple[datetime, UUID]


class Lane(StrEnum):
    """What one looks at in the queue."""

    TO_REVIEW = "to_review"
    UNVERIFIED = "unverified"
    SETTLED = "settled"
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class QueueRow:
    claim: Claim
    corroboration: Corroboration


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Rows, and where the next page begins (None: there is none)."""

    rows: list[QueueRow]
    after: Place | None


def review_queue(
    user: User,
    *,
    lane: Lane = Lane.TO_REVIEW,
    desk_id: UUID | None = None,
    after: Place | None = None,
    limit: int = 50,
) -> QueuePage:
    """Return one page of claims the user may see (7 queries, whatever the page)."""
    limit = min(limit, MOST)
    claims = _lane(Claim.objects.visible_to(user).standing(), lane, user)
    if desk_id is not None:
        claims = claims.filter(desk=desk_id)
    if after is not None:
        at, pk = after
        claims = claims.filter(created_at__lte=at).filter(
            Q(created_at__lt=at) | Q(pk__lt=pk)
        )
    page = list(claims.newest_first().with_places()[: limit + 1])
    shown = page[:limit]
    found = cases(shown)
    rows = [QueueRow(claim, found[claim.pk].corroboration()) for claim in shown]
    more = len(page) > limit
    return QueuePage(rows, (shown[-1].created_at, shown[-1].pk) if more else None)


def _lane(claims: ClaimQuerySet, lane: Lane, user: User) -> ClaimQuerySet:
    match lane:
        case Lane.TO_REVIEW:
            return claims.filter(status=Status.IN_REVIEW)
        case Lane.UNVERIFIED:
            return claims.filter(status=Status.UNVERIFIED)
        case Lane.SETTLED:
            return claims.settled()
        case Lane.MINE:
            return claims.filter(entered_by=user)
        case Lane.ALL:
            return claims
