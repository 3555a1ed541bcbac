"""Blast radius: which settled claims fall when something they rest on changes.

Before a change it is a list; afterwards `claims.services.rechecks` makes review tasks
of it. The number of queries is fixed, whatever the number of quotes.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from claims.corroboration import Corroboration
from claims.models import Claim, Evidence, Occurrence
from claims.models.claim import ClaimQuerySet
from claims.queries import facts
from claims.queries.changes import Change
from claims.standards import Case, Report, Standards, for_desk
from claims.workflow import Move, Status
from tracker.models import Article, User

# What a settled status was admitted by, and so what must still admit it.
ADMITTED_BY: Final = {Status.VERIFIED: Move.VERIFY, Status.REFUTED: Move.REFUTE}


@dataclass(frozen=True, slots=True)
class Fallen:
    """A settled claim that the standards would no longer admit, and why.

    `already` is on when they would not admit it today either.
    """

    claim: Claim
    before: Corroboration
    report: Report
    articles: tuple[Article, ...]
    already: bool


@dataclass(frozen=True, slots=True)
class Radius:
    touched: int
    fallen: tuple[Fallen, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article with a claim that falls."""
        found = {a.pk: a for fallen in self.fallen for a in fallen.articles}
        return tuple(sorted(found.values(), key=lambda a: (a.created_at, a.pk)))


def blast_radius(change: Change, *, user: User) -> Radius:
    """Say what would fall, before the change is made. Raises NotFound."""
    desk_id = change.expect_visible_to(user)
    claims = list(settled(desk_id).filter(pk__in=touched_by(change)))
    rows = facts.evidence([claim.pk for claim in claims])
    today = facts.assemble(claims, rows)
    then = facts.assemble(claims, map(change.applied, rows), extra=change.ties())
    standards = for_desk(desk_id)
    fallen = {c.pk: r for c in claims if not (r := _stands(c, then[c.pk], standards))}
    articles = articles_of(fallen.keys())
    return Radius(
        touched=len(claims),
        fallen=tuple(
            Fallen(
                claim=claim,
                before=today[claim.pk].corroboration(),
                report=fallen[claim.pk],
                articles=tuple(articles[claim.pk]),
                already=not _stands(claim, today[claim.pk], standards),
            )
            for claim in claims
            if claim.pk in fallen
        ),
    )


def settled(desk_id: UUID) -> ClaimQuerySet:
    """The desk's claims that stand because the standards admitted them."""
    claims = Claim.objects.filter(desk=desk_id, status__in=ADMITTED_BY)
    return claims.order_by("created_at", "pk")


def touched_by(change: Change) -> set[UUID]:
    """Return the claims with evidence that the change touches (one query or two)."""
    return claims_with(change.touched())


def claims_with(evidence: Q) -> set[UUID]:
    """Return the claims with such evidence, not withdrawn."""
    rows = Evidence.objects.filter(evidence, withdrawn_at=None)
    return set(rows.values_list("claim_id", flat=True))


def below_standard(
    claims: Collection[Claim], standards: Standards
) -> list[tuple[Claim, Report]]:
    """Return those settled claims that these standards would not admit today."""
    found = facts.cases(claims)
    return [
        (claim, report)
        for claim in claims
        if not (report := _stands(claim, found[claim.pk], standards))
    ]


def articles_of(claim_ids: Collection[UUID]) -> defaultdict[UUID, list[Article]]:
    """Return the articles in which each claim is made (one query)."""
    found: defaultdict[UUID, list[Article]] = defaultdict(list)
    places = Occurrence.objects.current().filter(claim__in=claim_ids)
    places = places.select_related("article")
    for place in places.order_by("article__created_at", "article_id"):
        if place.article not in found[place.claim_id]:
            found[place.claim_id].append(place.article)
    return found


def _stands(claim: Claim, case: Case, standards: Standards) -> Report:
    return standards.examine(case, ADMITTED_BY[Status(claim.status)])
