"""One claim with everything that bears on it: what its page and its API answer show."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q

from claims import policy
from claims.corroboration import Corroboration
from claims.models import Claim, CrossCheck, Evidence, SecondReading, Verification
from claims.queries.blind import may_see_verdicts
from claims.queries.facts import assemble, evidence
from claims.standards import Case, Report, Standards, for_desk
from claims.workflow import DECIDED, Move, Status, moves_from
from sources.models import QuotePiece, Source
from tracker.decisions import Decision
from tracker.errors import NotFound
from tracker.models import User


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence, and its source where the reader may know it."""

    evidence: Evidence
    source: Source | None
    has_source: bool
    counts: bool
    group: int | None  # pieces with one number come from one origin


@dataclass(frozen=True, slots=True)
class Choice:
    """A move from here: whether this person may make it, and the standards admit it."""

    move: Move
    decision: Decision
    report: Report


@dataclass(frozen=True, slots=True)
class Dossier:
    claim: Claim
    case: Case
    corroboration: Corroboration
    standards: Standards
    exhibits: list[Exhibit]
    choices: list[Choice]
    decisions: list[Verification]
    sealed: Decision  # a no while this person is asked to read it blind
    readings: list[SecondReading]
    unread: bool  # somebody's verdict on this version is still sealed to this person
    checks: list[CrossCheck]


def dossier(claim_id: UUID, *, user: User) -> Dossier:
    """Return the claim's dossier as this person may see it. Raises NotFound.

    The number of queries is fixed.
    """
    claims = Claim.objects.visible_to(user).with_places()
    claim = claims.select_related("entered_by", "desk").filter(pk=claim_id).first()
    if claim is None:
        raise NotFound("There is no such claim.")
    case = assemble([claim], evidence([claim.pk]))[claim.pk]
    readings = _readings(claim, user)
    read = any(r.reader_id == user.pk for r in readings if _is_of(r, claim))
    corroboration = case.corroboration()
    standards = for_desk(claim.desk_id)
    return Dossier(
        claim=claim,
        case=case,
        corroboration=corroboration,
        standards=standards,
        exhibits=_exhibits(claim, case, user),
        choices=[
            Choice(
                move,
                policy.can_decide(user, claim, move),
                _shown(standards.examine(case, move), read=read),
            )
            for move in moves_from(Status(claim.status))
        ],
        decisions=list(
            Verification.objects.visible_to(user)
            .filter(claim=claim)
            .select_related("decided_by", "standards")
            .order_by("-claim_version")
        ),
        sealed=may_see_verdicts(user, claim),
        readings=readings,
        unread=bool(case.readings) and not read and claim.status not in DECIDED,
        checks=list(
            CrossCheck.objects.filter(Q(claim=claim) | Q(other=claim), ended_at=None)
            .select_related("claim", "other", "entered_by")
            .order_by("created_at", "pk")
        ),
    )


def _readings(claim: Claim, user: User) -> list[SecondReading]:
    """Second readers' verdicts that this person may see: their own always."""
    rows = SecondReading.objects.visible_to(user).filter(claim=claim)
    return list(
        rows.select_related("reader").order_by("-claim_version", "created_at", "pk")
    )


def _is_of(reading: SecondReading, claim: Claim) -> bool:
    return reading.claim_version == claim.version


def _shown(report: Report, *, read: bool) -> Report:
    return report if read else report.sealed()


def _exhibits(claim: Claim, case: Case, user: User) -> list[Exhibit]:
    pieces = QuotePiece.objects.select_related("span")
    found = list(
        claim.evidence.select_related(
            "quote__article", "quote__document", "document", "passage", "entered_by"
        )
        .prefetch_related(Prefetch("quote__pieces", pieces))
        .order_by("created_at", "pk")
    )
    behind = {item.pk: _source_of(item) for item in found}
    wanted = {source_id for source_id in behind.values() if source_id}
    seen = Source.objects.visible_to(user).in_bulk(wanted)
    counts = {item.support.key: item.support.counts for item in case.items}
    group = {
        key: number
        for number, group in enumerate(case.corroboration(case.items).groups, 1)
        for key in group.support
    }
    return [
        Exhibit(
            evidence=item,
            source=seen.get(source_id) if source_id else None,
            has_source=source_id is not None,
            counts=counts[str(item.pk)],
            group=group.get(str(item.pk)),
        )
        for item in found
        for source_id in (behind[item.pk],)
    ]


def _source_of(item: Evidence) -> UUID | None:
    """Whoever said it, or gave the desk the document that says it."""
    if item.quote is not None and item.quote.source_id is not None:
        return item.quote.source_id
    document = item.quote.document if item.quote is not None else item.document
    return None if document is None else document.holder_id
