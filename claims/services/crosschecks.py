"""Holding two claims against each other."""

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from claims import policy
from claims.models import Cause, Claim, CrossCheck, Relation
from claims.services import rechecks
from claims.services.words import words
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, Invalid, NotFound
from tracker.models import User
from tracker.policy import can_view

MOST_RATIONALE: Final = 2000


@transaction.atomic
def judge(
    claim_id: UUID, other_id: UUID, *, relation: Relation, rationale: str, by: User
) -> CrossCheck:
    """Say how the claim stands to the other; `supersedes` means the other is older.

    Two claims have one standing judgement: Duplicate until it is ended or judged anew.
    """
    if claim_id == other_id:
        raise Invalid("A claim is not held against itself.", field="other")
    claim, other = _both(claim_id, other_id, by)
    policy.can_crosscheck(by, claim).or_refuse()
    why = words(rationale, field="rationale", most=MOST_RATIONALE)
    with acting(by=by, action="crosscheck.judged", reason=why):
        check = _record(claim, other, Relation(relation), why, by)
    for one in (claim, other):
        rechecks.request(Cause.CLAIM, one.pk, desk_id=one.desk_id)
    return check


@transaction.atomic
def rejudge(
    crosscheck_id: UUID,
    *,
    relation: Relation,
    rationale: str,
    by: User,
    version: int,
    claim: UUID | None = None,
) -> CrossCheck:
    """Judge two claims anew: the judgement of before ends and stays on record.

    `claim` says which of the two is spoken of, by default as before. Raises NotFound,
    NotAllowed, StaleVersion, Conflict (it ended already), Invalid (neither of them).
    """
    one, other, check = _standing(crosscheck_id, by, version)
    if claim == other.pk:
        one, other = other, one
    elif claim not in {None, one.pk}:
        raise Invalid("This judgement is about two other claims.", field="claim")
    why = words(rationale, field="rationale", most=MOST_RATIONALE)
    with acting(by=by, action="crosscheck.rejudged", reason=why):
        check.change(ended_at=timezone.now())
        anew = _record(one, other, Relation(relation), why, by)
    for touched in (one, other):
        rechecks.request(Cause.CLAIM, touched.pk, desk_id=touched.desk_id)
    return anew


@transaction.atomic
def end(crosscheck_id: UUID, *, by: User, version: int, reason: str) -> CrossCheck:
    """Take a judgement back; it stays on record as ended."""
    claim, other, check = _standing(crosscheck_id, by, version)
    why = words(reason, field="reason", most=MOST_RATIONALE)
    with acting(by=by, action="crosscheck.ended", reason=why):
        check.change(ended_at=timezone.now())
    for one in (claim, other):
        rechecks.request(Cause.CLAIM, one.pk, desk_id=one.desk_id)
    return check


def _standing(
    crosscheck_id: UUID, by: User, version: int
) -> tuple[Claim, Claim, CrossCheck]:
    """Return the two claims and their judgement, locked; refuse an ended one."""
    found = CrossCheck.objects.visible_to(by).filter(pk=crosscheck_id).first()
    if found is None:
        raise NotFound("There is no such cross-check.")
    claim, other = _both(found.claim_id, found.other_id, by)
    policy.can_crosscheck(by, claim).or_refuse()
    check = CrossCheck.objects.lock(crosscheck_id)
    check.expect(version)
    if check.ended_at is not None:
        raise Conflict("This judgement has been taken back.")
    return claim, other, check


def _record(
    claim: Claim, other: Claim, relation: Relation, why: str, by: User
) -> CrossCheck:
    try:
        with transaction.atomic():
            return CrossCheck.objects.create(
                desk_id=claim.desk_id,
                claim=claim,
                other=other,
                relation=relation,
                rationale=why,
                entered_by=by,
            )
    except IntegrityError:
        standing = CrossCheck.objects.get(
            Q(claim=claim, other=other) | Q(claim=other, other=claim), ended_at=None
        )
        raise Duplicate(
            "These two have been judged already.", crosscheck=str(standing.pk)
        ) from None


def _both(claim_id: UUID, other_id: UUID, by: User) -> tuple[Claim, Claim]:
    """Lock both in key order. NotFound unless a desk of the user's has both."""
    found = Claim.objects.lock_all({claim_id, other_id})
    claim, other = found[claim_id], found[other_id]
    if not can_view(by, claim) or claim.desk_id != other.desk_id:
        raise NotFound("There is no such claim.")
    return claim, other
