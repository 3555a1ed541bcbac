"""Threads of notes on an article or a document."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from claims.models import Annotation
from claims.review.forms import ReplyForm, VersionForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, visible_or_404
from claims.review.views.articles import article
from claims.review.views.documents import document
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
    """Act, and return to the text that the thread stands beside."""
    note = visible_or_404(request, Annotation.objects.all(), pk)
    return attempt(
        request,
        act,
        done=_text_of(note),
        refused=lambda refusal: _beside(request, note, refusal),
        at=f"note-{pk}",
        about=(note.desk_id, pk),
    )


def _text_of(note: Annotation) -> str:
    if note.document_id is not None:
        return reverse("review:document", args=[note.document_id])
    return f"{reverse('review:article', args=[note.article_id])}?show=notes"


def _beside(request: HttpRequest, note: Annotation, refusal: Refusal) -> HttpResponse:
    if note.document_id is not None:
        return document(request, note.document_id, refusal=refusal)
    if note.article_id is None:
        raise Http404
    return article(request, note.article_id, refusal=refusal, part="notes")
