"""Evidence on a claim's page: added, graded, withdrawn."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.models import Bearing, Evidence
from claims.review.forms import (
    CredibilityForm,
    EvidenceForm,
    PassageForm,
    ReasonForm,
)
from claims.review.refusals import valid
from claims.review.shell import actor, visible_or_404
from claims.review.views.claims import on_claim
from claims.services import evidence
from sources.models import Document
from tracker.errors import NotFound


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

    return on_claim(request, pk, act, said="Added as evidence.", at="evidence")


def add_passage(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a document's words that bear on the claim."""

    def act() -> None:
        form = PassageForm(request.POST)
        entered = valid(form)
        documents = Document.objects.visible_to(actor(request)).select_related("text")
        document = documents.filter(pk=entered["document"]).first()
        if document is None:
            raise NotFound("There is no such document.")
        evidence.add_passage(
            pk,
            document_id=document.pk,
            span=form.place(document.text.content),
            bearing=Bearing(entered["bearing"]),
            credibility=entered["credibility"],
            rationale=entered["rationale"],
            by=actor(request),
        )

    return on_claim(request, pk, act, said="Added as evidence.", at="passage")


def grade_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how credible the information is, and why."""
    found = visible_or_404(request, Evidence.objects.all(), pk)
    return on_claim(
        request,
        found.claim_id,
        lambda: evidence.grade(
            pk, by=actor(request), **valid(CredibilityForm(request.POST))
        ),
        said="Graded.",
        at=f"evidence-{pk}",
    )


def withdraw_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a piece of evidence away; it stays on record as withdrawn."""
    found = visible_or_404(request, Evidence.objects.all(), pk)
    return on_claim(
        request,
        found.claim_id,
        lambda: evidence.withdraw(
            pk, by=actor(request), **valid(ReasonForm(request.POST))
        ),
        said="Withdrawn as evidence.",
        at=f"evidence-{pk}",
    )
