"""Any record's history, and the record as it stood at a moment, told by the chain.

For those who may read the audit trail. What belongs to a source's file keeps its
place in the story and loses its values, unless the reader may see the source.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import connection

from claims.models import (
    Annotation,
    Assignment,
    Claim,
    CrossCheck,
    Evidence,
    Exemption,
    SignOff,
    StandardsVersion,
    Verification,
)
from claims.queries.asof import then
from claims.queries.blind import may_see_verdicts
from claims.queries.history import BOOKKEEPING, Told, history
from sources.models import Agreement, Descriptor, Document, Link, Quote, Source
from tracker import policy
from tracker.errors import NotFound
from tracker.models import Article, Export, Record, Revision, User

if TYPE_CHECKING:
    from django.db.models import Field


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record that has a history.

    `parts` are relations whose events belong to the story; `source` is the field that
    names a source, whose file the `protected` fields are part of.
    """

    model: type[Record]
    parts: tuple[str, ...] = ()
    source: str = ""
    protected: frozenset[str] = frozenset()


SUBJECTS: Final = {
    "article": Subject(Article, ("revisions",)),
    "quote": Subject(
        Quote,
        ("verifications",),
        "source_id",
        frozenset({"source_id", "agreement_id", "original_text", "basis", "hops"}),
    ),
    "claim": Subject(
        Claim,
        ("verifications", "evidence", "occurrences"),
        "attributed_to_id",
        frozenset({"attributed_to_id"}),
    ),
    "evidence": Subject(Evidence),
    "decision": Subject(Verification),
    "cross-check": Subject(CrossCheck),
    "annotation": Subject(Annotation),
    "assignment": Subject(Assignment, (), "", frozenset({"given_back_by"})),
    "exemption": Subject(Exemption),
    "sign-off": Subject(SignOff),
    "standards": Subject(StandardsVersion),
    "source": Subject(Source, ("agreements", "descriptors", "links_from", "links_to")),
    "agreement": Subject(Agreement),
    "descriptor": Subject(Descriptor),
    "link": Subject(Link),
    "document": Subject(
        Document, (), "holder_id", frozenset({"holder_id", "provenance"})
    ),
    "export": Subject(Export, (), "", frozenset({"rows", "size", "chosen"})),
}


@dataclass(frozen=True, slots=True)
class Stood:
    """A record as it stood: its fields by name, without what the reader may not see."""

    at: datetime
    record: Record
    fields: Mapping[str, Any]


def find(kind: str, pk: UUID, *, user: User) -> tuple[Subject, Record]:
    """Return the record, for a reader of the audit trail.

    Raises NotFound for what the user may not know of, NotAllowed for a member who may
    not read the trail, or who is asked to read the claim blind.
    """
    subject = SUBJECTS.get(kind)
    if subject is None:
        raise NotFound("There is no such kind of record.")
    rows = subject.model.objects.visible_to(user)  # type: ignore[attr-defined]  # every record's manager has it
    found: Record | None = rows.select_related("desk").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such record.")
    policy.can_read_audit(user, found.desk).or_refuse()
    if isinstance(found, Claim):
        may_see_verdicts(user, found).or_refuse()
    return subject, found


def story(kind: str, pk: UUID, *, user: User, before: int | None = None) -> Told:
    """Return what happened to the record, newest first; `before` continues a page."""
    subject, found = find(kind, pk, user=user)
    return history(
        found.desk_id,
        _rows(subject, found),
        before=before,
        hidden=_hidden(subject, found, user, *_named_ever(subject, found)),
    )


def as_it_stood(kind: str, pk: UUID, at: datetime, *, user: User) -> Stood:
    """Return the record as the desk had it at that moment. Raises NotFound."""
    subject, present = find(kind, pk, user=user)
    rows = subject.model._default_manager.filter(pk=pk)  # noqa: SLF001 (public)
    stood = then(rows, at).get(present.pk)
    if stood is None:
        raise NotFound("There was no such record at that time.")
    hidden = _hidden(subject, present, user) | _hidden(subject, stood, user)
    fields = {
        field.attname: _value(field, stood)
        for field in stood._meta.concrete_fields  # noqa: SLF001 (public)
        if field.attname not in hidden
    }
    if isinstance(stood, Article):
        fields |= _text_of(stood, at)
    return Stood(at, stood, fields)


def in_words(stood: Stood) -> list[tuple[str, str]]:
    """Return the fields as people read them: no ids, choices by their labels."""
    told = []
    for field in stood.record._meta.concrete_fields:  # noqa: SLF001 (public)
        if field.attname not in stood.fields or field.name in BOOKKEEPING:
            continue
        if field.is_relation or field.attname.endswith("_id"):
            continue
        value = getattr(stood.record, f"get_{field.name}_display", None)
        shown = value() if value else stood.fields[field.attname]
        told.append((str(field.verbose_name), _shown(shown)))
    extra = {"revision": "revision", "sha256": "SHA-256 of the text"}
    told += [
        (label, str(stood.fields[k])) for k, label in extra.items() if k in stood.fields
    ]
    return told


def _rows(subject: Subject, found: Record) -> dict[str, Collection[UUID]]:
    rows: dict[str, Collection[UUID]] = {found._meta.db_table: [found.pk]}  # noqa: SLF001 (public)
    for name in subject.parts:
        related = getattr(found, name)
        table = related.model._meta.db_table  # noqa: SLF001 (public)
        rows[table] = [*rows.get(table, ()), *related.values_list("pk", flat=True)]
    return rows


def _hidden(
    subject: Subject, found: Record, user: User, *others: UUID
) -> frozenset[str]:
    """Fields whose values this reader may not see: of this source, or of `others`."""
    if isinstance(found, Export):
        return frozenset() if found.entered_by_id == user.pk else subject.protected
    now = getattr(found, subject.source) if subject.source else None
    named = {*others, *([now] if now else [])}
    if not named:
        return frozenset()
    seen = Source.objects.visible_to(user).filter(pk__in=named).count()
    return frozenset() if seen == len(named) else subject.protected


def _named_ever(subject: Subject, found: Record) -> set[UUID]:
    """Return every source that the record has named: one taken back is still one."""
    if not subject.source:
        return set()
    with connection.cursor() as cursor:
        table = found._meta.db_table  # noqa: SLF001 (public)
        cursor.execute(_NAMED_EVER, [table, str(found.pk), subject.source])
        return {UUID(value) for (value,) in cursor.fetchall()}


_NAMED_EVER = """
    SELECT DISTINCT told::jsonb #>> '{}'
      FROM audit.event, unnest(names, olds, news) AS field (name, old, new),
           unnest(ARRAY[old, new]) AS told
     WHERE table_name = %s AND row_id = %s AND name = %s
       AND told IS NOT NULL AND told <> 'null'
"""


def _value(field: "Field[Any, Any]", stood: Record) -> Any:
    return getattr(stood, field.attname)


def _text_of(article: Article, at: datetime) -> dict[str, Any]:
    """Which words the article had then: its revisions are never changed."""
    revisions = Revision.objects.filter(article=article.pk, created_at__lte=at)
    newest = revisions.select_related("text").order_by("-number").first()
    if newest is None:
        return {}
    return {"revision": newest.number, "sha256": newest.text.sha256}


def _shown(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, datetime):
        return f"{value:%-d %b %Y, %H:%M:%S} UTC"
    return str(value)
