"""Words that are to replace what is published, checked before they are filed."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from sources.queries import (
    ArticleFinding,
    Voiced,
    article_findings,
    copies,
    jigsaw_gate,
)
from sources.queries.hearing import reread
from sources.queries.lookup import ForTheRule, Reader
from sources.services.floors import below_floor
from tracker.models import Article, ArticleStatus, User
from tracker.services.articles import as_if_revised


@transaction.atomic
def check(article_id: UUID, *, text: str, by: User) -> list[ArticleFinding]:
    """Return what the checks would find if this were the article's text.

    Nothing is filed. Raises NotFound, Duplicate (it is the current text), Invalid.
    """
    article = Article.objects.visible_to(by).select_related("desk").lock(article_id)
    with _tried(article, text, by=by, reader=by) as earlier:
        return article_findings(by, article.pk, earlier=earlier)


def expect_above_floor(article: Article, *, text: str, by: User) -> None:
    """Refuse words that tell readers more and leave too few people.

    Like publishing: every source counts, and a keeper may let it stand beforehand.
    Raises BelowStandard.
    """
    with _tried(article, text, by=by, reader=ForTheRule()) as earlier:
        found = jigsaw_gate(article, by=by, earlier=earlier)
    if found:
        raise below_floor(
            found,
            "Readers would learn so much more that too few people could be the source. "
            "A keeper can let it stand: the report on the article checks a text "
            "before it is filed.",
        )


@contextmanager
def _tried(
    article: Article, text: str, *, by: User, reader: Reader
) -> Iterator[Voiced | None]:
    """Have the text stand in the article for a moment; give what readers have now."""
    public = article.status != ArticleStatus.DRAFT
    read = copies(reader, [article.pk]) if public else ()
    earlier = next(map(reread, read), None)
    with as_if_revised(article, text=text, by=by):
        yield earlier
