"""The desk's articles, claims, quotes, documents and notes, found by their words.

Never by what is protected: no source, term, provenance or original is looked into, so
that whoever searches learns nothing that the found rows do not show them anyway.
"""

from collections.abc import Sequence
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
    rows = found(user, kind, words)
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


def every(user: User, kind: Kind) -> QuerySet[Any]:
    """Return all that the user may see of this kind, with what a list shows of it."""
    match kind:
        case Kind.ARTICLES:
            return Article.objects.visible_to(user)
        case Kind.CLAIMS:
            return Claim.objects.visible_to(user).standing()
        case Kind.QUOTES:
            quotes = Quote.objects.visible_to(user)
            return quotes.select_related("article").with_place()
        case Kind.DOCUMENTS:
            return Document.objects.visible_to(user)
    notes = Annotation.objects.visible_to(user).filter(withdrawn_at=None)
    return notes.select_related("article", "document", "entered_by")


def found(user: User, kind: Kind, words: str) -> QuerySet[Any]:
    """Return those of them that have all the words."""
    rows = every(user, kind)
    match kind:
        case Kind.ARTICLES:  # any revision's: what was cut can be found too
            revisions = Revision.objects.visible_to(user)
            said = holding(revisions, words, "text__content", long=True)
            return _titled_or(rows, words, said.values("article"))
        case Kind.QUOTES:
            pieces = QuotePiece.objects.visible_to(user)
            said = holding(pieces, words, "span__exact", long=True)
            return rows.filter(pk__in=said.values("quote"))
        case Kind.DOCUMENTS:
            said = holding(rows, words, "text__content", long=True)
            return _titled_or(rows, words, said.values("pk"))
    return holding(rows, words, "body" if kind is Kind.NOTES else "text")


def _titled_or(rows: QuerySet[Any], words: str, said: QuerySet[Any]) -> QuerySet[Any]:
    """Return those with the words in the title, or in the text as `said` by key."""
    titled = holding(rows, words, "title")
    return rows.filter(Q(pk__in=titled.values("pk")) | Q(pk__in=said))


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
