"""What the desk knew about a claim at an earlier moment, and what it had decided.

Read from the audit chain: each row as it is now, with everything put back that changed
since. The number of queries is fixed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from claims.corroboration import Corroboration, Tie
from claims.models import (
    Claim,
    ClaimType,
    CrossCheck,
    Evidence,
    Exemption,
    Relation,
    Verification,
)
from claims.queries.blind import may_see_verdicts, read_by
from claims.queries.facts import FALLEN, tie_kind
from claims.queries.rows import Row
from claims.standards import Case, Report, Standards, for_desk
from claims.workflow import DECIDED, Move
from sources.models import Agreement, Document, Link, LinkKind, Quote, Source
from tracker.audit.history import undone
from tracker.errors import NotFound
from tracker.models import User

M = TypeVar("M", bound=Model)
Rows = dict[UUID, M]


@dataclass(frozen=True, slots=True)
class AsOf:
    """A claim as the desk had it at a moment."""

    at: datetime
    claim: Claim
    case: Case
    corroboration: Corroboration
    standards: Standards
    report: Report
    decisions: list[Verification]


def as_of(claim_id: UUID, at: datetime, *, user: User) -> AsOf:
    """Return the claim as it stood at that moment (in text, status and support).

    Raises NotFound when the user may not see it, or it was not on record yet, and
    NotAllowed while the user is asked to read it blind.
    """
    now = Claim.objects.visible_to(user).filter(pk=claim_id)
    for present in now:
        may_see_verdicts(user, present).or_refuse()
    found = then(now, at)
    if claim_id not in found:
        raise NotFound("There was no such claim at that time.")
    claim = found[claim_id]
    case = _case(claim, at)
    standards = for_desk(claim.desk_id, at)
    report = standards.examine(case, Move.VERIFY)
    read = read_by(user, [claim])
    decisions = Verification.objects.filter(claim=claim_id, created_at__lte=at)
    return AsOf(
        at=at,
        claim=claim,
        case=case,
        corroboration=case.corroboration(),
        standards=standards,
        report=report if read or claim.status in DECIDED else report.sealed(),
        decisions=list(
            decisions.select_related("decided_by", "standards").order_by(
                "-claim_version"
            )
        ),
    )


def then(rows: QuerySet[M], at: datetime) -> Rows[M]:
    """Return the rows as they stood at the moment, without later ones (two queries)."""
    found = {row.pk: row for row in rows.filter(created_at__lte=at)}
    changes = undone(rows.model._meta.db_table, found, since=at)  # noqa: SLF001 (public)
    for row_id, fields in changes.items():
        if fields is None:
            del found[row_id]
            continue
        for name, value in fields.items():
            _put_back(found[row_id], name, value)
    return found


def _put_back(row: Model, column: str, value: Any) -> None:
    """Set a field by its column's name to a value that JSON has kept."""
    for field in row._meta.concrete_fields:  # noqa: SLF001 (public)
        if field.column == column:
            setattr(row, field.attname, field.to_python(value))


def _case(claim: Claim, at: datetime) -> Case:
    items = then(Evidence.objects.filter(claim=claim.pk), at)
    quotes = then(_by_id(Quote, {e.quote_id for e in items.values()}), at)
    wanted = {e.document_id for e in items.values()}
    wanted |= {quote.document_id for quote in quotes.values()}
    documents = then(_by_id(Document, wanted), at)
    wanted = {quote.source_id for quote in quotes.values()}
    wanted |= {document.holder_id for document in documents.values()}
    sources = then(_by_id(Source, wanted), at)
    terms = then(_by_id(Agreement, {q.agreement_id for q in quotes.values()}), at)
    rows = [
        _row(item, quotes, documents, sources, terms)
        for item in sorted(items.values(), key=lambda e: (e.created_at, e.pk))
    ]
    return Case(
        type=ClaimType(claim.type),
        checkable=claim.checkable,
        items=tuple(row.item for row in rows),
        ties=tuple(_ties(claim.desk_id, at)),
        contradictions=_contradictions(claim, at),
        exemptions=frozenset(
            exemption.code
            for exemption in then(Exemption.objects.filter(claim=claim.pk), at).values()
            if exemption.ended_at is None
        ),
        readings=tuple(
            claim.readings.filter(
                claim_version=claim.version, created_at__lte=at
            ).values_list("verdict", flat=True)
        ),
    )


def _by_id(model: type[M], ids: Collection[UUID | None]) -> QuerySet[M]:
    return model._default_manager.filter(pk__in=[pk for pk in ids if pk])  # noqa: SLF001 (public)


def _row(
    item: Evidence,
    quotes: Rows[Quote],
    documents: Rows[Document],
    sources: Rows[Source],
    terms: Rows[Agreement],
) -> Row:
    quote = quotes.get(item.quote_id) if item.quote_id else None
    document_id = item.document_id or (quote and quote.document_id)
    document = documents.get(document_id) if document_id else None
    source_id = (quote and quote.source_id) or (document and document.holder_id)
    source = sources.get(source_id) if source_id else None
    agreed = terms.get(quote.agreement_id) if quote and quote.agreement_id else None
    return Row(
        id=item.pk,
        claim_id=item.claim_id,
        bearing=item.bearing,
        credibility=item.credibility,
        withdrawn=item.withdrawn_at is not None,
        quote_id=item.quote_id,
        quote_status=getattr(quote, "status", None),
        speaker_kind=getattr(quote, "speaker_kind", None),
        basis=getattr(quote, "basis", None),
        hops=getattr(quote, "hops", None),
        source_id=getattr(source, "pk", None),
        source_status=getattr(source, "status", None),
        reliability=getattr(source, "reliability", None),
        document_id=getattr(document, "pk", None),
        primary=getattr(document, "primary", None),
        published=getattr(document, "published", None),
        document_withdrawn=document is not None and document.withdrawn_at is not None,
        ground_rules=getattr(agreed, "ground_rules", None),
        anonymous_from=getattr(agreed, "anonymous_from", None),
        approved=agreed is not None and agreed.approved_by_id is not None,
        identity_known=getattr(agreed, "identity_known_to_approver", None),
    )


def _ties(desk_id: UUID, at: datetime) -> list[Tie]:
    """Return the desk's ties of then: how far they reached is only known from all."""
    links = then(Link.objects.filter(desk=desk_id), at).values()
    return [
        Tie(
            str(link.source_id),
            str(link.other_id),
            meaning,
            LinkKind(link.kind).label.lower(),
        )
        for link in links
        if link.ended_at is None
        and (meaning := tie_kind(link.kind, confident=link.confident)) is not None
    ]


def _contradictions(claim: Claim, at: datetime) -> int:
    judged = CrossCheck.objects.filter(Q(claim=claim.pk) | Q(other=claim.pk))
    checks = [
        check
        for check in then(judged, at).values()
        if check.ended_at is None and check.relation == Relation.CONTRADICTS
    ]
    others = {c.other_id if c.claim_id == claim.pk else c.claim_id for c in checks}
    standing = then(Claim.objects.filter(pk__in=others), at).values()
    return sum(other.status not in FALLEN for other in standing)
