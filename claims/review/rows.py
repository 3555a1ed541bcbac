"""What a list of articles shows of each: five queries, however long the page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from claims.models import ExtractionRun, Occurrence, Suggestion
from sources.models import Quote
from tracker.models import Article, Revision


@dataclass(frozen=True, slots=True)
class ArticleRow:
    article: Article
    run: ExtractionRun | None
    revisions: int
    open_suggestions: int
    quotes: int
    statuses: list[tuple[str, int]]  # claims by status


def article_rows(articles: Sequence[Article]) -> list[ArticleRow]:
    """Return each article with its extraction state, what is open and what is kept."""
    ids = [article.pk for article in articles]
    runs = _newest_runs(ids)
    revisions = _per_article(
        Revision.objects.filter(article__in=ids)
        .values_list("article")
        .annotate(n=Count("pk"))
    )
    open_suggestions = _per_article(
        Suggestion.objects.open()
        .filter(run__revision__article__in=ids)
        .values_list("run__revision__article")
        .annotate(n=Count("pk"))
    )
    quotes = _per_article(
        Quote.objects.filter(article__in=ids)
        .values_list("article")
        .annotate(n=Count("pk"))
    )
    statuses = _statuses(ids)
    return [
        ArticleRow(
            article,
            runs.get(article.pk),
            revisions.get(article.pk, 0),
            open_suggestions.get(article.pk, 0),
            quotes.get(article.pk, 0),
            sorted(statuses.get(article.pk, Counter()).items()),
        )
        for article in articles
    ]


def _per_article(counts: Iterable[Any]) -> dict[UUID, int]:
    return dict(counts)


def _newest_runs(ids: Sequence[UUID]) -> dict[UUID, ExtractionRun]:
    runs = (
        ExtractionRun.objects.filter(revision__article__in=ids)
        .select_related("revision")
        .order_by("revision__article", "-created_at", "-pk")
        .distinct("revision__article")
    )
    return {run.revision.article_id: run for run in runs}


def _statuses(ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
    found: dict[UUID, Counter[str]] = {}
    counted = (
        Occurrence.objects.current()
        .filter(article__in=ids)
        .values_list("article", "claim__status")
        .annotate(n=Count("claim", distinct=True))
    )
    for article, status, number in counted:
        found.setdefault(article, Counter())[status] = number
    return found
