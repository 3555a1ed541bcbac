"""The desk's articles, claims, quotes, documents and notes, found by their words.

Never by what is protected: no source, term, provenance or original is looked into, so
that whoever searches learns nothing that the found rows do not show them anyway.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from claims.models import Annotation, Claim
from claims.queries.words import excerpt, holding, terms_of
from sources.models import Document, Quote, QuotePiece
from tracker.models import Article, Revision, User
from tracker.models.text import INDEXED

MOST: Final = 100
Mark = tuple[datetime, UUID]


class Kind(StrEnum):
    """What is looked for."""

    ARTICLES = "articles"
    CLAIMS = "claims"
    QUOTES = "quotes"
    DOCUMENTS = "documents"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds the words, and the words where they stand in it."""

    kind: Kind
    record: Any
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of one kind, and where the next begins (None: there is none)."""

    rows: list[Hit]
    after: Mark | None


def search(
    user: User,
    kind: Kind,
    words: str,
    *,
    desk_id: UUID | None = None,
    after: Mark | None = None,
    limit: int = 20,
) -> Hits:
    """Return what the user may see of this kind with all the words, newest first.

    The number of queries is fixed.
    """
    if not terms_of(words):
        return Hits([], None)
    limit = min(limit, MOST)
    rows = FINDERS[kind](user, words)
    if desk_id is not None:
        rows = rows.filter(desk=desk_id)
    if after is not None:
        at, pk = after
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    page = list(rows.order_by("-created_at", "-pk")[: limit + 1])
    shown = page[:limit]
    texts = _texts(kind, shown, words)
    hits = [Hit(kind, row, *excerpt(texts.get(row.pk, ""), words)) for row in shown]
    more = len(page) > limit
    return Hits(hits, (shown[-1].created_at, shown[-1].pk) if more else None)


def _articles(user: User, words: str) -> QuerySet[Any]:
    """By title, or by the words of any revision: what was cut can be found too."""
    revisions = Revision.objects.visible_to(user)
    said = holding(revisions, words, "text__content", long=True)
    titled = holding(Article.objects.visible_to(user), words, "title")
    return Article.objects.visible_to(user).filter(
        Q(pk__in=titled.values("pk")) | Q(pk__in=said.values("article"))
    )


def _claims(user: User, words: str) -> QuerySet[Any]:
    return holding(Claim.objects.visible_to(user).standing(), words, "text")


def _quotes(user: User, words: str) -> QuerySet[Any]:
    pieces = holding(
        QuotePiece.objects.visible_to(user), words, "span__exact", long=True
    )
    quotes = Quote.objects.visible_to(user).select_related("article").with_place()
    return quotes.filter(pk__in=pieces.values("quote"))


def _documents(user: User, words: str) -> QuerySet[Any]:
    """By title or by the words of the working copy; also those withdrawn."""
    documents = Document.objects.visible_to(user)
    titled = holding(documents, words, "title")
    said = holding(documents, words, "text__content", long=True)
    return documents.filter(Q(pk__in=titled.values("pk")) | Q(pk__in=said.values("pk")))


def _notes(user: User, words: str) -> QuerySet[Any]:
    notes = Annotation.objects.visible_to(user).filter(withdrawn_at=None)
    return holding(notes, words, "body").select_related(
        "article", "document", "entered_by"
    )


FINDERS: Final[dict[Kind, Callable[[User, str], QuerySet[Any]]]] = {
    Kind.ARTICLES: _articles,
    Kind.CLAIMS: _claims,
    Kind.QUOTES: _quotes,
    Kind.DOCUMENTS: _documents,
    Kind.NOTES: _notes,
}


def _texts(kind: Kind, rows: Sequence[Any], words: str) -> dict[UUID, str]:
    """Return the text of each row that an excerpt is taken from."""
    match kind:
        case Kind.CLAIMS:
            return {row.pk: row.text for row in rows}
        case Kind.QUOTES:
            return {row.pk: row.words for row in rows}
        case Kind.NOTES:
            return {row.pk: row.body for row in rows}
        case Kind.DOCUMENTS:
            documents = Document.objects.filter(pk__in=[row.pk for row in rows])
            said = holding(documents, words, "text__content", long=True)
            return dict(said.values_list("pk", Left("text__content", INDEXED)))
    revisions = Revision.objects.filter(article__in=rows)
    said = holding(revisions, words, "text__content", long=True)
    newest = said.order_by("article", "-number").distinct("article")
    return dict(newest.values_list("article", Left("text__content", INDEXED)))
