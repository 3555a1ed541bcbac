"""What a second reader may not know yet: one question, asked by every way in."""

from collections.abc import Collection
from uuid import UUID

from claims import policy
from claims.models import Assignment, Claim, SecondReading
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


def read_by(user: User, claims: Collection[Claim]) -> set[UUID]:
    """Return which of the claims the person has read, as they are now (one query)."""
    versions = {claim.pk: claim.version for claim in claims}
    given = SecondReading.objects.filter(reader=user, claim__in=versions)
    return {
        claim_id
        for claim_id, version in given.values_list("claim_id", "claim_version")
        if versions[claim_id] == version
    }
