"""Judging how sources are tied to one another."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.freetext import guard
from sources.models import Link, LinkKind, Source
from sources.signals import sources_linked
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, Invalid, NotFound
from tracker.models import User
from tracker.signals import announce


@transaction.atomic
def link(
    source_id: UUID,
    other_id: UUID,
    *,
    kind: LinkKind,
    rationale: str,
    by: User,
    confident: bool = True,
) -> Link:
    """Judge how two sources are tied, or that they are independent.

    A tie may always be added: it outweighs a judgement of independence. Raises
    Duplicate for the same link, Conflict for independence while a tie stands.
    """
    if source_id == other_id:
        raise Invalid("A link is between two sources.", field="other")
    if not rationale.strip():
        raise Invalid("A link needs a rationale.", field="rationale")
    guard({"rationale": rationale})
    pair = _pair(source_id, other_id, by)
    _expect_possible(source_id, other_id, kind)
    with acting(by=by, action="source.linked"):
        made = Link.objects.create(
            desk_id=pair[source_id].desk_id,
            entered_by=by,
            source_id=source_id,
            other_id=other_id,
            kind=kind,
            confident=confident,
            rationale=rationale.strip(),
        )
    announce(sources_linked, source_id=source_id, other_id=other_id)
    return made


@transaction.atomic
def rejudge(
    link_id: UUID,
    *,
    kind: LinkKind,
    confident: bool,
    rationale: str,
    by: User,
    version: int,
) -> Link:
    """Judge a tie anew: the old judgement ends and stays on record, the new one begins.

    Raises what `link` raises, and Conflict for one that has ended.
    """
    if not rationale.strip():
        raise Invalid("A link needs a rationale.", field="rationale")
    guard({"rationale": rationale})
    known = Link.objects.visible_to(by).filter(pk=link_id).first()
    if known is None:
        raise NotFound("There is no such record.")
    _pair(known.source_id, known.other_id, by)
    old = Link.objects.lock(link_id)
    old.expect(version)
    if old.ended_at is not None:
        raise Conflict("This link has ended already.")
    with acting(by=by, action="source.rejudged"):
        old.change(ended_at=timezone.now())
        _expect_possible(old.source_id, old.other_id, kind)
        made = Link.objects.create(
            desk_id=old.desk_id,
            entered_by=by,
            source_id=old.source_id,
            other_id=old.other_id,
            kind=kind,
            confident=confident,
            rationale=rationale.strip(),
        )
    announce(sources_linked, source_id=old.source_id, other_id=old.other_id)
    return made


@transaction.atomic
def unlink(link_id: UUID, *, by: User, version: int, reason: str) -> Link:
    """End a link that no longer holds or was a mistake."""
    found = Link.objects.visible_to(by).select_related("source", "other").lock(link_id)
    for source in (found.source, found.other):
        policy.can_keep(by, source).or_refuse()
    found.expect(version)
    if not reason.strip():
        raise Invalid("Ending a link needs a reason.", field="reason")
    guard({"reason": reason})
    if found.ended_at is not None:
        raise Conflict("This link has ended already.")
    with acting(by=by, action="source.unlinked", reason=reason):
        found.change(ended_at=timezone.now())
    announce(sources_linked, source_id=found.source_id, other_id=found.other_id)
    return found


def _pair(source_id: UUID, other_id: UUID, by: User) -> dict[UUID, Source]:
    """Return both sources, locked, if this person keeps both files."""
    pair = Source.objects.visible_to(by).lock_all({source_id, other_id})
    for source in pair.values():
        policy.can_keep(by, source).or_refuse()
    return pair


def _expect_possible(source_id: UUID, other_id: UUID, kind: LinkKind) -> None:
    """Raise Duplicate for the same link, Conflict for independence despite a tie."""
    between = Link.objects.current().between(source_id, other_id)
    same = between.filter(kind=kind)
    if kind == LinkKind.TOLD_BY:
        same = same.filter(source=source_id)
    if same.exists():
        raise Duplicate("This link is on record already.")
    if kind == LinkKind.INDEPENDENT and between.ties().exists():
        raise Conflict("These two sources are tied; end that link first.")
