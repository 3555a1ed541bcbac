"""What a second reader may not know yet: one question, asked by every way in."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from claims import policy
from claims.models import Assignment, Claim, SecondReading, Task, Verification
from claims.workflow import Status
from tracker.decisions import Decision
from tracker.models import User


def may_see_verdicts(user: User, claim: Claim) -> Decision:
    """Whether this person may know what was decided on the claim (one query at most).

    Only what is in review is read blind.
    """
    asked = claim.status == Status.IN_REVIEW and (
        Assignment.objects.sealing(user).filter(claim=claim).exists()
    )
    return policy.can_see_verdicts(user, claim, asked_to_read=asked)


def may_read_second(user: User, claim: Claim) -> Decision:
    """Whether this person may give a blind verdict (one query at most)."""
    allowed = policy.can_read_second(user, claim)
    if not allowed or claim.status != Status.IN_REVIEW:
        return allowed
    return policy.can_read_blind(gave_back=_gave_back(user, claim))


def _gave_back(user: User, claim: Claim) -> bool:
    """Whether they gave a reading back in this review, or somebody closed it for them.

    It matters where there is an earlier verdict, which was open to them since.
    """
    moves = Verification.objects.filter(claim=claim)
    came = moves.order_by("-claim_version").values("created_at")[:1]
    unread = Q(assignee=user, done_at__isnull=False) & ~Q(done_by=user)
    return (
        Assignment.objects.filter(claim=claim, task=Task.SECOND_READING)
        .filter(Q(given_back_by__contains=[user.pk]) | unread)
        .filter(Q(done_at=None) | Q(done_at__gt=came))
        .filter(Exists(moves.filter(move__in=policy.SETTLING)))
        .exists()
    )


def may_export_verdicts(user: User, desk_id: UUID) -> Decision:
    """Whether nothing that was decided on the desk is sealed to them (one query)."""
    decided = Verification.objects.filter(
        claim=OuterRef("claim"), move__in=policy.SETTLING
    )
    asked = Assignment.objects.sealing(user).filter(Exists(decided), desk=desk_id)
    return policy.can_export_verdicts(asked_to_read=asked.exists())


def read_by(user: User, claims: Collection[Claim]) -> set[UUID]:
    """Return which of the claims the person has read, as they are now (one query)."""
    versions = {claim.pk: claim.version for claim in claims}
    given = SecondReading.objects.filter(reader=user, claim__in=versions)
    return {
        claim_id
        for claim_id, version in given.values_list("claim_id", "claim_version")
        if versions[claim_id] == version
    }
