"""Notes: threads beside an article or on their own page, and found over all texts."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from claims import policy
from claims.models import Annotation
from claims.queries import notes as queries
from claims.queries.cursors import cursor_at, place_of
from claims.queries.history import history
from claims.queries.members import members_of
from claims.queries.notes import Sought
from claims.review.forms import NoteForm, NoteSearchForm, ReplyForm, VersionForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, kept, show, visible_or_404
from claims.review.views.articles import article
from claims.review.views.documents import document
from claims.services import annotations
from tracker.models import Article
from tracker.policy import can_read_audit

SIZE: Final = 30


def notes(request: HttpRequest, slug: str) -> HttpResponse:
    """List the desk's notes over all its texts, narrowed by what is asked for."""
    desk = desk_of(request, slug)
    user = actor(request)
    asked = valid(NoteSearchForm(request.GET))
    cursor = request.GET.get("after", "")
    found = queries.search(
        user,
        Sought(
            words=asked["q"],
            label=asked["label"],
            author=asked["author"],
            article=asked["article"],
            desk=desk.pk,
            mentioning=user.pk if asked["only"] == "mine" else None,
            open_only=asked["only"] == "open",
            orphaned=asked["only"] == "lost",
        ),
        after=place_of(cursor) if cursor else None,
        limit=SIZE,
    )
    about = asked["article"]
    return show(
        request,
        "notes.html",
        desk=desk,
        section="notes",
        asked=asked,
        narrowed=any(asked.values()),
        rows=found.rows,
        labels=queries.labels(user, desk.pk),
        authors=queries.authors(user, desk.pk),
        article=Article.objects.visible_to(user).filter(pk=about).first()
        if about
        else None,
        after=cursor_at(*found.after) if found.after else "",
        keep=kept(request, "after"),
    )


def note(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show one thread: the words it is about, what was said, and how it changed."""
    user = actor(request)
    first, replies = queries.thread(user, pk)
    own = first.entered_by_id == user.pk
    told = own or can_read_audit(user, first.desk)
    return show(
        request,
        "note.html",
        desk=first.desk,
        section="notes",
        first=first,
        replies=replies,
        members=members_of(first.desk_id),
        can_write=policy.can_annotate(user, first),
        can_resolve=policy.can_resolve(user, first),
        earlier=history(first.desk_id, {"claims_annotation": [first.pk]}).entries
        if told and first.version > 1
        else [],
        refusal=refusal,
    )


def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say one's own note better; the words of before stay in its history."""
    return _act(
        request,
        pk,
        lambda: annotations.edit(
            pk, by=actor(request), **valid(NoteForm(request.POST))
        ),
        on_its_page=True,
        said="Changed.",
    )


def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's own note back."""
    return _act(
        request,
        pk,
        lambda: annotations.withdraw(
            pk, by=actor(request), **valid(VersionForm(request.POST))
        ),
        on_its_page=True,
        said="Taken back.",
    )


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


def _act(
    request: HttpRequest,
    pk: UUID,
    act: Callable[[], object],
    *,
    on_its_page: bool = False,
    said: str = "",
) -> HttpResponse:
    """Act, and return to the page that the form stood on."""
    found = visible_or_404(request, Annotation.objects.all(), pk)
    alone = on_its_page or "thread" in request.POST
    first = reverse("review:note", args=[found.parent_id or pk])
    return attempt(
        request,
        act,
        done=first if alone else _text_of(found),
        refused=lambda refusal: (
            note(request, pk, refusal=refusal)
            if alone
            else _beside(request, found, refusal)
        ),
        said=said,
        at=f"note-{pk}",
        about=(found.desk_id, pk),
    )


def _text_of(found: Annotation) -> str:
    if found.document_id is not None:
        return reverse("review:document", args=[found.document_id])
    return f"{reverse('review:article', args=[found.article_id])}?show=notes"


def _beside(request: HttpRequest, found: Annotation, refusal: Refusal) -> HttpResponse:
    if found.document_id is not None:
        return document(request, found.document_id, refusal=refusal)
    if found.article_id is None:
        raise Http404
    return article(request, found.article_id, refusal=refusal, part="notes")
