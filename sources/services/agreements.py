"""The terms under which a source speaks, and their approval."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.freetext import guard
from sources.models import Agreement, AnonymousFrom, GroundRules, Source
from tracker.audit import acting
from tracker.errors import Conflict, Invalid
from tracker.models import User


@transaction.atomic
def agree(
    source_id: UUID,
    *,
    ground_rules: GroundRules,
    anonymous_from: AnonymousFrom,
    reason: str,
    by: User,
    risk: str = "",
    motive: str = "",
    review_on: date | None = None,
) -> Agreement:
    """Put new terms on file. Quotes given under earlier terms keep those.

    Raises Invalid when anonymity has no reason, or is promised on the record.
    """
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_keep(by, source).or_refuse()
    anonymous = anonymous_from != AnonymousFrom.NOBODY
    if anonymous and not reason.strip():
        raise Invalid("Anonymity needs a reason.", field="reason")
    if anonymous and ground_rules == GroundRules.ON_THE_RECORD:
        raise Invalid(
            "Who speaks on the record is not anonymous.", field="ground_rules"
        )
    guard({"reason": reason, "risk": risk, "motive": motive})
    with acting(by=by, action="agreement.made"):
        return Agreement.objects.create(
            desk_id=source.desk_id,
            entered_by=by,
            source=source,
            ground_rules=ground_rules,
            anonymous_from=anonymous_from,
            reason=reason.strip(),
            risk=risk.strip(),
            motive=motive.strip(),
            review_on=review_on,
        )


@transaction.atomic
def approve(
    agreement_id: UUID, *, by: User, version: int, identity_known: bool
) -> Agreement:
    """Approve the terms, and say whether you know who the source is (never who).

    Raises NotAllowed for who entered them, Conflict when they are approved.
    """
    agreement = (
        Agreement.objects.visible_to(by).select_related("source").lock(agreement_id)
    )
    policy.can_approve(by, agreement).or_refuse()
    agreement.expect(version)
    if agreement.approved_at is not None:
        raise Conflict("These terms are approved already.")
    with acting(by=by, action="agreement.approved"):
        agreement.change(
            approved_by=by,
            approved_at=timezone.now(),
            identity_known_to_approver=identity_known,
        )
    return agreement


@transaction.atomic
def set_review(
    agreement_id: UUID, *, review_on: date | None, by: User, version: int
) -> Agreement:
    """Say when the terms are to be talked over again."""
    agreement = (
        Agreement.objects.visible_to(by).select_related("source").lock(agreement_id)
    )
    policy.can_keep(by, agreement.source).or_refuse()
    agreement.expect(version)
    with acting(by=by, action="agreement.review_set"):
        agreement.change(review_on=review_on)
    return agreement
