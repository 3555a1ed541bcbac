"""Claims: the queue, and one claim with all that bears on it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.models import Bearing, Claim, ClaimType, Credibility, Relation, Task
from claims.queries import Lane, dossier, review_queue
from claims.queries.asof import AsOf, as_of
from claims.queries.cursors import cursor_at, place_of
from claims.queries.exemptions import lifted_for
from claims.queries.explained import explain
from claims.review.abilities import abilities
from claims.review.forms import (
    AssignForm,
    CheckForm,
    ClaimMoveForm,
    MomentForm,
    RewordForm,
)
from claims.review.offers import offers
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from claims.review.views.articles import article
from claims.services import assignments, crosschecks, verification
from claims.services import claims as claim_services
from claims.workflow import Move


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
    used = [item.evidence.quote_id for item in file.exhibits if item.evidence.quote_id]
    return show(
        request,
        "claim.html",
        desk=file.claim.desk,
        section="claims",
        file=file,
        claim=file.claim,
        offers=offers(
            file.claim, used=used, wanted=request.GET.get("find", "")[:200], user=user
        ),
        why=explain(file.case, user=user),
        lifted=lifted_for(file.claim, user),
        bearings=Bearing.choices,
        grades=Credibility.choices,
        relations=Relation.choices,
        types=ClaimType.choices,
        figures=list(file.claim.figures.current()),
        then=_then(request, pk),
        tasks=Task.choices,
        refusal=refusal,
        **abilities(file, user),
    )


def _then(request: HttpRequest, pk: UUID) -> AsOf | None:
    """Return the claim as it stood at the moment that was asked for, if one was."""
    if not request.GET.get("at"):
        return None
    return as_of(pk, valid(MomentForm(request.GET))["at"], user=actor(request))


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

    return on_claim(request, pk, act, said="Asked for.", at="assign")


def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide, if policy and the desk's standards admit it; else say why not."""

    def act() -> None:
        entered = valid(ClaimMoveForm(request.POST))
        entered["move"] = Move(entered["move"])
        verification.decide(pk, by=actor(request), **entered)

    return on_claim(request, pk, act, said="The decision is on record.")


def reword(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say the claim better; the old words stay in its history."""
    return on_claim(
        request,
        pk,
        lambda: claim_services.reword(
            pk, by=actor(request), **valid(RewordForm(request.POST))
        ),
        said="Reworded.",
        at="reword",
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

    return on_claim(request, pk, act, said="Judged.", at="checks")


def on_claim(
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
        refused = partial(_shown_on_claim, request, pk)
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


def _shown_on_claim(request: HttpRequest, pk: UUID, refusal: Refusal) -> HttpResponse:
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
