"""What a claim asserts, and where: described, split, merged, placed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.models import Claim, Occurrence
from claims.review.forms import (
    AttributeForm,
    DescribeForm,
    MergeForm,
    OccurrenceForm,
    ReasonForm,
    SplitForm,
)
from claims.review.refusals import valid
from claims.review.shell import actor, visible_or_404
from claims.review.views.claims import on_claim
from claims.services import claims, shapes
from sources.models import Source
from tracker.errors import Invalid, NotFound
from tracker.models import Article


def describe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what kind of claim it is, about what, where, when and how much."""

    def act() -> None:
        form = DescribeForm(request.POST)
        valid(form)
        shapes.describe(pk, by=actor(request), **form.facts())

    return on_claim(request, pk, act, said="Noted.", at="describe")


def attribute(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whose claim it is, by codename; without one, the outlet's own."""

    def act() -> None:
        entered = valid(AttributeForm(request.POST))
        shapes.attribute(
            pk,
            source_id=_source(request, pk, entered["codename"].strip()),
            by=actor(request),
            version=entered["version"],
        )

    return on_claim(request, pk, act, said="Noted whose claim it is.", at="attribute")


def _source(request: HttpRequest, pk: UUID, codename: str) -> UUID | None:
    if not codename:
        return None
    claim = visible_or_404(request, Claim.objects.all(), pk)
    known = Source.objects.visible_to(actor(request)).filter(desk=claim.desk_id)
    if (found := known.filter(codename__iexact=codename).first()) is None:
        raise Invalid("You know of no source with this codename.", field="codename")
    return found.pk


def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make claims of the parts of one that says several things."""

    def act() -> None:
        shapes.split(pk, by=actor(request), **valid(SplitForm(request.POST)))

    said = "Split. The evidence stays with the first part."
    return on_claim(request, pk, act, said=said, at="split")


def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the claim is another one, which remains."""

    def act() -> None:
        entered = valid(MergeForm(request.POST))
        shapes.merge(
            pk,
            into_id=entered["into"],
            reason=entered["reason"],
            version=entered["version"],
            by=actor(request),
        )

    said = "Merged. Its places and evidence went over."
    return on_claim(request, pk, act, said=said, at="merge")


def occur(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say where else the claim is made."""

    def act() -> None:
        form = OccurrenceForm(request.POST)
        entered = valid(form)
        articles = Article.objects.visible_to(actor(request))
        if (article := articles.filter(pk=entered["article"]).first()) is None:
            raise NotFound("There is no such article.")
        claims.occur(
            pk,
            article_id=article.pk,
            span=form.place(article.current.text.content),
            by=actor(request),
        )

    return on_claim(request, pk, act, said="Marked in the article.", at="places")


def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that the claim is not made in this place after all."""
    found = visible_or_404(request, Occurrence.objects.all(), pk)
    return on_claim(
        request,
        found.claim_id,
        lambda: claims.leave(pk, by=actor(request), **valid(ReasonForm(request.POST))),
        said="Taken off that place.",
        at=f"place-{pk}",
    )
