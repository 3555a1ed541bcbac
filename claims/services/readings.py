"""A second reader's blind verdict."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from claims import policy
from claims.models import Claim, SecondReading, Task
from claims.queries.blind import may_read_second
from claims.services import assignments
from claims.services.claims import locked
from claims.services.words import words
from claims.workflow import Move, Status
from tracker.audit import acting
from tracker.errors import Duplicate, IllegalMove, Invalid
from tracker.models import User


@transaction.atomic
def give(
    claim_id: UUID, *, verdict: Move, reason: str, by: User, version: int
) -> SecondReading:
    """Say what one would decide, before anybody has decided. Given once a version.

    Whoever reads second does not decide, nor sees what others decided before their own
    verdict is on record. Raises NotFound, NotAllowed (also when they gave this reading
    back before, and so could see earlier verdicts), StaleVersion, IllegalMove (not in
    review), Invalid (no verdict), Duplicate.
    """
    claim = locked(claim_id, by)
    may_read_second(by, claim).or_refuse()
    claim.expect(version)
    if claim.status != Status.IN_REVIEW:
        raise IllegalMove(
            "Only a claim in review is read a second time.", status=claim.status
        )
    if verdict not in policy.VERDICTS:
        raise Invalid("This is not a verdict.", field="verdict")
    try:
        with transaction.atomic():
            return _put(claim, verdict=verdict, reason=reason, by=by)
    except IntegrityError:
        raise Duplicate("You have read this version already.") from None


@transaction.atomic
def keep(
    claim_id: UUID, *, verdict: Move, reason: str, by: User, version: int
) -> SecondReading | None:
    """Keep the verdict of somebody whose decision was refused since readers differ.

    Whoever learned of another's verdict has given theirs: it is not given anew.
    Nothing is kept when the claim has moved on, or it is kept already.
    """
    claim = locked(claim_id, by)
    policy.can_read_second(by, claim).or_refuse()
    given = claim.readings.filter(claim_version=version, reader=by)
    if claim.version != version or given.exists():
        return None
    return _put(claim, verdict=verdict, reason=reason, by=by)


def _put(claim: Claim, *, verdict: Move, reason: str, by: User) -> SecondReading:
    why = words(reason, field="reason", most=5000)
    with acting(by=by, action="claim.read_second"):
        reading = SecondReading.objects.create(
            desk_id=claim.desk_id,
            claim=claim,
            claim_version=claim.version,
            reader=by,
            verdict=verdict,
            reason=why,
        )
        assignments.finish_all(
            claim,
            Task.SECOND_READING,
            by=by,
            whose=Q(assignee=by) | Q(assignee=None),
        )
    return reading
