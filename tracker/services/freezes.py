"""Freezing a desk, or the site, and lifting it: the switch for an emergency.

While it holds, nothing on record changes; the database sees to that, whoever writes.
Looking goes on and is recorded, people log in and out, and an account can be shut.
Lifting takes a second person, or the operator at the machine.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tracker import policy
from tracker.audit import System, acting
from tracker.errors import Conflict, Duplicate, Invalid, NotFound
from tracker.models import Desk, Freeze, User


@transaction.atomic
def freeze(desk_id: UUID | None, *, by: User | System, reason: str) -> Freeze:
    """Let nothing of the desk change from now on; without a desk, nothing at all.

    What is under way and has not committed is refused too. Raises NotFound,
    NotAllowed, Invalid (no reason), Duplicate.
    """
    desk = None if desk_id is None else _desk(desk_id, by)
    if isinstance(by, User):
        policy.can_freeze(by, desk).or_refuse()
    if not reason.strip():
        raise Invalid("Say why it is frozen.", field="reason")
    with acting(by=by, action="freeze.began", reason=reason):
        try:
            with transaction.atomic():
                return Freeze.objects.create(
                    desk=desk,
                    reason=reason.strip(),
                    frozen_by=by if isinstance(by, User) else None,
                )
        except IntegrityError:
            raise Duplicate("It is frozen already.") from None


@transaction.atomic
def lift(freeze_id: UUID, *, by: User | System, reason: str) -> Freeze:
    """Let changes go on. Raises NotFound, NotAllowed, Invalid, Conflict."""
    rows = Freeze.objects.select_for_update(of=("self",)).select_related("desk")
    row = rows.filter(pk=freeze_id).first()
    if row is None or (isinstance(by, User) and not policy.can_view_freeze(by, row)):
        raise NotFound("There is no such freeze.")
    if isinstance(by, User):
        policy.can_lift(by, row).or_refuse()
    if not reason.strip():
        raise Invalid("Say why it is lifted.", field="reason")
    if row.lifted_at is not None:
        raise Conflict("It was lifted already.")
    row.lifted_at = timezone.now()
    row.lifted_by = by if isinstance(by, User) else None
    with acting(by=by, action="freeze.lifted", reason=reason):
        row.save(update_fields=["lifted_at", "lifted_by"])
    return row


def _desk(desk_id: UUID, by: User | System) -> Desk:
    rows = Desk.objects.visible_to(by) if isinstance(by, User) else Desk.objects.all()
    desk = rows.filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    return desk
