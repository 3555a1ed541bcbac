"""Articles: filing, revising, reading what is marked, deciding on suggestions."""

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from claims import policy as claims_policy
from claims.models import ClaimType, Visibility
from claims.queries.members import members_of
from claims.review.forms import (
    FileForm,
    MarkForm,
    ReasonForm,
    VersionForm,
)
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, number_asked, show, visible_or_404
from claims.review.workspace import SHOWN, workspace
from claims.services import annotations, claims, extraction
from sources.models import QuoteType, Source
from sources.services import quotes
from tracker import policy
from tracker.errors import Duplicate, Invalid
from tracker.models import Article, Revision
from tracker.services import articles

OFFERED_SOURCES: Final = 200


def file_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Put an article on record, pasted or uploaded."""
    desk = desk_of(request, slug)
    policy.can_file(actor(request), desk).or_refuse()
    form = FileForm(request.POST or None, request.FILES or None)
    page = partial(show, request, "file.html", desk=desk, section="articles", form=form)
    if request.method != "POST" or not form.is_valid():
        return page()
    entered = form.cleaned_data
    try:
        article = articles.file_article(
            desk.pk,
            by=actor(request),
            **{
                name: entered[name]
                for name in (
                    "title",
                    "text",
                    "byline",
                    "language",
                    "external_id",
                    "dateline",
                )
            },
        )
    except (Duplicate, Invalid) as error:
        response = page(refusal=Refusal.of(error))
        response.status_code = Refusal.of(error).status
        return response
    messages.success(request, "Filed. It is being read now.")
    return redirect("review:article", article.pk)


def article(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None, **held: Any
) -> HttpResponse:
    """Show a revision with everything marked in it, and the cards beside it."""
    user = actor(request)
    found = visible_or_404(
        request, Article.objects.select_related("desk", "entered_by"), pk
    )
    space = workspace(found, user, number_asked(request, "revision"))
    part = request.GET.get("show", "")
    part = held.get("part") or (part if part in SHOWN else space.first_part())
    known = Source.objects.visible_to(user).filter(desk=found.desk_id)
    return show(
        request,
        "article.html",
        desk=found.desk,
        section="articles",
        article=found,
        space=space,
        part=part,
        shown=space.shown(part),
        refusal=refusal,
        refusal_is_loose=refusal is not None
        and refusal.at not in space.places_for_a_refusal(part),
        codenames=known.order_by("codename").values_list("codename", flat=True)[
            :OFFERED_SOURCES
        ],
        claim_types=ClaimType.choices,
        visibilities=Visibility.choices,
        members=members_of(found.desk_id),
        can_edit=policy.can_edit_article(user, found),
        can_publish=policy.can_publish(user, found),
        can_annotate=claims_policy.can_annotate(user, found),
        mark_form=held.get("mark_form") or MarkForm(),
    )


def extract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the current revision read by the present engine."""
    found = visible_or_404(request, Article.objects.all(), pk)
    return attempt(
        request,
        lambda: extraction.request(found.current.pk, by=actor(request)),
        done=reverse("review:article", args=[pk]),
        refused=lambda refusal: article(request, pk, refusal=refusal),
        at="extraction",
        about=(found.desk_id, pk),
    )


def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a draft as published; a second person does."""
    return _change(request, pk, articles.publish, "Published.", needs_reason=False)


def retract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a published article back, with the reason."""
    return _change(request, pk, articles.retract, "Retracted.", needs_reason=True)


def _change(
    request: HttpRequest, pk: UUID, service: Any, said: str, *, needs_reason: bool
) -> HttpResponse:
    found = visible_or_404(request, Article.objects.all(), pk)
    form = (ReasonForm if needs_reason else VersionForm)(request.POST)
    return attempt(
        request,
        lambda: service(pk, by=actor(request), **valid(form)),
        done=reverse("review:article", args=[pk]),
        refused=lambda refusal: article(request, pk, refusal=refusal),
        said=said,
        at="status",
        about=(found.desk_id, pk),
    )


def mark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark words by hand: a note on them, the claim they make, or a quote."""
    found = visible_or_404(request, Article.objects.all(), pk)
    form = MarkForm(request.POST)
    part = {"note": "notes", "claim": "claims", "quote": "quotes"}
    what = str(form.data.get("what", ""))
    return attempt(
        request,
        lambda: _mark(request, found, form),
        done=f"{reverse('review:article', args=[pk])}?show={part.get(what, 'notes')}",
        refused=lambda refusal: article(request, pk, refusal=refusal, mark_form=form),
        said="Marked.",
        at="mark",
        about=(found.desk_id, pk),
    )


def _mark(request: HttpRequest, found: Article, form: MarkForm) -> None:
    entered = valid(form)
    user = actor(request)
    revision = (
        Revision.objects.select_related("text")
        .filter(pk=entered["revision"], article=found)
        .first()
    )
    if revision is None:
        raise Invalid("This revision is not the article’s.", field="revision")
    place = form.place(revision.text.content)
    match entered["what"]:
        case "claim":
            start, end = place
            claims.enter(
                found.desk_id,
                text=entered["body"] or revision.text.content[start:end],
                type=ClaimType(entered["type"] or ClaimType.EVENT),
                article_id=found.pk,
                revision_id=revision.pk,
                span=place,
                by=user,
            )
        case "quote":
            quotes.record(
                found.pk,
                pieces=[place],
                type=QuoteType.DIRECT,
                attribution=entered["body"][:300],
                revision_id=revision.pk,
                by=user,
            )
        case _:
            annotations.annotate(
                found.pk,
                span=place,
                body=entered["body"],
                label=entered["label"],
                visibility=Visibility(entered["visibility"] or Visibility.DESK),
                revision_id=revision.pk,
                mentions=entered["mentions"],
                by=user,
            )
