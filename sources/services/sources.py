"""Registering sources, grading them, wording them, tying them to one another."""

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sources import codenames, policy
from sources.freetext import guard
from sources.models import (
    CandidateBand,
    Confidant,
    Descriptor,
    Link,
    LinkKind,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    Stance,
)
from sources.signals import source_changed, sources_linked
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
    confirmed: str = "",
) -> Source:
    """Say how reliable the source is, and why; it stays known who said so.

    `confirmed` is why a rationale that seems to identify somebody is kept all the same.
    """
    source = _kept(source_id, by, version)
    if reliability != Reliability.F and not rationale.strip():
        raise Invalid("A grade needs a rationale.", field="rationale")
    guard({"rationale": rationale}, confirmed=confirmed)
    with acting(by=by, action="source.graded", reason=confirmed):
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


@transaction.atomic
def describe_as(
    source_id: UUID, *, wording: str, stance: Stance, by: User, language: str = "en"
) -> Descriptor:
    """Put a public wording on file as agreed with the source or forbidden by it.

    The opposite stance on the same wording ends with it; the same one is returned.
    """
    source = _kept(source_id, by)
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


@transaction.atomic
def link(
    source_id: UUID,
    other_id: UUID,
    *,
    kind: LinkKind,
    rationale: str,
    by: User,
    confident: bool = True,
    confirmed: str = "",
) -> Link:
    """Judge how two sources are tied, or that they are independent.

    A tie may always be added: it outweighs a judgement of independence. Raises
    Duplicate for the same link, Conflict for independence while a tie stands.
    """
    if source_id == other_id:
        raise Invalid("A link is between two sources.", field="other")
    if not rationale.strip():
        raise Invalid("A link needs a rationale.", field="rationale")
    guard({"rationale": rationale}, confirmed=confirmed)
    pair = Source.objects.visible_to(by).lock_all({source_id, other_id})
    for source in pair.values():
        policy.can_keep(by, source).or_refuse()
    between = Link.objects.current().between(source_id, other_id)
    same = between.filter(kind=kind)
    if kind == LinkKind.TOLD_BY:
        same = same.filter(source=source_id)
    if same.exists():
        raise Duplicate("This link is on record already.")
    if kind == LinkKind.INDEPENDENT and between.ties().exists():
        raise Conflict("These two sources are tied; end that link first.")
    with acting(by=by, action="source.linked", reason=confirmed):
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
def unlink(link_id: UUID, *, by: User, version: int, reason: str) -> Link:
    """End a link that no longer holds or was a mistake."""
    found = Link.objects.visible_to(by).select_related("source", "other").lock(link_id)
    for source in (found.source, found.other):
        policy.can_keep(by, source).or_refuse()
    found.expect(version)
    if not reason.strip():
        raise Invalid("Ending a link needs a reason.", field="reason")
    if found.ended_at is not None:
        raise Conflict("This link has ended already.")
    with acting(by=by, action="source.unlinked", reason=reason):
        found.change(ended_at=timezone.now())
    announce(sources_linked, source_id=found.source_id, other_id=found.other_id)
    return found


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
    if confidant.ended_at is None:
        with acting(by=by, action="source.shut_out", reason=reason):
            confidant.change(ended_at=timezone.now())
    return confidant


@transaction.atomic(durable=True)
def open_file(source_id: UUID, *, by: User, purpose: str) -> Source:
    """Return the source, after the looking itself has gone on the record."""
    source = Source.objects.visible_to(by).filter(pk=source_id).first()
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


def _end(descriptor: Descriptor) -> Descriptor:
    if descriptor.ended_at is None:
        descriptor.ended_at = timezone.now()
        descriptor.save(update_fields=["ended_at"])
    return descriptor


def _inserted(source: Source) -> bool:
    """Whether the codename was free; the database decides, whoever races."""
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError:
        return False
    return True
