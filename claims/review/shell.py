"""What every page of the review desk needs: who asks, on which desk, and its frame."""

from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import Notification
from tracker import policy
from tracker.errors import Invalid
from tracker.models import Desk, Record, RecordQuerySet, User
from tracker.queries import desks_of

DIGITS: Final = 6

R = TypeVar("R", bound=Record)


def actor(request: HttpRequest) -> User:
    """Return who asks; every route is behind the log-in, so somebody does."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def desk_of(request: HttpRequest, slug: str) -> Desk:
    """Return the desk, if the person is on it; otherwise there is no such desk."""
    desk = Desk.objects.visible_to(actor(request)).filter(slug__iexact=slug).first()
    if desk is None:
        raise Http404
    return desk


def visible_or_404(request: HttpRequest, rows: RecordQuerySet[R], pk: UUID) -> R:
    """Return the row if this person may know of it; otherwise there is none."""
    found = rows.visible_to(actor(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def number_asked(request: HttpRequest, name: str) -> int | None:
    """Return a number of the query string, if there is one. Raises Invalid."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdigit() or len(asked) > DIGITS:
        raise Invalid("This is not a number that can be shown.", field=name)
    return int(asked)


def kept(request: HttpRequest, *but: str) -> str:
    """Return the query string for a link to another page of the same list."""
    query = request.GET.copy()
    for name in but:
        query.pop(name, None)
    return query.urlencode()


def show(
    request: HttpRequest,
    template: str,
    *,
    desk: Desk | None,
    section: str = "",
    **context: Any,
) -> HttpResponse:
    """Render a page of a desk, with the switcher and the navigation around it."""
    user = actor(request)
    news = Exists(Notification.objects.of(user).unread())
    desks, holds = desks_of(user, news=news)
    if desks and "frozen" not in holds:
        context.setdefault("freezes", [])  # else the page asks which
    frame = {
        "desk": desk,
        "desks": desks,
        "can_freeze": desk is not None and policy.can_freeze(user, desk),
        "roles": sorted(user.roles_on(desk.pk)) if desk else [],
        "section": section,
        # What was entered stands in the form again when it was refused.
        "held": request.POST,
        "news": "news" in holds,
        "can_read_history": desk is not None and policy.can_read_audit(user, desk),
    }
    return render(request, f"claims/review/{template}", frame | context)
