"""Pages of a source's file: what is known, agreed, said, told by it, and held."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claims.queries import record_of
from claims.review.forms import (
    AgreementForm,
    ContactForm,
    DropWordingForm,
    EstimateForm,
    GradeForm,
    HoldForm,
    LiftForm,
    ReviewForm,
    StatusForm,
    WordingForm,
)
from claims.review.paging import newest_first
from claims.review.refusals import Refusal
from claims.review.shell import actor
from claims.review.views.files.frame import Held, opened, tab
from sources import policy, queries
from sources.jigsaw import LEFT, Band
from sources.models import Agreement, CandidateBand, Quote
from sources.queries import floors

QUOTES: Final = 20
NOTHING: Final = Held()


def source(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show what is known of the source: grade, track record, wording."""
    user, found = actor(request), opened(request, pk, "File")
    into = [found.merged_into_id] if found.merged_into_id is not None else []
    merged_into = queries.known_sources(user, into) if into else {}
    form = held.form_at
    version = {"version": found.version}
    graded = {
        "reliability": found.reliability,
        "rationale": found.reliability_rationale,
    }
    return tab(
        request,
        found,
        "source",
        refusal=refusal,
        merged_into=next(iter(merged_into.values()), None),
        wordings=[
            (row, form(f"drop-{row.pk}", DropWordingForm))
            for row in found.descriptors.current().order_by(
                "stance", "language", "wording"
            )
        ],
        record=record_of(found, user=user),
        expiry=queries.expiry_of(found),
        can_merge=policy.can_merge(user, found),
        forms={
            "grade": form("grade", GradeForm, initial=graded | version),
            "estimate": form(
                "estimate",
                EstimateForm,
                initial={"candidates": found.candidates} | version,
            ),
            "status": form(
                "status", StatusForm, initial={"status": found.status} | version
            ),
            "wording": form("wording", WordingForm),
        },
    )


def source_terms(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show the terms, newest first. Quotes given under earlier ones keep those."""
    user, found = actor(request), opened(request, pk, "Terms")
    rows = (
        Agreement.objects.visible_to(user)
        .of_file(found)
        .select_related("approved_by", "entered_by", "source")
        .with_quotes_of(found)
        .newest_first()
    )
    today = timezone.localdate()
    return tab(
        request,
        found,
        "source_terms",
        refusal=refusal,
        agreements=[
            (
                terms,
                policy.can_approve(user, terms),
                held.form_at(
                    f"review-{terms.pk}",
                    ReviewForm,
                    initial={"review_on": terms.review_on, "version": terms.version},
                ),
                number == 0 and terms.is_due(today),
            )
            for number, terms in enumerate(rows)
        ],
        forms={"agreement": held.form_at("agreement", AgreementForm)},
    )


def source_said(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the quotes, newest first, each with the terms it was given under."""
    user, found = actor(request), opened(request, pk, "Said")
    quotes = (
        Quote.objects.visible_to(user)
        .filter(source=found)
        .select_related("article", "agreement")
        .with_place()
    )
    page = newest_first(quotes, request.GET.get("after", ""), size=QUOTES)
    return tab(
        request,
        found,
        "source_said",
        quotes=page.rows,
        after=page.after,
        can_split=policy.can_merge(user, found),
    )


def source_jigsaw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all that published articles tell, and what each draft would add."""
    user, found = actor(request), opened(request, pk, "Jigsaw")
    view = queries.jigsaw_view(user, found)
    return tab(
        request,
        found,
        "source_jigsaw",
        view=view,
        left=LEFT[view.published.left],
        too_few=view.published.left <= view.floor,
        drafts=[(draft, LEFT[draft.left]) for draft in view.drafts],
        floor=next(
            CandidateBand(name).label.lower()
            for name, band in floors.AS_BAND.items()
            if band == view.floor
        ),
        estimated=found.candidates != CandidateBand.UNKNOWN,
        nothing=view.published.left == Band.MORE and not view.published.pieces,
    )


def source_holdings(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show what is held, as fields and counts without a value; when it is forgotten."""
    user, found = actor(request), opened(request, pk, "What is held")
    hold = (
        found.holds.filter(lifted_at=None)
        .select_related("source", "entered_by", "confirmed_by", "lift_asked_by")
        .first()
    )
    return tab(
        request,
        found,
        "source_holdings",
        refusal=refusal,
        holdings=queries.holdings(user, pk),
        contacts=queries.contacts_of(found),
        expiry=queries.expiry_of(found),
        hold=hold,
        earlier=found.holds.exclude(lifted_at=None)
        .select_related("entered_by", "confirmed_by", "lifted_by")
        .order_by("created_at", "pk"),
        can_hold=policy.can_propose_hold(user, found),
        can_confirm=hold and policy.can_confirm_hold(user, hold),
        can_lift=hold and policy.can_lift_hold(user, hold),
        now=timezone.now(),
        forms={
            "contact": held.form_at("contact", ContactForm),
            "hold": held.form_at("hold", HoldForm),
            "lift": held.form_at(
                "ask-to-lift",
                LiftForm,
                initial={"version": hold.version if hold else 1},
            ),
        },
    )
