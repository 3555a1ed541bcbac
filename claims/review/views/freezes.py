"""The emergency switch of a desk: freezing it, and lifting that."""

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show
from tracker import policy
from tracker.errors import Conflict
from tracker.models import Freeze
from tracker.services import freezes

SHOWN: Final = 10


class WhyForm(forms.Form):
    reason = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 2}), label="Why"
    )


def freeze(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show whether the desk is frozen; freeze it when that is asked for."""
    desk = desk_of(request, slug)
    user = actor(request)
    if request.method == "POST" and refusal is None:
        return attempt(
            request,
            lambda: freezes.freeze(desk.pk, by=user, **valid(WhyForm(request.POST))),
            done=reverse("review:freeze", args=[slug]),
            refused=lambda found: freeze(request, slug, refusal=found),
            said="The desk is frozen.",
            about=(desk.pk, desk.pk),
        )
    rows = Freeze.objects.filter(desk=desk).select_related(
        "desk", "frozen_by", "lifted_by"
    )
    known = list(rows.order_by("-created_at", "-pk")[:SHOWN])
    now = next((row for row in known if row.lifted_at is None), None)
    return show(
        request,
        "freeze.html",
        desk=desk,
        now=now,
        before=[row for row in known if row is not now],
        may_freeze=policy.can_freeze(user, desk),
        may_lift=policy.can_lift(user, now) if now else None,
        form=WhyForm(request.POST if refusal else None),
        refusal=refusal,
    )


def unfreeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the desk's record change again; a second person does."""
    desk = desk_of(request, slug)
    open_now = Freeze.objects.open().filter(desk=desk).first()

    def act() -> None:
        entered = valid(WhyForm(request.POST))
        if open_now is None:
            raise Conflict("The desk is not frozen.")
        freezes.lift(open_now.pk, by=actor(request), **entered)

    return attempt(
        request,
        act,
        done=reverse("review:freeze", args=[slug]),
        refused=lambda found: freeze(request, slug, refusal=found),
        said="Lifted. The desk’s record can change again.",
        about=(desk.pk, desk.pk),
    )
