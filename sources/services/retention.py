"""What is remembered of contacts, for how long, and what stops forgetting."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.freetext import guard
from sources.models import Channel, Contact, FidelityCheck, LegalHold, Source
from sources.models.quote import OF_THE_SPEAKER
from sources.periods import CONTACTS_FOR, VERBATIM_FOR
from tracker.audit import System, acting
from tracker.errors import Conflict, Duplicate, Invalid
from tracker.models import User

BATCH: Final = 500


@transaction.atomic
def log_contact(source_id: UUID, *, day: date, channel: Channel, by: User) -> Contact:
    """Note that the source was in touch. Only the week of `day` is kept."""
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_keep(by, source).or_refuse()
    with acting(by=by, action="contact.logged"):
        return Contact.objects.create(
            desk_id=source.desk_id,
            entered_by=by,
            source=source,
            week=day - timedelta(days=day.weekday()),
            channel=channel,
        )


@transaction.atomic
def place_hold(source_id: UUID, *, reason: str, by: User) -> LegalHold:
    """Stop retention for a source. It holds at once; a second person confirms it."""
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_propose_hold(by, source).or_refuse()
    if not reason.strip():
        raise Invalid("A legal hold needs a reason.", field="reason")
    guard({"reason": reason})
    if source.holds.filter(lifted_at=None).exists():
        raise Duplicate("There is a hold on this source already.")
    with acting(by=by, action="hold.placed", reason=reason):
        return LegalHold.objects.create(
            desk_id=source.desk_id, source=source, entered_by=by, reason=reason.strip()
        )


@transaction.atomic
def confirm_hold(hold_id: UUID, *, by: User, version: int) -> LegalHold:
    """Agree to a hold that somebody else placed."""
    hold = _hold(hold_id, by)
    policy.can_confirm_hold(by, hold).or_refuse()
    hold.expect(version)
    if hold.confirmed_at is not None or hold.lifted_at is not None:
        raise Conflict("This hold is confirmed or lifted already.")
    with acting(by=by, action="hold.confirmed"):
        hold.change(confirmed_by=by, confirmed_at=timezone.now())
    return hold


@transaction.atomic
def ask_to_lift(hold_id: UUID, *, by: User, version: int, reason: str) -> LegalHold:
    """Ask that a hold be lifted; it stands until somebody else does so."""
    hold = _hold(hold_id, by)
    policy.can_propose_hold(by, hold.source).or_refuse()
    hold.expect(version)
    if not reason.strip():
        raise Invalid("Lifting a hold needs a reason.", field="reason")
    guard({"reason": reason})
    if hold.lifted_at is not None:
        raise Conflict("This hold is lifted already.")
    with acting(by=by, action="hold.lift_asked", reason=reason):
        hold.change(lift_asked_by=by)
    return hold


@transaction.atomic
def lift_hold(hold_id: UUID, *, by: User, version: int) -> LegalHold:
    """Lift a hold that somebody else asked to have lifted."""
    hold = _hold(hold_id, by)
    policy.can_lift_hold(by, hold).or_refuse()
    hold.expect(version)
    if hold.lifted_at is not None:
        raise Conflict("This hold is lifted already.")
    with acting(by=by, action="hold.lifted"):
        hold.change(lifted_by=by, lifted_at=timezone.now())
    return hold


def expire(*, today: date) -> dict[str, int]:
    """Forget what is past its time and not on hold; return how much, by kind.

    In batches of one transaction each, so that it never blocks the desk; running it
    twice changes nothing.
    """
    return {
        "contacts": _until_done(_forget_contacts, today - CONTACTS_FOR),
        "verbatim": _until_done(_forget_verbatim, today - VERBATIM_FOR),
    }


def _until_done(forget: Callable[[date], int], before: date) -> int:
    total = 0
    while done := forget(before):
        total += done
    return total


@transaction.atomic
def _forget_contacts(before: date) -> int:
    held = LegalHold.objects.holding().values("source_id")
    due = (
        Contact.objects.changeable()
        .filter(expired_at=None, week__lt=before)
        .exclude(source__in=held)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("pk")[:BATCH]
    )
    with acting(by=System.WORKER, action="contact.expired"):
        for contact in due:
            contact.change(week=None, channel="", expired_at=timezone.now())
    return len(due)


@transaction.atomic
def _forget_verbatim(before: date) -> int:
    held = LegalHold.objects.holding().values("source_id")
    due = (
        FidelityCheck.objects.changeable()
        .filter(record_kind__in=OF_THE_SPEAKER, created_at__date__lt=before)
        .exclude(excerpt="")
        .exclude(quote__source__in=held)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("pk")[:BATCH]
    )
    with acting(by=System.WORKER, action="verbatim.expired"):
        for check in due:
            check.change(excerpt="")
    return len(due)


def _hold(hold_id: UUID, by: User) -> LegalHold:
    return LegalHold.objects.visible_to(by).select_related("source").lock(hold_id)
