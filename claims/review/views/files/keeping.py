"""Who sees a source, legal holds and contacts: what is done about them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.review.forms import (
    ContactForm,
    HandOverForm,
    HoldForm,
    LiftForm,
    PersonForm,
    RestrictForm,
    ShutOutForm,
    VersionForm,
)
from claims.review.shell import actor, visible_or_404
from claims.review.views.files import around, pages
from claims.review.views.files.frame import act, people_of
from sources import policy
from sources.models import INSIDERS, Channel, Confidant, LegalHold, Source
from sources.services import confidants, retention
from tracker.models import User


def let_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let one more person of the desk see the source."""
    found = visible_or_404(request, Source.objects.all(), pk)
    return act(
        request,
        pk,
        PersonForm(
            request.POST, auto_id="let-in-%s", people=people_of(found, INSIDERS)
        ),
        lambda e: confidants.let_in(
            pk,
            user=User.objects.get(pk=e["person"]),
            by=actor(request),
            reason=e["reason"],
        ),
        page=around.source_circle,
        at="let-in",
        said="Let in.",
    )


def shut_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody out again."""
    row = visible_or_404(request, Confidant.objects.all(), pk)
    return act(
        request,
        row.source_id,
        ShutOutForm(request.POST, auto_id=f"shut-out-{pk}-%s"),
        lambda e: confidants.shut_out(pk, by=actor(request), **e),
        page=around.source_circle,
        at=f"shut-out-{pk}",
        said="Taken out.",
    )


def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the source another handler."""
    found = visible_or_404(request, Source.objects.all(), pk)
    return act(
        request,
        pk,
        HandOverForm(
            request.POST,
            auto_id="hand-over-%s",
            people=people_of(found, policy.KEEPING),
        ),
        lambda e: confidants.hand_over(
            pk,
            handler=User.objects.get(pk=e["person"]),
            by=actor(request),
            version=e["version"],
            reason=e["reason"],
        ),
        page=around.source_circle,
        at="hand-over",
        said="Handed over.",
    )


def restrict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hide the source from editors who are not let in, or stop hiding it."""
    return act(
        request,
        pk,
        RestrictForm(request.POST, auto_id="restrict-%s"),
        lambda e: confidants.restrict(pk, by=actor(request), **e),
        page=around.source_circle,
        at="restrict",
        said="On file.",
    )


def log_contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that the source was in touch; only the week is kept, and not for long."""
    return act(
        request,
        pk,
        ContactForm(request.POST, auto_id="contact-%s"),
        lambda e: retention.log_contact(
            pk, day=e["day"], channel=Channel(e["channel"]), by=actor(request)
        ),
        page=pages.source_holdings,
        at="contact",
        said="The week is on file.",
    )


def place_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop forgetting. It holds at once; a second person confirms it."""
    return act(
        request,
        pk,
        HoldForm(request.POST, auto_id="hold-%s"),
        lambda e: retention.place_hold(pk, by=actor(request), **e),
        page=pages.source_holdings,
        at="hold",
        said="On hold. Somebody else confirms it within a week.",
    )


def confirm_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree to a hold that somebody else placed."""
    row = visible_or_404(request, LegalHold.objects.all(), pk)
    return act(
        request,
        row.source_id,
        VersionForm(request.POST),
        lambda e: retention.confirm_hold(pk, by=actor(request), **e),
        page=pages.source_holdings,
        at="confirm",
        said="Confirmed.",
    )


def ask_to_lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask that a hold be lifted; it stands until somebody else does so."""
    row = visible_or_404(request, LegalHold.objects.all(), pk)
    return act(
        request,
        row.source_id,
        LiftForm(request.POST, auto_id="ask-to-lift-%s"),
        lambda e: retention.ask_to_lift(pk, by=actor(request), **e),
        page=pages.source_holdings,
        at="ask-to-lift",
        said="Asked. Somebody else lifts it.",
    )


def lift_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lift a hold that somebody else asked to have lifted."""
    row = visible_or_404(request, LegalHold.objects.all(), pk)
    return act(
        request,
        row.source_id,
        VersionForm(request.POST),
        lambda e: retention.lift_hold(pk, by=actor(request), **e),
        page=pages.source_holdings,
        at="lift",
        said="Lifted. What is past its time is forgotten within the hour.",
    )
