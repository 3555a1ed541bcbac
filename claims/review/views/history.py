"""The history of one record, for those who may read the audit trail."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from claims.models import Claim
from claims.queries.blind import may_see_verdicts
from claims.review.history import history as history_of
from claims.review.shell import actor, show, visible_or_404
from sources.models import Quote, Source
from tracker import policy
from tracker.models import Article, Record, RecordQuerySet

Rows = dict[str, Collection[UUID]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What has a history page: its rows, and the page that it is about."""

    rows: Callable[[], RecordQuerySet[Any]]
    page: str
    section: str
    parts: tuple[str, ...] = ()  # relations whose events belong to the story


SUBJECTS = {
    "article": Subject(
        Article.objects.all, "review:article", "articles", ("revisions",)
    ),
    "quote": Subject(Quote.objects.all, "review:quote", "articles", ("verifications",)),
    "claim": Subject(
        Claim.objects.all,
        "review:claim",
        "claims",
        ("verifications", "evidence", "occurrences"),
    ),
    "source": Subject(
        Source.objects.all,
        "review:source",
        "sources",
        ("agreements", "descriptors", "links_from", "links_to"),
    ),
}


def history(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """Show who did what to the record, when and why. The chain is what is read."""
    subject = SUBJECTS.get(kind)
    if subject is None:
        raise Http404
    found = visible_or_404(request, subject.rows().select_related("desk"), pk)
    policy.can_read_audit(actor(request), found.desk).or_refuse()
    if isinstance(found, Claim):
        may_see_verdicts(actor(request), found).or_refuse()
    return show(
        request,
        "history.html",
        desk=found.desk,
        section=subject.section,
        kind=kind,
        about=reverse(subject.page, args=[pk]),
        entries=history_of(found.desk_id, _rows(found, subject)),
    )


def _rows(found: Record, subject: Subject) -> Rows:
    rows: Rows = {found._meta.db_table: [found.pk]}  # noqa: SLF001 (documented API)
    for name in subject.parts:
        related = getattr(found, name)
        rows[related.model._meta.db_table] = list(  # noqa: SLF001 (documented API)
            related.values_list("pk", flat=True)
        )
    return rows
