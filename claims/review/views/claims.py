"""Claims: the queue, and one claim with all that bears on it."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims import policy
from claims.models import Bearing, Claim, Evidence, Relation, Task
from claims.queries import Lane, dossier, review_queue
from claims.queries.asof import AsOf, as_of
from claims.review.forms import (
    AssignForm,
    CheckForm,
    ClaimMoveForm,
    EvidenceForm,
    MomentForm,
    ReasonForm,
    RewordForm,
)
from claims.review.paging import cursor_at, place_of
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from claims.review.views.articles import article
from claims.services import assignments, crosschecks, evidence, verification
from claims.services import claims as claim_services
from claims.workflow import Move
from sources.models import Quote
from tracker.models import Membership, User

OFFERED: Final = 40


def claims(request: HttpRequest, slug: str) -> HttpResponse:
    """List the desk's claims by lane, each with the one line on how it stands."""
    desk = desk_of(request, slug)
    asked = request.GET.get("lane", Lane.TO_REVIEW)
    lane = Lane(asked) if asked in set(Lane) else Lane.TO_REVIEW
    cursor = request.GET.get("after", "")
    page = review_queue(
        actor(request),
        lane=lane,
        desk_id=desk.pk,
        after=place_of(cursor) if cursor else None,
    )
    return show(
        request,
        "claims.html",
        desk=desk,
        section="claims",
        lane=lane,
        lanes=[(item.value, LANE_NAMES[item]) for item in Lane],
        rows=page.rows,
        after=cursor_at(*page.after) if page.after else "",
    )


LANE_NAMES = {
    Lane.TO_REVIEW: "To review",
    Lane.UNVERIFIED: "Unverified",
    Lane.SETTLED: "Decided",
    Lane.MINE: "Entered by me",
    Lane.ALL: "All",
}


def claim(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show the claim's dossier: places, evidence, standing, moves, history."""
    user = actor(request)
    file = dossier(pk, user=user)
    article_ids = [place.article_id for place in file.claim.occurrences.all()]
    used = [item.evidence.quote_id for item in file.exhibits if item.evidence.quote_id]
    return show(
        request,
        "claim.html",
        desk=file.claim.desk,
        section="claims",
        file=file,
        claim=file.claim,
        can_weigh=policy.can_weigh(user, file.claim),
        can_reword=policy.can_reword(user, file.claim),
        quotes=Quote.objects.visible_to(user)
        .filter(Q(article__in=article_ids) | Q(desk=file.claim.desk_id))
        .exclude(pk__in=used)
        .select_related("article")
        .with_place()
        .order_by("-created_at")[:OFFERED],
        others=Claim.objects.visible_to(user)
        .filter(desk=file.claim.desk_id)
        .exclude(pk=pk)
        .newest_first()[:OFFERED],
        bearings=Bearing.choices,
        relations=Relation.choices,
        evidence_form=EvidenceForm(),
        then=_then(request, pk),
        tasks=Task.choices,
        members=_members(file.claim) if policy.can_assign(user, file.claim) else [],
        refusal=refusal,
    )


def _then(request: HttpRequest, pk: UUID) -> AsOf | None:
    """Return the claim as it stood at the moment that was asked for, if one was."""
    if not request.GET.get("at"):
        return None
    return as_of(pk, valid(MomentForm(request.GET))["at"], user=actor(request))


def _members(found: Claim) -> list[User]:
    current = Membership.objects.current().filter(desk=found.desk_id)
    return list(
        User.objects.filter(is_active=True, memberships__in=current)
        .distinct()
        .order_by("name")
    )


def assign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask somebody, or the whole desk, to work on the claim."""

    def act() -> None:
        entered = valid(AssignForm(request.POST))
        assignments.assign(
            pk,
            task=Task(entered["task"]),
            assignee_id=entered["assignee"],
            message=entered["message"],
            due_on=entered["due_on"],
            by=actor(request),
        )

    return _act(request, pk, act, said="Asked for.", at="assign")


def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide, if policy and the desk's standards admit it; else say why not."""

    def act() -> None:
        entered = valid(ClaimMoveForm(request.POST))
        entered["move"] = Move(entered["move"])
        verification.decide(pk, by=actor(request), **entered)

    return _act(request, pk, act, said="The decision is on record.")


def reword(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say the claim better; the old words stay in its history."""
    return _act(
        request,
        pk,
        lambda: claim_services.reword(
            pk, by=actor(request), **valid(RewordForm(request.POST))
        ),
        said="Reworded.",
    )


def add_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a quote that bears on the claim."""

    def act() -> None:
        entered = valid(EvidenceForm(request.POST))
        evidence.add_quote(
            pk,
            quote_id=entered["quote"],
            bearing=Bearing(entered["bearing"]),
            credibility=entered["credibility"],
            rationale=entered["rationale"],
            by=actor(request),
        )

    return _act(request, pk, act, said="Added as evidence.", at="evidence")


def withdraw_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a piece of evidence away; it stays on record as withdrawn."""
    found = visible_or_404(request, Evidence.objects.all(), pk)
    return _act(
        request,
        found.claim_id,
        lambda: evidence.withdraw(
            pk, by=actor(request), **valid(ReasonForm(request.POST))
        ),
        said="Withdrawn as evidence.",
        at=f"evidence-{pk}",
    )


def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hold the claim against another one."""

    def act() -> None:
        entered = valid(CheckForm(request.POST))
        crosschecks.judge(
            pk,
            entered["other"],
            relation=Relation(entered["relation"]),
            rationale=entered["rationale"],
            by=actor(request),
        )

    return _act(request, pk, act, said="Judged.", at="checks")


def _act(
    request: HttpRequest,
    pk: UUID,
    act: Callable[[], object],
    *,
    said: str,
    at: str = "",
) -> HttpResponse:
    """Act, and return to the page that the form stood on."""
    found = visible_or_404(request, Claim.objects.all(), pk)
    article_id = _uuid(request.POST.get("from", ""))
    places = found.occurrences.current().order_by("created_at", "pk")
    place = places.filter(article=article_id).first() if article_id else None
    if place is None:
        refused = partial(_on_claim, request, pk)
        done = reverse("review:claim", args=[pk])
    else:
        refused = partial(_on_article, request, place.article_id)
        done = f"{reverse('review:article', args=[place.article_id])}?show=claims"
    return attempt(
        request,
        act,
        done=done,
        refused=refused,
        said=said,
        at=at or f"claim-{pk}",
        about=(found.desk_id, pk),
    )


def _on_claim(request: HttpRequest, pk: UUID, refusal: Refusal) -> HttpResponse:
    return claim(request, pk, refusal=refusal)


def _on_article(
    request: HttpRequest, article_id: UUID, refusal: Refusal
) -> HttpResponse:
    return article(request, article_id, refusal=refusal, part="claims")


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
