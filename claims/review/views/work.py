"""What waits for one person on one desk, and word of what happened."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from claims import policy
from claims.models import Assignment
from claims.queries.work import unread
from claims.queries.work import work as work_of
from claims.review.forms import VersionForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from claims.services import assignments, notices

Queue = tuple[str, list[Assignment]]


def work(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show the person's queues, most urgent first."""
    desk = desk_of(request, slug)
    user = actor(request)
    today = timezone.localdate()
    found = work_of(user, today=today, desk_id=desk.pk)
    return show(
        request,
        "work.html",
        desk=desk,
        section="work",
        queues=_once_each(
            ("Overdue", found.overdue),
            ("Waiting for a second reader", found.second_reading),
            ("Fallen below standard", found.falling),
            ("Mine", found.mine),
            ("To review", found.to_review),
        ),
        nothing=not any(
            (found.mine, found.to_review, found.second_reading, found.falling)
        ),
        notices=[notice for notice in unread(user) if notice.desk_id == desk.pk],
        can_assign=policy.can_give_out(user, desk.pk),
        today=today,
        refusal=refusal,
    )


def _once_each(*queues: tuple[str, list[Assignment]]) -> list[Queue]:
    """Show each piece of work once, in the first queue that it stands in."""
    seen: set[UUID] = set()
    shown: list[Queue] = []
    for name, items in queues:
        shown.append((name, [item for item in items if item.pk not in seen]))
        seen |= {item.pk for item in items}
    return shown


def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take work that is nobody's yet."""
    return _act(
        request,
        pk,
        lambda: assignments.hand_to(
            pk,
            assignee_id=actor(request).pk,
            by=actor(request),
            **valid(VersionForm(request.POST)),
        ),
        said="It is yours now.",
    )


def give_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give one's work back to the desk."""
    return _act(
        request,
        pk,
        lambda: assignments.hand_to(
            pk,
            assignee_id=None,
            by=actor(request),
            **valid(VersionForm(request.POST)),
        ),
        said="It is the desk’s again.",
    )


def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Be done with it."""
    return _act(
        request,
        pk,
        lambda: assignments.finish(
            pk, by=actor(request), **valid(VersionForm(request.POST))
        ),
        said="Done.",
    )


def read_notices(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark this desk's notices as read."""
    desk = desk_of(request, slug)
    user = actor(request)
    seen = [notice.pk for notice in unread(user) if notice.desk_id == desk.pk]
    return attempt(
        request,
        lambda: notices.read(by=user, notice_ids=seen),
        done=reverse("review:work", args=[slug]),
        refused=lambda refusal: work(request, slug, refusal=refusal),
    )


def _act(
    request: HttpRequest, pk: UUID, act: Callable[[], object], *, said: str
) -> HttpResponse:
    found = visible_or_404(request, Assignment.objects.select_related("desk"), pk)
    slug = found.desk.slug
    return attempt(
        request,
        act,
        done=reverse("review:work", args=[slug]),
        refused=lambda refusal: work(request, slug, refusal=refusal),
        said=said,
        at=f"assignment-{pk}",
        about=(found.desk_id, pk),
    )
