"""Articles from files: one by one, or in bulk with a report for every row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from tracker import policy
from tracker.errors import Conflict, Invalid, NotFound, SourcelineError
from tracker.fetching import Fetcher
from tracker.formats import ArticleRow, BadRow, Format, read_text, title_and_text
from tracker.models import Article, Desk, Revision, User
from tracker.services import articles


class Outcome(StrEnum):
    """What became of a row."""

    FILED = "filed"
    REVISED = "revised"  # known by its external id, with other words
    DESCRIBED = "described"  # the same words under another title, byline, …
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # another article has these words; not filed again
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row's outcome; `article` is the one filed, changed or already there."""

    number: int
    outcome: Outcome
    article: UUID | None = None
    code: str = ""
    message: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def import_rows(
    desk_id: UUID, rows: Iterable[ArticleRow | BadRow], *, by: User
) -> Iterator[RowReport]:
    """File every good row and report every row, in order.

    Each row is a transaction (a savepoint within the caller's), so that a bad one
    takes nothing with it. Raises NotFound or NotAllowed before the first row.
    """
    desk = _expect_may_file(desk_id, by)
    return (_report(desk, row, by) for row in rows)


def import_file(
    desk_id: UUID,
    *,
    name: str,
    content: bytes,
    by: User,
    title: str = "",
    byline: str = "",
    external_id: str = "",
) -> Article:
    """File an uploaded txt, html, docx or md file.

    Without a title its first line is the title. Raises Invalid, TooLarge, NotFound,
    NotAllowed, Duplicate.
    """
    text = read_text(content, Format.of(name))
    if not title.strip():
        title, text = title_and_text(text)
    return articles.file_article(
        desk_id,
        title=title,
        text=text,
        by=by,
        byline=byline,
        external_id=external_id,
        note="Imported from a file.",
    )


def import_page(
    desk_id: UUID,
    *,
    url: str,
    by: User,
    title: str = "",
    fetcher: Fetcher | None = None,
) -> Article:
    """File the page at this address, where fetching is switched on.

    Who may not file on the desk fetches nothing. Raises NotFound, NotAllowed, Invalid,
    TooLarge.
    """
    _expect_may_file(desk_id, by)
    content = (fetcher or Fetcher()).fetch(url)
    text = read_text(content, Format.HTML)
    if not title.strip():
        title, text = title_and_text(text)
    return articles.file_article(
        desk_id, title=title, text=text, by=by, url=url, note="Fetched by address."
    )


def _expect_may_file(desk_id: UUID, by: User) -> Desk:
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    policy.can_file(by, desk).or_refuse()
    return desk


def _report(desk: Desk, row: ArticleRow | BadRow, by: User) -> RowReport:
    if isinstance(row, BadRow):
        return _refused(row.number, row.error)
    try:
        return _import(desk, row, by)
    except SourcelineError as error:
        return _refused(row.number, error)
    except (IntegrityError, DataError):
        # The database's own words would repeat the row's values.
        return _refused(row.number, Conflict("The record cannot take this row."))


def _refused(number: int, error: SourcelineError) -> RowReport:
    return RowReport(
        number,
        Outcome.REFUSED,
        code=error.code,
        message=error.message,
        facts=error.facts,
    )


@transaction.atomic
def _import(desk: Desk, row: ArticleRow, by: User) -> RowReport:
    known = (
        row.external_id
        and Article.objects.visible_to(by)
        .filter(desk=desk, external_id=row.external_id)
        .first()
    )
    if known:
        return _import_again(known, row, by)
    if twin := _with_words(desk, row.text):
        return RowReport(
            row.number,
            Outcome.DUPLICATE,
            article=twin,
            code="duplicate",
            message="Another article has the same words.",
        )
    described = _description(row) | {"language": row.language or desk.language}
    _check_lengths(described)
    article = articles.file_article(
        desk.pk, text=row.text, external_id=row.external_id, by=by, **described
    )
    return RowReport(row.number, Outcome.FILED, article=article.pk)


def _import_again(article: Article, row: ArticleRow, by: User) -> RowReport:
    outcome = Outcome.UNCHANGED
    if article.current.text.content != row.text:
        articles.revise(
            article.pk,
            text=row.text,
            by=by,
            version=article.version,
            note="Imported again.",
        )
        article.refresh_from_db()
        outcome = Outcome.REVISED
    news = {
        name: value
        for name, value in _description(row).items()
        if value and getattr(article, name) != value
    }
    if news:
        _check_lengths(news)
        articles.describe(article.pk, by=by, version=article.version, **news)
        outcome = Outcome.REVISED if outcome is Outcome.REVISED else Outcome.DESCRIBED
    return RowReport(row.number, outcome, article=article.pk)


def _description(row: ArticleRow) -> dict[str, Any]:
    return {
        "title": row.title,
        "byline": row.byline,
        "language": row.language,
        "url": row.url,
        "dateline": row.dateline,
    }


def _check_lengths(described: dict[str, Any]) -> None:
    """Raise Invalid, naming the field, for what the article's columns do not take."""
    others = {column.name for column in Article._meta.fields} - described.keys()  # noqa: SLF001 (Django's documented way to the columns)
    try:
        Article(**described).clean_fields(exclude=others)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Invalid(f"{name}: {messages[0]}", field=name) from None


def _with_words(desk: Desk, text: str) -> UUID | None:
    """The article of the desk whose revision has exactly these words, if any."""
    return (
        Revision.objects.filter(
            desk=desk, text__sha256=sha256(text.encode()).hexdigest()
        )
        .values_list("article_id", flat=True)
        .first()
    )
