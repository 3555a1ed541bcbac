"""Who handles a source, and who else is let into its file."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.freetext import guard
from sources.models import Confidant, Source
from tracker.audit import acting
from tracker.models import User


@transaction.atomic
def hand_over(
    source_id: UUID, *, handler: User, by: User, version: int, reason: str
) -> Source:
    """Give the source another handler; the old one no longer sees it by that."""
    source = Source.objects.visible_to(by).select_related("desk").lock(source_id)
    policy.can_let_in(by, source).or_refuse()
    policy.can_handle(handler, source.desk).or_refuse()
    source.expect(version)
    with acting(by=by, action="source.handed_over", reason=reason):
        source.change(handler=handler)
    return source


@transaction.atomic
def restrict(
    source_id: UUID, *, restricted: bool, by: User, version: int, reason: str
) -> Source:
    """Hide the source from editors who are not let in by name, or stop hiding it."""
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_let_in(by, source).or_refuse()
    source.expect(version)
    guard({"reason": reason})
    action = "source.restricted" if restricted else "source.unrestricted"
    with acting(by=by, action=action, reason=reason):
        source.change(restricted=restricted)
    return source


@transaction.atomic
def let_in(source_id: UUID, *, user: User, by: User, reason: str) -> Confidant:
    """Let one more person of the desk see the source; twice changes nothing."""
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_let_in(by, source).or_refuse()
    policy.can_be_let_in(user, source).or_refuse()
    known = source.confidants.current().filter(user=user).first()
    if known is not None:
        return known
    guard({"reason": reason})
    with acting(by=by, action="source.let_in", reason=reason):
        return Confidant.objects.create(
            desk_id=source.desk_id, source=source, user=user, entered_by=by
        )


@transaction.atomic
def shut_out(confidant_id: UUID, *, by: User, reason: str) -> Confidant:
    """End what `let_in` allowed."""
    confidant = (
        Confidant.objects.visible_to(by).select_related("source").lock(confidant_id)
    )
    policy.can_let_in(by, confidant.source).or_refuse()
    guard({"reason": reason})
    if confidant.ended_at is None:
        with acting(by=by, action="source.shut_out", reason=reason):
            confidant.change(ended_at=timezone.now())
    return confidant
