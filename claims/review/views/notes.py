"""Threads of notes on an article."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from claims.models import Annotation
from claims.review.forms import ReplyForm, VersionForm
from claims.review.refusals import attempt, valid
from claims.review.shell import actor, visible_or_404
from claims.review.views.articles import article
from claims.services import annotations


def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a note."""
    return _act(
        request,
        pk,
        lambda: annotations.reply(
            pk, by=actor(request), **valid(ReplyForm(request.POST))
        ),
    )


def resolve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a thread."""
    return _act(
        request,
        pk,
        lambda: annotations.resolve(
            pk, by=actor(request), **valid(VersionForm(request.POST))
        ),
    )


def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a thread again."""
    return _act(
        request,
        pk,
        lambda: annotations.reopen(
            pk, by=actor(request), **valid(VersionForm(request.POST))
        ),
    )


def _act(request: HttpRequest, pk: UUID, act: Callable[[], object]) -> HttpResponse:
    note = visible_or_404(request, Annotation.objects.all(), pk)
    article_id = note.article_id
    if article_id is None:
        raise Http404
    return attempt(
        request,
        act,
        done=f"{reverse('review:article', args=[article_id])}?show=notes",
        refused=lambda refusal: article(
            request, article_id, refusal=refusal, part="notes"
        ),
        at=f"note-{pk}",
        about=(note.desk_id, pk),
    )
