"""Second readings and exemptions: decisions that take more than one person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.models import Exemption
from claims.queries.cursors import cursor_at, place_of
from claims.queries.exemptions import exemptions_page
from claims.review.forms import ExemptionForm, ReadingForm, ReasonForm
from claims.review.refusals import valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from claims.review.views.claims import on_claim
from claims.services import exemptions as services
from claims.services import readings
from claims.standards import RULES, Code, for_desk
from claims.workflow import Move
from tracker.models import Role


def read_claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a blind verdict beside the one that counts."""

    def act() -> None:
        entered = valid(ReadingForm(request.POST))
        entered["verdict"] = Move(entered["verdict"])
        readings.give(pk, by=actor(request), **entered)

    said = "Your verdict is on record. Others see it once they have given theirs."
    return on_claim(request, pk, act, said=said, at="reading")


def grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lift one rule for this claim, with a reason."""
    return on_claim(
        request,
        pk,
        lambda: services.grant(
            pk, by=actor(request), **valid(ExemptionForm(request.POST))
        ),
        said="The rule is lifted for this claim.",
        at="exempt",
    )


def end_exemption(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an exemption back."""
    found = visible_or_404(request, Exemption.objects.all(), pk)
    return on_claim(
        request,
        found.claim_id,
        lambda: services.end(pk, by=actor(request), **valid(ReasonForm(request.POST))),
        said="The rule holds for this claim again.",
        at=f"exemption-{pk}",
    )


def exemptions(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rules lifted for single claims, and what each does today."""
    desk = desk_of(request, slug)
    ended = request.GET.get("show") == "ended"
    cursor = request.GET.get("after", "")
    rows, after = exemptions_page(
        actor(request),
        desk.pk,
        ended=ended,
        after=place_of(cursor) if cursor else None,
    )
    may_be_lifted = for_desk(desk.pk).asked.exemptions
    return show(
        request,
        "exemptions.html",
        desk=desk,
        section="standards",
        rows=rows,
        ended=ended,
        after=cursor_at(*after) if after else "",
        liftable=[
            (RULES[Code(code)], Role(role).label.lower())
            for code, role in sorted(may_be_lifted.items())
        ],
    )
