"""Desks, the people on them, and their roles: run by site staff.

Whether exports wait for a second person is the desk's own rule, and staff's.
"""

import zoneinfo
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tracker import policy
from tracker.audit import System, acting
from tracker.errors import Duplicate, Invalid, NotFound
from tracker.models import Desk, Membership, Role, User


@transaction.atomic
def open_desk(
    *, name: str, slug: str, by: User | System, time_zone: str = "UTC"
) -> Desk:
    """Open a new, empty compartment.

    Raises Duplicate when the slug is taken, Invalid when there is no such time zone.
    """
    _may_manage(by)
    if time_zone not in zoneinfo.available_timezones():
        raise Invalid("There is no such time zone.", field="time_zone")
    if Desk.objects.filter(slug__iexact=slug).exists():
        raise Duplicate("There is a desk with this short name already.", field="slug")
    with acting(by=by, action="desk.opened"):
        return Desk.objects.create(name=name, slug=slug, time_zone=time_zone)


@transaction.atomic
def enrol(
    *,
    email: str,
    name: str,
    by: User | System,
    password: str | None = None,
    is_staff: bool = False,
) -> User:
    """Create a person's account; without a password they must be sent a reset link.

    Raises Duplicate when the address is taken, Invalid when name or address is empty.
    """
    _may_manage(by)
    address = email.strip().lower()
    if not address or not name.strip():
        raise Invalid("A person needs a name and an e-mail address.", field="email")
    user = User(email=address, name=name.strip(), is_staff=is_staff)
    user.set_password(password)
    with acting(by=by, action="user.enrolled"):
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            raise Duplicate("This address has an account.", field="email") from None
    return user


@transaction.atomic
def set_active(user_id: UUID, *, active: bool, by: User | System, reason: str) -> User:
    """Let a person log in, or stop them at once; what they did stays on record."""
    _may_manage(by)
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound("There is no such person.")
    user.is_active = active
    action = "user.activated" if active else "user.deactivated"
    with acting(by=by, action=action, reason=reason):
        user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def set_password(user_id: UUID, *, password: str, by: User | System) -> None:
    """Set a new password. The record says that it changed, never what it is."""
    user = User.objects.select_for_update().get(pk=user_id)
    if by != user:
        _may_manage(by)
    user.set_password(password)
    with acting(by=by, action="user.password_set"):
        user.save(update_fields=["password"])


@transaction.atomic
def appoint(
    desk_id: UUID, user_id: UUID, role: Role, *, by: User | System
) -> Membership:
    """Give a person a role on a desk; giving it twice changes nothing."""
    _may_manage(by)
    held = Membership.objects.current().filter(desk=desk_id, user=user_id, role=role)
    if found := held.first():
        return found
    with acting(by=by, action="member.appointed"):
        return Membership.objects.create(desk_id=desk_id, user_id=user_id, role=role)


@transaction.atomic
def dismiss(membership_id: UUID, *, by: User | System, reason: str) -> Membership:
    """End a membership as of now. The row stays, as the record of who was there."""
    _may_manage(by)
    row = Membership.objects.select_for_update().filter(pk=membership_id).first()
    if row is None:
        raise NotFound("There is no such membership.")
    if row.ended_at is None:
        row.ended_at = timezone.now()
        with acting(by=by, action="member.dismissed", reason=reason):
            row.save(update_fields=["ended_at"])
    return row


@transaction.atomic
def set_release(desk_id: UUID, *, wanted: bool, by: User, reason: str = "") -> Desk:
    """Have what leaves the newsroom wait for a second person, or no longer."""
    visible = Desk.objects.all() if by.is_staff else Desk.objects.visible_to(by)
    desk = visible.select_for_update(no_key=True).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    may = policy.can_require_release if wanted else policy.can_lift_release
    may(by, desk).or_refuse()
    if desk.exports_need_release == wanted:
        return desk
    if not wanted and not reason.strip():
        raise Invalid("Say why one person is enough now.", field="reason")
    action = "desk.exports_released" if wanted else "desk.exports_unreleased"
    with acting(by=by, action=action, reason=reason):
        desk.exports_need_release = wanted
        desk.save(update_fields=["exports_need_release"])
    return desk


def _may_manage(by: User | System) -> None:
    if isinstance(by, User):
        policy.can_manage_people(by).or_refuse()
