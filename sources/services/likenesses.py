"""Remembering that a speaker is not the source it reads like."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.models import Mismatch, Source
from sources.queries import wording_of
from tracker.audit import acting
from tracker.errors import Invalid
from tracker.models import Article, User


@transaction.atomic
def reject(
    article_id: UUID, *, descriptor: str, source_id: UUID, by: User, reason: str = ""
) -> Mismatch:
    """Say that who is described so in the article is not this source; twice is once.

    It is not suggested again for these words in this article. Raises NotFound,
    NotAllowed, Invalid (nobody described).
    """
    article = Article.objects.visible_to(by).lock(article_id)
    policy.can_compare(by, article).or_refuse()
    seen = Source.objects.visible_to(by).filter(desk=article.desk_id)
    source = seen.lock(source_id)
    wording = wording_of(descriptor)
    if not wording:
        raise Invalid("Nobody is described here.", field="descriptor")
    known = Mismatch.objects.filter(
        article=article, source=source, wording=wording, ended_at=None
    ).first()
    if known is not None:
        return known
    with acting(by=by, action="likeness.rejected", reason=reason):
        return Mismatch.objects.create(
            desk_id=article.desk_id,
            entered_by=by,
            article=article,
            source=source,
            wording=wording,
        )


@transaction.atomic
def reconsider(mismatch_id: UUID, *, by: User, version: int) -> Mismatch:
    """Take a rejection back: the source may be suggested again."""
    row = Mismatch.objects.visible_to(by).select_related("article").lock(mismatch_id)
    policy.can_compare(by, row.article).or_refuse()
    row.expect(version)
    if row.ended_at is None:
        with acting(by=by, action="likeness.reconsidered"):
            row.change(ended_at=timezone.now())
    return row
