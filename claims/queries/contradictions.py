"""Where the outlet contradicts itself: judged pairs that both still stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from claims.models import CrossCheck, Relation
from claims.queries.facts import FALLEN
from claims.queries.radius import articles_of
from tracker.models import Article, User

MOST: Final = 100
Mark = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judged pair, and the articles that make each of the two claims."""

    check: CrossCheck
    says: tuple[Article, ...]
    says_otherwise: tuple[Article, ...]

    @property
    def between_articles(self) -> bool:
        """Whether two different articles are at odds, not one with itself."""
        return bool(set(self.says) ^ set(self.says_otherwise))


def contradictions(
    user: User,
    desk_id: UUID | None = None,
    *,
    after: Mark | None = None,
    limit: int = MOST,
) -> list[Contradiction]:
    """Return the open contradictions that the user may see, newest first (2 queries).

    One with a claim that was refuted or retracted is settled, and not among them.
    `after` is where the page before ended.
    """
    checks = CrossCheck.objects.visible_to(user).filter(
        relation=Relation.CONTRADICTS, ended_at=None
    )
    if desk_id is not None:
        checks = checks.filter(desk=desk_id)
    if after is not None:
        at, pk = after
        checks = checks.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    found = list(
        checks.exclude(claim__status__in=FALLEN)
        .exclude(other__status__in=FALLEN)
        .select_related("claim", "other", "entered_by")
        .order_by("-created_at", "-pk")[:limit]
    )
    made_in = articles_of({c.claim_id for c in found} | {c.other_id for c in found})
    return [
        Contradiction(c, tuple(made_in[c.claim_id]), tuple(made_in[c.other_id]))
        for c in found
    ]
