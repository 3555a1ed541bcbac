"""Reads that several screens and the API need."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tracker.errors import Frozen
from tracker.models import Article, Desk, Freeze, Revision, User


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


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a row's history, as people read it."""

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    reason: str
    fields: list[str]


def timeline(table: str, row: UUID) -> list[Happening]:
    """Return what the audit chain holds about the row, newest first.

    Fields are named, never shown: a value may be for fewer eyes than its name.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TIMELINE, [table, str(row)])
        rows = cursor.fetchall()
    people = _names({actor for _, _, actor, *_ in rows})
    return [
        Happening(
            seq=seq,
            at=at,
            actor=people.get(actor, actor),
            role=role,
            action=action,
            reason=reason or "",
            fields=list(names),
        )
        for seq, at, actor, role, action, reason, names in rows
    ]


_TIMELINE = """
    SELECT seq, at, actor, actor_role, action, reason, names FROM audit.event
     WHERE table_name = %s AND row_id = %s ORDER BY seq DESC LIMIT 500
"""


def _names(actors: set[str]) -> dict[str, str]:
    """Names of those actors who are people; a part of the system names itself."""
    ids = [actor for actor in actors if not actor.startswith("system:")]
    people = User.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in people}


def desks_of(user: User, **asked: Exists) -> tuple[list[Desk], frozenset[str]]:
    """Return the user's desks and which of `asked` holds on any of them: one query.

    "frozen" is always asked. Every page stands in this query, so what a page's frame
    must know besides is asked in the same breath.
    """
    here = Freeze.objects.open().filter(Q(desk=None) | Q(desk=OuterRef("pk")))
    asked["frozen"] = Exists(here)
    rows = list(Desk.objects.visible_to(user).annotate(**asked))
    return rows, frozenset(n for n in asked if any(vars(row)[n] for row in rows))


def freezes_told_to(user: User | None) -> list[Freeze]:
    """Return what is frozen now, as far as it concerns who looks; the site's first."""
    rows = Freeze.objects.open().select_related("desk", "frozen_by")
    seen = rows.filter(desk=None) if user is None else rows.visible_to(user)
    return sorted(seen, key=lambda freeze: freeze.desk is not None)


def is_frozen(desk_id: UUID | None) -> bool:
    """Whether the site is frozen, or this desk."""
    rows = Freeze.objects.open().filter(Q(desk=None) | Q(desk_id=desk_id))
    return rows.exists()


def refuse_while_frozen() -> None:
    """Refuse what the database would let pass, since it is no change of a record."""
    if is_frozen(None):
        raise Frozen("Nothing can be changed now: the whole site is frozen.")
