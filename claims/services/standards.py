"""Adopting sourcing standards: a new version from a moment on, never a change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claims import policy
from claims.models import Cause, Preset, StandardsVersion
from claims.services import rechecks
from claims.services.words import words
from claims.standards import parameters as with_changes
from tracker.audit import acting
from tracker.errors import Invalid, NotFound
from tracker.models import Desk, User


@transaction.atomic
def adopt(
    desk_id: UUID,
    *,
    preset: Preset,
    by: User,
    parameters: Mapping[str, Any] | None = None,
    effective_from: datetime | None = None,
    reason: str = "",
) -> StandardsVersion:
    """Put a preset, with the desk's own parameters, in force from a moment on.

    Raises Invalid for a moment that has passed, since decisions were made by then,
    and for a parameter that does not exist or cannot have that value.
    """
    desk = Desk.objects.visible_to(by).select_for_update(no_key=True)
    found = desk.filter(pk=desk_id).first()
    if found is None:
        raise NotFound("There is no such desk.")
    policy.can_adopt(by, desk_id).or_refuse()
    now = timezone.now()
    if effective_from is not None and effective_from < now:
        raise Invalid(
            "Standards cannot take effect in the past.", field="effective_from"
        )
    try:
        chosen = Preset(preset)
    except ValueError:
        raise Invalid("There is no such preset.", field="preset") from None
    with_changes(chosen, parameters)
    numbers = StandardsVersion.objects.filter(desk=desk_id)
    last = numbers.aggregate(last=Max("number"))["last"] or 0
    why = words(reason, field="reason", most=2000, required=False)
    with acting(by=by, action="standards.adopted", reason=why):
        version = StandardsVersion.objects.create(
            desk=found,
            entered_by=by,
            number=last + 1,
            preset=chosen,
            parameters=dict(parameters or {}),
            effective_from=effective_from or now,
        )
    rechecks.request(Cause.STANDARDS, desk_id, desk_id=desk_id)
    return version
