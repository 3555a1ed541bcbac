"""What is done on the pages of a source's file. Each act is one service."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.review.forms import (
    AgreementForm,
    ApproveForm,
    DropWordingForm,
    EstimateForm,
    GradeForm,
    LinkForm,
    ReasonForm,
    RejudgeForm,
    ReviewForm,
    StatusForm,
    WordingForm,
)
from claims.review.shell import actor, visible_or_404
from claims.review.views.files import around, pages
from claims.review.views.files.frame import act
from sources.models import (
    Agreement,
    AnonymousFrom,
    CandidateBand,
    Descriptor,
    GroundRules,
    Link,
    LinkKind,
    Reliability,
    Source,
    SourceStatus,
    Stance,
)
from sources.services import agreements, links, sources, wordings
from tracker.errors import Invalid


def grade(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how reliable the source is, and why."""
    return act(
        request,
        pk,
        GradeForm(request.POST, auto_id="grade-%s"),
        lambda e: sources.grade(
            pk,
            by=actor(request),
            **{**e, "reliability": Reliability(e["reliability"])},
        ),
        page=pages.source,
        at="grade",
        said="Graded.",
    )


def estimate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how many people could have known."""
    return act(
        request,
        pk,
        EstimateForm(request.POST, auto_id="estimate-%s"),
        lambda e: sources.estimate(
            pk,
            candidates=CandidateBand(e["candidates"]),
            by=actor(request),
            version=e["version"],
        ),
        page=pages.source,
        at="estimate",
        said="The estimate is on file.",
    )


def set_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark the source as active, dormant or at risk."""
    return act(
        request,
        pk,
        StatusForm(request.POST, auto_id="status-%s"),
        lambda e: sources.set_status(
            pk, by=actor(request), **{**e, "status": SourceStatus(e["status"])}
        ),
        page=pages.source,
        at="status",
        said="The status is on file.",
    )


def word(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a public wording on file, agreed or forbidden."""
    return act(
        request,
        pk,
        WordingForm(request.POST, auto_id="wording-%s"),
        lambda e: wordings.describe_as(
            pk, by=actor(request), **{**e, "stance": Stance(e["stance"])}
        ),
        page=pages.source,
        at="wording",
        said="The wording is on file.",
    )


def drop_wording(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a wording off the file; that it once held stays on record."""
    row = visible_or_404(request, Descriptor.objects.all(), pk)
    return act(
        request,
        row.source_id,
        DropWordingForm(request.POST, auto_id=f"drop-{pk}-%s"),
        lambda e: wordings.drop_wording(pk, by=actor(request), **e),
        page=pages.source,
        at=f"drop-{pk}",
        said="The wording no longer holds.",
    )


def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put new terms on file; somebody else approves them."""
    return act(
        request,
        pk,
        AgreementForm(request.POST, auto_id="agreement-%s"),
        lambda e: agreements.agree(
            pk,
            by=actor(request),
            **{
                **e,
                "ground_rules": GroundRules(e["ground_rules"]),
                "anonymous_from": AnonymousFrom(e["anonymous_from"]),
            },
        ),
        page=pages.source_terms,
        at="agreement",
        said="The terms are on file. Somebody else approves them.",
    )


def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve terms that somebody else entered."""
    terms = visible_or_404(request, Agreement.objects.all(), pk)
    return act(
        request,
        terms.source_id,
        ApproveForm(request.POST),
        lambda e: agreements.approve(pk, by=actor(request), **e),
        page=pages.source_terms,
        at=f"agreement-{pk}",
        said="Approved.",
    )


def set_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say when terms are to be talked over again."""
    terms = visible_or_404(request, Agreement.objects.all(), pk)
    return act(
        request,
        terms.source_id,
        ReviewForm(request.POST, auto_id=f"review-{pk}-%s"),
        lambda e: agreements.set_review(pk, by=actor(request), **e),
        page=pages.source_terms,
        at=f"review-{pk}",
        said="The day is on file.",
    )


def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Judge how this source is tied to another, or that they are independent."""
    found = visible_or_404(request, Source.objects.all(), pk)

    def service(e: Mapping[str, Any]) -> Link:
        return links.link(
            pk,
            named(request, found, e["codename"]).pk,
            by=actor(request),
            kind=LinkKind(e["kind"]),
            confident=e["confident"],
            rationale=e["rationale"],
        )

    return act(
        request,
        pk,
        LinkForm(request.POST, auto_id="link-%s"),
        service,
        page=around.source_ties,
        at="link",
        said="The judgement is on file.",
    )


def rejudge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Judge a tie anew; the old judgement stays on record."""
    row = visible_or_404(request, Link.objects.all(), pk)
    return act(
        request,
        shown_from(request, row),
        RejudgeForm(request.POST, auto_id=f"rejudge-{pk}-%s"),
        lambda e: links.rejudge(
            pk, by=actor(request), **{**e, "kind": LinkKind(e["kind"])}
        ),
        page=around.source_ties,
        at=f"rejudge-{pk}",
        said="Judged anew.",
    )


def unlink(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a judgement that no longer holds or was a mistake."""
    row = visible_or_404(request, Link.objects.all(), pk)
    return act(
        request,
        shown_from(request, row),
        ReasonForm(request.POST, auto_id=f"unlink-{pk}-%s"),
        lambda e: links.unlink(pk, by=actor(request), **e),
        page=around.source_ties,
        at=f"unlink-{pk}",
        said="It no longer holds.",
    )


def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop relying on the source; what falls with it becomes work."""
    return act(
        request,
        pk,
        ReasonForm(request.POST, auto_id="withdraw-%s"),
        lambda e: sources.withdraw(pk, by=actor(request), **e),
        page=around.source_falls,
        at="withdraw",
        said="Withdrawn. What falls with it is on the desk’s list of work.",
    )


def named(request: HttpRequest, source: Source, codename: str) -> Source:
    """Return the source of the desk with this codename. Raises Invalid."""
    seen = Source.objects.visible_to(actor(request)).filter(desk=source.desk_id)
    other = seen.filter(codename__iexact=" ".join(codename.split())).first()
    if other is None:
        raise Invalid("You know of no source with this codename.", field="codename")
    return other


def shown_from(request: HttpRequest, row: Link) -> UUID:
    """Return from whose page a tie was judged: either end shows it."""
    asked = request.POST.get("from", "")
    return row.other_id if asked == str(row.other_id) else row.source_id
