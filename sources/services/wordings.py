"""Public wording for a source: agreed with it, or forbidden by it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.freetext import guard
from sources.models import Descriptor, Source, Stance
from tracker.audit import acting
from tracker.errors import Invalid
from tracker.models import User


@transaction.atomic
def describe_as(
    source_id: UUID, *, wording: str, stance: Stance, by: User, language: str = "en"
) -> Descriptor:
    """Put a public wording on file as agreed with the source or forbidden by it.

    The opposite stance on the same wording ends with it; the same one is returned.
    """
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_keep(by, source).or_refuse()
    wording = " ".join(wording.split())
    if not wording:
        raise Invalid("A descriptor needs words.", field="wording")
    guard({"wording": wording})
    same = source.descriptors.current().filter(
        language=language, wording__iexact=wording
    )
    known = same.first()
    if known is not None and known.stance == stance:
        return known
    with acting(by=by, action=f"descriptor.{stance}"):
        if known is not None:
            _end(known)
        return Descriptor.objects.create(
            desk_id=source.desk_id,
            source=source,
            wording=wording,
            language=language,
            stance=stance,
        )


@transaction.atomic
def drop_wording(descriptor_id: UUID, *, by: User, reason: str = "") -> Descriptor:
    """End a wording, agreed or forbidden; that it once held stays on record."""
    descriptor = (
        Descriptor.objects.visible_to(by).select_related("source").lock(descriptor_id)
    )
    policy.can_keep(by, descriptor.source).or_refuse()
    with acting(by=by, action="descriptor.ended", reason=reason):
        return _end(descriptor)


def _end(descriptor: Descriptor) -> Descriptor:
    if descriptor.ended_at is None:
        descriptor.ended_at = timezone.now()
        descriptor.save(update_fields=["ended_at"])
    return descriptor
