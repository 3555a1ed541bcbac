"""Filing, revising, publishing and retracting articles."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from tracker import policy
from tracker.audit import acting
from tracker.errors import Duplicate, IllegalMove, Invalid, NotFound, TooLarge
from tracker.models import Article, ArticleStatus, Desk, Revision, Span, Text, User
from tracker.models.text import MAX_BYTES
from tracker.services import spans
from tracker.signals import announce, publishing, revising, revision_filed

DESCRIBABLE: Final = frozenset(
    {"title", "byline", "language", "url", "external_id", "dateline"}
)


@transaction.atomic
def file_article(
    desk_id: UUID,
    *,
    title: str,
    text: str,
    by: User,
    byline: str = "",
    language: str = "en",
    url: str = "",
    external_id: str = "",
    dateline: date | None = None,
    note: str = "",
) -> Article:
    """Put an article and its first revision on record.

    Raises NotFound (not a member), NotAllowed, Invalid (empty or unstorable),
    TooLarge, Duplicate (this `external_id` is taken; `facts["article"]` is it).
    """
    desk = _desk(desk_id, by)
    policy.can_file(by, desk).or_refuse()
    if not title.strip():
        raise Invalid("An article needs a title.", field="title")
    known = external_id and Article.objects.filter(desk=desk, external_id=external_id)
    if known and (found := known.first()):
        raise Duplicate("This article is on record already.", article=str(found.pk))
    with acting(by=by, action="article.filed"):
        article = Article.objects.create(
            desk=desk,
            entered_by=by,
            title=title.strip(),
            byline=byline.strip(),
            language=language,
            url=url,
            external_id=external_id,
            dateline=dateline,
        )
        _add_revision(article, store(desk, text), number=1, note=note)
    return article


@transaction.atomic
def revise(
    article_id: UUID, *, text: str, by: User, version: int, note: str = ""
) -> Revision:
    """Add a revision and follow every span into it.

    Raises Duplicate when the text is the current revision's own; for an article that
    was published also what an app above objects (BelowStandard).
    """
    article = _locked(article_id, by)
    policy.can_edit_article(by, article).or_refuse()
    article.expect(version)
    if article.status != ArticleStatus.DRAFT:
        revising.send(sender=None, article=article, text=text, by=by)
    with acting(by=by, action="article.revised", reason=note):
        revision = _follow(article, text, note=note)
        article.change()
    return revision


@contextmanager
def as_if_revised(article: Article, *, text: str, by: User) -> Iterator[None]:
    """Let the record be read as if the article had this text. Nothing of it stays.

    The article is locked by the caller, inside whose transaction it happens.
    """
    with transaction.atomic():
        with acting(by=by, action="article.tried"):
            _follow(article, text)
        yield
        transaction.set_rollback(True)


@transaction.atomic
def describe(
    article_id: UUID,
    *,
    by: User,
    version: int,
    **fields: Any,
) -> Article:
    """Change what is said about an article (title, byline, …), not its text.

    Raises NotFound, NotAllowed, StaleVersion, Invalid, Duplicate (the `external_id` is
    another's).
    """
    article = _locked(article_id, by)
    policy.can_edit_article(by, article).or_refuse()
    article.expect(version)
    if unknown := fields.keys() - DESCRIBABLE:
        raise Invalid("There is no such field to change.", field=min(unknown))
    if not str(fields.get("title", article.title)).strip():
        raise Invalid("An article needs a title.", field="title")
    with acting(by=by, action="article.described"):
        try:
            with transaction.atomic():
                article.change(**fields)
        except IntegrityError:
            raise Duplicate(
                "Another article of this desk has this name in your content system.",
                field="external_id",
            ) from None
    return article


@transaction.atomic
def publish(article_id: UUID, *, by: User, version: int, reason: str = "") -> Article:
    """Mark a draft as published. Four eyes: not by who filed it.

    Raises also what an app above objects (BelowStandard).
    """
    return _set_status(
        article_id,
        ArticleStatus.DRAFT,
        ArticleStatus.PUBLISHED,
        by=by,
        version=version,
        reason=reason,
    )


@transaction.atomic
def retract(article_id: UUID, *, by: User, version: int, reason: str) -> Article:
    """Take back a published article; the reason is required and stays on record."""
    if not reason.strip():
        raise Invalid("A retraction needs a reason.", field="reason")
    return _set_status(
        article_id,
        ArticleStatus.PUBLISHED,
        ArticleStatus.RETRACTED,
        by=by,
        version=version,
        reason=reason,
    )


def store(desk: Desk, content: str) -> Text:
    """Return the desk's one Text with these words; to be called inside `acting`.

    Raises Invalid for text that cannot be stored exactly (with the offset), TooLarge.
    """
    if not content.strip():
        raise Invalid("There is no text.", field="text")
    raw = _storable(content)
    digest = hashlib.sha256(raw).hexdigest()
    known = Text.objects.filter(desk=desk, sha256=digest).first()
    return known or Text.objects.create(
        desk=desk, content=content, sha256=digest, characters=len(content)
    )


def _storable(content: str) -> bytes:
    if (at := content.find("\x00")) >= 0:
        raise Invalid("The text holds a NUL character.", field="text", offset=at)
    try:
        raw = content.encode()
    except UnicodeEncodeError as error:
        raise Invalid(
            "The text holds half of a character.", field="text", offset=error.start
        ) from None
    if len(raw) > MAX_BYTES:
        raise TooLarge("The text is too long.", field="text", limit_bytes=MAX_BYTES)
    return raw


def _follow(article: Article, text: str, *, note: str = "") -> Revision:
    last, new = article.current, store(article.desk, text)
    if new.pk == last.text_id:
        raise Duplicate("This is the current revision's text already.")
    revision = _add_revision(article, new, number=last.number + 1, note=note)
    spans.carry(_spans_of(article, new), old=last.text, new=new)
    return revision


def _add_revision(article: Article, text: Text, *, number: int, note: str) -> Revision:
    revision = Revision.objects.create(
        desk_id=article.desk_id, article=article, number=number, text=text, note=note
    )
    announce(revision_filed, revision_id=revision.pk, by_id=article.entered_by_id)
    return revision


def _spans_of(article: Article, new: Text) -> list[Span]:
    """Every span marked in an earlier text of the article and not placed in `new`."""
    texts = article.revisions.values("text_id")
    return list(
        Span.objects.filter(text__in=texts)
        .exclude(text=new)
        .exclude(placements__text=new)
        .select_related("text")
        .order_by("start", "pk")
    )


def _set_status(
    article_id: UUID,
    origin: ArticleStatus,
    target: ArticleStatus,
    *,
    by: User,
    version: int,
    reason: str,
) -> Article:
    article = _locked(article_id, by)
    policy.can_publish(by, article).or_refuse()
    article.expect(version)
    if article.status != origin:
        raise IllegalMove(
            f"Only an article that is {origin.label.lower()} can become "
            f"{target.label.lower()}.",
            status=article.status,
        )
    if target is ArticleStatus.PUBLISHED:
        publishing.send(sender=None, article=article, by=by)
    with acting(by=by, action=f"article.{target}", reason=reason):
        article.change(status=target)
    return article


def _desk(desk_id: UUID, by: User) -> Desk:
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    return desk


def _locked(article_id: UUID, by: User) -> Article:
    article = Article.objects.select_related("desk").lock(article_id)
    if not policy.can_view(by, article):
        raise NotFound("There is no such record.")
    return article
