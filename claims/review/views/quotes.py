"""One quote: whose words, how they know, what the record says, what was decided."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.review.comparison import side_by_side
from claims.review.forms import (
    FidelityForm,
    PieceForm,
    QuoteFactsForm,
    QuoteMoveForm,
    ReasonForm,
    TieForm,
)
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, show, visible_or_404
from claims.review.views.articles import OFFERED_SOURCES, article
from claims.services import verification
from sources.models import Document, FidelityCheck, Quote, Source
from sources.models.quote import OF_THE_SPEAKER
from sources.queries import known_sources
from sources.services import quotes, sources
from sources.workflow import QuoteMove, QuoteStatus, moves_from
from tracker.models import User
from tracker.services import spans

SHOWN_CHECKS: Final = 5
OFFERED_DOCUMENTS: Final = 100


def quote(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show the quote with its source, as far as this person may know of it."""
    user = actor(request)
    found = _quote(request, pk)
    seen = known_sources(user, [found.source_id] if found.source_id else [])
    source = seen.get(found.source_id) if found.source_id else None
    return show(
        request,
        "quote.html",
        desk=found.desk,
        section="articles",
        quote=found,
        source=source,
        source_withheld=found.source_id is not None and source is None,
        evidence=found.evidence.select_related("claim").filter(withdrawn_at=None),
        decisions=found.verifications.select_related("decided_by").order_by(
            "-quote_version"
        ),
        moves=moves_from(QuoteStatus(found.status)),
        facts=QuoteFactsForm(
            initial={name: getattr(found, name) for name in QuoteFactsForm.base_fields},
            knows=found.source_id is None or source is not None,
        ),
        piece=PieceForm(auto_id="piece-%s", initial={"version": found.version}),
        checks=[
            (check, side_by_side(check))
            for check in FidelityCheck.objects.visible_to(user)
            .filter(quote=found)
            .select_related("entered_by", "document")
            .newest_first()[:SHOWN_CHECKS]
        ],
        documents=Document.objects.visible_to(user)
        .filter(desk=found.desk_id)
        .order_by("-created_at")[:OFFERED_DOCUMENTS],
        record_kinds=sorted(OF_THE_SPEAKER),
        codenames=Source.objects.visible_to(user)
        .filter(desk=found.desk_id)
        .order_by("codename")
        .values_list("codename", flat=True)[:OFFERED_SOURCES],
        refusal=refusal,
    )


def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm, dispute or withdraw the quote, with the reason."""

    def act() -> None:
        entered = valid(QuoteMoveForm(request.POST))
        entered["move"] = QuoteMove(entered["move"])
        verification.move_quote(pk, by=actor(request), **entered)

    return _act(request, pk, act, said="The decision is on record.")


def tie(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say whose words these are, by codename or as a new source's."""
    found = _quote(request, pk)
    return _act(
        request,
        pk,
        lambda: _tie(found, TieForm(request.POST), actor(request)),
        said="Tied to the source.",
    )


def untie(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back whose words these are."""
    return _act(
        request,
        pk,
        lambda: quotes.untie(pk, by=actor(request), **valid(ReasonForm(request.POST))),
        said="Nobody’s words for now.",
    )


def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how the speaker knows and what there is of the words."""

    def act() -> None:
        form = QuoteFactsForm(request.POST)
        version = valid(form)["version"]
        quotes.amend(pk, by=actor(request), version=version, **form.facts())

    return _act(request, pk, act, said="Noted.")


def piece(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take in another stretch of the same words."""

    def act() -> None:
        entered = valid(PieceForm(request.POST))
        found = _quote(request, pk)
        content = found.pieces.all()[0].span.text.content
        place = spans.find(content, entered["words"].replace("\r\n", "\n").strip())
        quotes.add_piece(pk, piece=place, by=actor(request), version=entered["version"])

    return _act(request, pk, act, said="Taken in.")


def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hold the quote against a document, or against words that are handed in."""

    def act() -> None:
        form = FidelityForm(request.POST)
        valid(form)
        quotes.check_fidelity(pk, by=actor(request), **form.record())

    return _act(request, pk, act, said="Compared.")


@transaction.atomic
def _tie(found: Quote, form: TieForm, user: User) -> None:
    entered = valid(form)
    source = form.source(user, found.desk_id)
    if source is None:
        source = sources.register(found.desk_id, by=user)
    quotes.tie(
        found.pk,
        source_id=source.pk,
        by=user,
        version=entered["version"],
        reason=entered["reason"],
    )


def _quote(request: HttpRequest, pk: UUID) -> Quote:
    return visible_or_404(
        request,
        Quote.objects.select_related(
            "desk", "article", "document", "entered_by", "agreement"
        ).with_place(),
        pk,
    )


def _act(request: HttpRequest, pk: UUID, act: Any, *, said: str) -> HttpResponse:
    """Act, and return to the page that the form stood on."""
    found = _quote(request, pk)
    on_article = request.POST.get("from") == "article"
    refused = (
        partial(_on_article, request, found.article_id)
        if on_article
        else partial(_on_quote, request, pk)
    )
    done = (
        f"{reverse('review:article', args=[found.article_id])}?show=quotes"
        if on_article
        else reverse("review:quote", args=[pk])
    )
    return attempt(
        request,
        act,
        done=done,
        refused=refused,
        said=said,
        at=f"quote-{pk}",
        about=(found.desk_id, pk),
    )


def _on_article(
    request: HttpRequest, article_id: UUID, refusal: Refusal
) -> HttpResponse:
    return article(request, article_id, refusal=refusal, part="quotes")


def _on_quote(request: HttpRequest, pk: UUID, refusal: Refusal) -> HttpResponse:
    return quote(request, pk, refusal=refusal)
