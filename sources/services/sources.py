"""Registering sources, grading them, and opening their files."""

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sources import codenames, policy
from sources.freetext import guard
from sources.models import (
    CandidateBand,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
)
from sources.models.source import SourceQuerySet
from sources.signals import source_changed
from tracker.audit import acting, note
from tracker.errors import Conflict, Duplicate, Invalid, NotFound
from tracker.models import Desk, User
from tracker.signals import announce

DRAWS: Final = 20
OPEN: Final = frozenset(
    {SourceStatus.ACTIVE, SourceStatus.DORMANT, SourceStatus.AT_RISK}
)


@transaction.atomic
def register(
    desk_id: UUID,
    *,
    by: User,
    kind: SourceKind = SourceKind.PERSON,
    codename: str | None = None,
    handler: User | None = None,
) -> Source:
    """Open a file on a new source; without a codename, one is drawn.

    Raises NotFound (no such desk for this person), NotAllowed, Invalid (the codename),
    Duplicate (a chosen codename is taken).
    """
    desk = _desk(desk_id, by)
    policy.can_register(by, desk).or_refuse()
    handler = handler or by
    policy.can_handle(handler, desk).or_refuse()
    chosen = None if codename is None else codenames.canonical(codename)
    with acting(by=by, action="source.registered"):
        for _ in range(DRAWS):
            source = Source(
                desk=desk,
                entered_by=by,
                handler=handler,
                kind=kind,
                codename=chosen or codenames.draw(),
            )
            if _inserted(source):
                return source
            if chosen:
                break
    raise Duplicate("This codename is taken.", field="codename")


@transaction.atomic
def grade(
    source_id: UUID,
    *,
    reliability: Reliability,
    rationale: str,
    by: User,
    version: int,
) -> Source:
    """Say how reliable the source is, and why; it stays known who said so."""
    source = _kept(source_id, by, version)
    if reliability != Reliability.F and not rationale.strip():
        raise Invalid("A grade needs a rationale.", field="rationale")
    guard({"rationale": rationale})
    with acting(by=by, action="source.graded"):
        source.change(
            reliability=reliability,
            reliability_rationale=rationale.strip(),
            graded_by=by,
            graded_at=timezone.now(),
        )
    announce(source_changed, source_id=source.pk)
    return source


@transaction.atomic
def estimate(
    source_id: UUID, *, candidates: CandidateBand, by: User, version: int
) -> Source:
    """Say how many people could have known what the source knows."""
    source = _kept(source_id, by, version)
    with acting(by=by, action="source.estimated"):
        source.change(candidates=candidates)
    announce(source_changed, source_id=source.pk)
    return source


@transaction.atomic
def set_status(
    source_id: UUID, *, status: SourceStatus, by: User, version: int, reason: str
) -> Source:
    """Mark a source as active, dormant or at risk. Withdrawing has its own function."""
    source = _kept(source_id, by, version)
    if status not in OPEN or source.status not in OPEN:
        raise Conflict("A source comes to this status in another way.", status=status)
    guard({"reason": reason})
    with acting(by=by, action="source.status_set", reason=reason):
        source.change(status=status)
    announce(source_changed, source_id=source.pk)
    return source


@transaction.atomic
def withdraw(source_id: UUID, *, by: User, version: int, reason: str) -> Source:
    """Stop relying on a source; what rests on it is to be looked at again."""
    source = _kept(source_id, by, version)
    if not reason.strip():
        raise Invalid("Withdrawing a source needs a reason.", field="reason")
    guard({"reason": reason})
    if source.status not in OPEN:
        raise Conflict("This source is withdrawn or merged already.")
    with acting(by=by, action="source.withdrawn", reason=reason):
        source.change(status=SourceStatus.WITHDRAWN)
    announce(source_changed, source_id=source.pk)
    return source


@transaction.atomic(durable=True)
def open_file(source_id: UUID, *, by: User, purpose: str) -> Source:
    """Return the source, after the looking itself has gone on the record."""
    seen = Source.objects.visible_to(by).filter(pk=source_id)
    source = seen.select_related("desk", "handler", "graded_by").first()
    if source is None:
        raise NotFound("There is no such record.")
    note(
        by=by,
        action="source.opened",
        table=Source._meta.db_table,  # noqa: SLF001 (Django's public way to ask)
        row=source.pk,
        desk=source.desk_id,
        reason=purpose,
    )
    return source


@transaction.atomic(durable=True)
def search(desk_id: UUID, *, words: str, by: User) -> SourceQuerySet:
    """Return the sources with these words in codename or wording, as far as seen.

    That somebody searched is on record first; what for is not, since it is a codename
    or a description. Raises NotFound, Invalid (nothing to look for).
    """
    desk = _desk(desk_id, by)
    wanted = " ".join(words.split())
    if not wanted:
        raise Invalid("Say what to look for.", field="words")
    note(
        by=by,
        action="source.searched",
        table=Source._meta.db_table,  # noqa: SLF001 (Django's public way to ask)
        desk=desk.pk,
    )
    return Source.objects.visible_to(by).filter(desk=desk).described_with(wanted)


def _desk(desk_id: UUID, by: User) -> Desk:
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    return desk


def _kept(source_id: UUID, by: User, version: int | None = None) -> Source:
    """Return the source, locked, for a change of its file."""
    source = Source.objects.visible_to(by).lock(source_id)
    policy.can_keep(by, source).or_refuse()
    if version is not None:
        source.expect(version)
    return source


def _inserted(source: Source) -> bool:
    """Whether the codename was free; the database decides, whoever races."""
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError:
        return False
    return True
