"""The desk's sources: the list, a search, a new file, the jigsaw floor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from claims.review.forms import FindForm, FloorForm, RegisterForm
from claims.review.paging import newest_first
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show
from sources import policy, queries
from sources.models import CandidateBand, Source, SourceKind, SourceStatus
from sources.models.source import SourceQuerySet
from sources.services import floors
from sources.services import sources as services
from tracker.models import Desk, User

Lane = Callable[[SourceQuerySet, User], SourceQuerySet]

LANES: dict[str, tuple[str, Lane]] = {
    "open": ("Open", lambda rows, _: rows.open()),
    "mine": ("Handled by me", lambda rows, user: rows.filter(handler=user)),
    "due": (
        "Terms to talk over",
        lambda rows, _: queries.due_for_review(rows, timezone.localdate()),
    ),
    "at_risk": ("At risk", lambda rows, _: rows.filter(status=SourceStatus.AT_RISK)),
    "restricted": ("Restricted", lambda rows, _: rows.filter(restricted=True)),
    "held": (
        "On hold",
        lambda rows, _: rows.filter(holds__lifted_at=None, holds__isnull=False),
    ),
    "closed": (
        "Withdrawn or merged",
        lambda rows, _: rows.filter(
            status__in=[SourceStatus.WITHDRAWN, SourceStatus.MERGED]
        ),
    ),
    "all": ("All", lambda rows, _: rows),
}


def sources(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """List the sources that this person may know of; nobody is told how many."""
    desk = desk_of(request, slug)
    user = actor(request)
    lane = request.GET.get("lane", "open")
    lane = lane if lane in LANES else "open"
    known = Source.objects.visible_to(user).filter(desk=desk)
    return _list(
        request,
        desk,
        LANES[lane][1](known, user),
        request.GET.get("after", ""),
        lane=lane,
        refusal=refusal,
    )


def find_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for sources. What for goes in the body, never into an address or a log."""
    desk = desk_of(request, slug)
    form = FindForm(request.POST, auto_id="find-%s")
    asked = valid(form)
    found = services.search(desk.pk, words=asked["words"], by=actor(request))
    return _list(request, desk, found, asked["after"], find=form, wanted=asked["words"])


def _list(
    request: HttpRequest,
    desk: Desk,
    rows: SourceQuerySet,
    after: str,
    **context: object,
) -> HttpResponse:
    user = actor(request)
    page = newest_first(rows.select_related("handler"), after)
    floor = queries.floor_in_force(desk.pk)
    return show(
        request,
        "sources.html",
        desk=desk,
        section="sources",
        rows=page.rows,
        after=page.after,
        lanes=[(name, label) for name, (label, _) in LANES.items()],
        floor=floor.label.lower(),
        can_register=policy.can_register(user, desk),
        can_set_floor=policy.can_set_floor(user, desk),
        form=RegisterForm(auto_id="register-%s"),
        floor_form=FloorForm(auto_id="floor-%s", initial={"band": floor}),
        **{"find": FindForm(auto_id="find-%s"), "lane": "", **context},
    )


def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a file on a new source."""
    desk = desk_of(request, slug)
    form = RegisterForm(request.POST)

    def act() -> None:
        entered = valid(form)
        services.register(
            desk.pk,
            kind=SourceKind(entered["kind"]),
            codename=entered["codename"] or None,
            by=actor(request),
        )

    return attempt(
        request,
        act,
        done=reverse("review:sources", args=[slug]),
        refused=lambda refusal: sources(request, slug, refusal=refusal),
        said="A file is open on the new source.",
        at="register",
        about=(desk.pk, desk.pk),
    )


def set_floor(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how few people a published article may leave."""
    desk = desk_of(request, slug)

    def act() -> None:
        entered = valid(FloorForm(request.POST))
        floors.set_floor(
            desk.pk,
            band=CandidateBand(entered["band"]),
            reason=entered["reason"],
            by=actor(request),
        )

    return attempt(
        request,
        act,
        done=reverse("review:sources", args=[slug]),
        refused=lambda refusal: sources(request, slug, refusal=refusal),
        said="The floor is in force.",
        at="floor",
        about=(desk.pk, desk.pk),
    )
