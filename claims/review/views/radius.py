"""What would fall if a source, a document or a quote did: before it is done."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.queries import (
    Change,
    DocumentWithdrawn,
    QuoteMoved,
    SourceGraded,
    SourcesLinked,
    SourceWithdrawn,
    blast_radius,
)
from claims.review.forms import SUPPOSED, QuoteSupposeForm, SupposeForm
from claims.review.refusals import valid
from claims.review.shell import actor, show, visible_or_404
from sources.models import Document, LinkKind, Quote, Reliability, Source
from sources.services import sources as source_services
from sources.workflow import QuoteStatus
from tracker.errors import Invalid
from tracker.models import Desk


def source_radius(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Suppose that a source is withdrawn, graded otherwise, or tied to another.

    Asked by POST, so that no codename comes into an address. Looking is on record.
    """
    user = actor(request)
    found = source_services.open_file(
        pk, by=user, purpose="What would fall with the source was asked for."
    )
    form = SupposeForm(request.POST or {"what": "withdrawn"})
    entered = valid(form)
    change, said = _supposed(request, found, entered)
    return _page(
        request,
        found.desk,
        change,
        said=said,
        back=("review:source", found.pk, found.codename),
        entered=entered,
        section="sources",
        whats=SupposeForm.WHAT,
        grades=Reliability.choices,
        kinds=[(kind.value, kind.label) for kind in LinkKind],
        of_source=True,
    )


def _supposed(
    request: HttpRequest, source: Source, entered: dict[str, Any]
) -> tuple[Change, str]:
    match entered["what"]:
        case "graded":
            grade = Reliability(entered["reliability"] or Reliability.E)
            return SourceGraded(source.pk, grade), f"If it were graded {grade.label}"
        case "tied":
            other = _named(request, source, entered["codename"].strip())
            kind = LinkKind(entered["kind"] or LinkKind.SAME_OFFICE)
            said = (
                f"If it turned out to be tied to {other.codename}: {kind.label.lower()}"
            )
            return SourcesLinked(source.pk, other.pk, kind), said
    return SourceWithdrawn(source.pk), "If it were withdrawn"


def _named(request: HttpRequest, source: Source, codename: str) -> Source:
    known = Source.objects.visible_to(actor(request)).filter(desk=source.desk_id)
    found = known.exclude(pk=source.pk).filter(codename__iexact=codename).first()
    if found is None:
        raise Invalid("You know of no other source with this codename.")
    return found


def document_radius(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Suppose that a document is found false."""
    found = visible_or_404(request, Document.objects.select_related("desk"), pk)
    return _page(
        request,
        found.desk,
        DocumentWithdrawn(pk),
        said="If this document were found false",
        section="documents",
        back=("review:document", pk, found.title),
    )


def quote_radius(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Suppose that a quote is found altered, disputed, withdrawn."""
    found = visible_or_404(request, Quote.objects.select_related("desk", "article"), pk)
    form = QuoteSupposeForm(request.GET or {"status": QuoteStatus.ALTERED})
    status = QuoteStatus(valid(form)["status"])
    return _page(
        request,
        found.desk,
        QuoteMoved(pk, status),
        said=f"If this quote were {status.label.lower()}",
        section="articles",
        back=("review:quote", pk, "The quote"),
        status=status,
        statuses=SUPPOSED,
    )


def _page(
    request: HttpRequest, desk: Desk, change: Change, *, said: str, **more: Any
) -> HttpResponse:
    return show(
        request,
        "radius.html",
        desk=desk,
        section=more.pop("section", ""),
        said=said,
        radius=blast_radius(change, user=actor(request)),
        **more,
    )
