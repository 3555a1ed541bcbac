"""Reads that several screens and the API need."""

from django.db.models import Prefetch, QuerySet

from tracker.models import Article, Revision, User


def articles_for(user: User, *, words: bool = False) -> QuerySet[Article]:
    """Articles that the user may see, each with its newest revision in `newest`.

    Two queries for any number of articles; the words come only when asked for.
    """
    newest = (
        Revision.objects.order_by("article_id", "-number")
        .distinct("article_id")
        .select_related("text")
    )
    if not words:
        newest = newest.defer("text__content")
    return Article.objects.visible_to(user).prefetch_related(
        Prefetch("revisions", newest, to_attr="newest")
    )


def revisions_for(user: User, *, words: bool = False) -> QuerySet[Revision]:
    """Revisions that the user may see, with their texts."""
    rows = Revision.objects.visible_to(user).select_related("text")
    return rows if words else rows.defer("text__content")
