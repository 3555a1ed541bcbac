"""One's own settings: how one hears of notices, and in which time zone one lives."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from claims.models import Mailing, NoticeWish, Notification
from claims.review.forms import MeForm
from claims.review.shell import actor, show
from claims.services import mailing, notices
from tracker.errors import NotFound
from tracker.login.middleware import TIME_ZONE
from tracker.models import Desk


def me(request: HttpRequest) -> HttpResponse:
    """Show the settings, and take new ones."""
    user = actor(request)
    wish = NoticeWish.of(user)
    initial = {"mailing": wish.mailing, "time_zone": wish.time_zone}
    form = MeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered = form.cleaned_data
        mailing.choose(
            by=user,
            mailing=Mailing(entered["mailing"]),
            time_zone=entered["time_zone"],
        )
        request.session[TIME_ZONE] = entered["time_zone"]
        messages.success(request, "Kept.")
        return redirect("review:me")
    first = Desk.objects.visible_to(user).first()
    return show(request, "me.html", desk=first, section="me", form=form)


def open_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go to what the notice is about; it is read then."""
    if request.method == "HEAD":
        raise Http404
    return redirect(address_of(notices.open_notice(pk, by=actor(request))))


def address_of(notice: Notification) -> str:
    """Return where there is something to see."""
    if notice.annotation is not None:
        return reverse("review:note", args=[notice.annotation_id])
    if notice.claim_id is not None:
        return reverse("review:claim", args=[notice.claim_id])
    return reverse("review:work", args=[notice.desk.slug])


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether mail shall stop, and stop it: without a log-in, by the mail's link.

    Looking stops nothing, since mail programs look. A mail provider's one-click POST
    comes without a cookie (RFC 8058): the signed token is what says who asks.
    """
    try:
        if request.method == "POST":
            mailing.stop(token)
        else:
            mailing.reader_of(token)
    except NotFound:
        raise Http404 from None
    stopped = request.method == "POST"
    return render(request, "claims/review/stop_mail.html", {"stopped": stopped})
