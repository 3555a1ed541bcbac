"""Lifting one rule for one claim: the “golden source”, with a name and a reason."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import policy
from claims.models import Cause, Exemption
from claims.services import rechecks
from claims.services.claims import locked
from claims.services.words import words
from claims.standards import for_desk
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, NotFound
from tracker.models import User


@transaction.atomic
def grant(claim_id: UUID, *, code: str, reason: str, by: User) -> Exemption:
    """Lift a rule, by its reason code, for this claim.

    Whether it may be lifted at all, and by which role, the desk's standards say.
    Raises NotFound, NotAllowed, Invalid (no reason), Duplicate.
    """
    claim = locked(claim_id, by)
    policy.can_exempt(by, claim, code, for_desk(claim.desk_id).asked).or_refuse()
    why = words(reason, field="reason", most=2000)
    with acting(by=by, action="exemption.granted", reason=why):
        try:
            with transaction.atomic():
                return Exemption.objects.create(
                    desk_id=claim.desk_id,
                    claim=claim,
                    code=code,
                    reason=why,
                    entered_by=by,
                )
        except IntegrityError:
            raise Duplicate("This rule is lifted for this claim already.") from None


@transaction.atomic
def end(exemption_id: UUID, *, by: User, version: int, reason: str) -> Exemption:
    """Take an exemption back; decisions made under it keep saying so."""
    found = Exemption.objects.visible_to(by).filter(pk=exemption_id).first()
    if found is None:
        raise NotFound("There is no such exemption.")
    claim = locked(found.claim_id, by)
    policy.can_exempt(by, claim, found.code, for_desk(claim.desk_id).asked).or_refuse()
    exemption = Exemption.objects.lock(exemption_id)
    exemption.expect(version)
    if exemption.ended_at is not None:
        raise Conflict("This exemption has ended.")
    why = words(reason, field="reason", most=2000)
    with acting(by=by, action="exemption.ended", reason=why):
        exemption.change(ended_at=timezone.now())
    rechecks.request(Cause.CLAIM, claim.pk, desk_id=claim.desk_id)
    return exemption
