"""Which claims may say the same as another, or its contrary: for people to judge.

The engine compares; nothing it says is on record, and what people judged is not asked
again.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery

from claims.models import Claim, CrossCheck
from claims.models.claim import ClaimQuerySet
from claims.queries.facts import FALLEN
from tracker.engine.matching import Match, Profile, Rarity, Relation, compare, profile
from tracker.models import User
from tracker.models.text import in_words

MOST_WORDS: Final = 8  # the longest are the rarest, near enough
SHORTEST: Final = 3
CANDIDATES: Final = 200
NEWEST: Final = 60  # compared each with each
ORDER: Final = (Relation.CONTRADICTS, Relation.SAME, Relation.RELATED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that nobody judged yet, and what the engine makes of them."""

    claim: Claim
    other: Claim
    match: Match


def likely(claim: Claim, user: User, *, limit: int = 8) -> list[Pair]:
    """Return the desk's claims most like this one, contraries first (2 queries)."""
    own = profile(claim.text)
    words = sorted({w for w in own.keys if len(w) >= SHORTEST}, key=len, reverse=True)
    usable = [word for word in words if word.isalnum()][:MOST_WORDS]
    if not usable:
        return []
    query = SearchQuery(
        " | ".join(f"'{word}':*" for word in usable), config="simple", search_type="raw"
    )
    rows = _standing(user, claim.desk_id).exclude(pk=claim.pk).newest_first()
    found = list(rows.annotate(holds=in_words("text")).filter(holds=query)[:CANDIDATES])
    judged = _judged({claim.pk})
    profiles = [profile(other.text) for other in found]
    rarity = Rarity.of([own, *profiles])
    return _best(
        (
            Pair(claim, other, compare(own, theirs, rarity))
            for other, theirs in zip(found, profiles, strict=True)
            if frozenset((claim.pk, other.pk)) not in judged
        ),
        limit,
    )


def pairs_to_judge(user: User, desk_id: UUID, *, limit: int = 10) -> list[Pair]:
    """Return pairs among the desk's newest claims that clash or agree (2 queries)."""
    claims = list(_standing(user, desk_id).newest_first()[:NEWEST])
    judged = _judged({claim.pk for claim in claims})
    profiles: dict[UUID, Profile] = {c.pk: profile(c.text) for c in claims}
    rarity = Rarity.of(profiles.values())
    return _best(
        (
            Pair(one, other, compare(profiles[one.pk], profiles[other.pk], rarity))
            for one, other in combinations(claims, 2)
            if frozenset((one.pk, other.pk)) not in judged
        ),
        limit,
        among=ORDER[:2],
    )


def _standing(user: User, desk_id: UUID) -> ClaimQuerySet:
    claims = Claim.objects.visible_to(user).standing().filter(desk=desk_id)
    return claims.exclude(status__in=FALLEN)


def _judged(claim_ids: Collection[UUID]) -> set[frozenset[UUID]]:
    """Return the pairs with a standing judgement that one of these is in."""
    checks = CrossCheck.objects.filter(ended_at=None)
    rows = checks.filter(claim__in=claim_ids) | checks.filter(other__in=claim_ids)
    return {frozenset(pair) for pair in rows.values_list("claim", "other")}


def _best(
    pairs: Iterable[Pair], limit: int, among: Collection[Relation] = ORDER
) -> list[Pair]:
    rank = {relation: place for place, relation in enumerate(ORDER)}
    found = [pair for pair in pairs if pair.match.relation in among]
    found.sort(key=lambda p: (rank[p.match.relation], -p.match.likeness, p.other.pk))
    return found[:limit]
