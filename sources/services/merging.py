"""Two codenames that are one source."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy
from sources.freetext import guard
from sources.models import (
    Confidant,
    Descriptor,
    LegalHold,
    Link,
    LinkKind,
    Merge,
    Quote,
    Source,
    SourceStatus,
    Stance,
)
from sources.queries import merging as queries
from sources.services import sources
from sources.services.retie import lock_quotes, retie
from sources.signals import source_changed, sources_merged
from tracker.audit import acting
from tracker.errors import Conflict, Invalid, NotFound
from tracker.models import User
from tracker.signals import announce


@transaction.atomic
def merge(
    source_id: UUID,
    *,
    into_id: UUID,
    by: User,
    version: int,
    reason: str,
    let_in: Collection[UUID] = (),
) -> Source:
    """Say that a source is the same as another; the other goes on, with all quotes.

    Each quote keeps the terms it was given under. Wordings, ties and a legal hold are
    carried over; the merged file stays, closed, saying into which it went. Nobody is
    let in by it: `let_in` names whom a keeper lets into the merged file, of those who
    saw the one that goes. A merge by which somebody would see more takes a keeper.

    Raises NotFound, NotAllowed, StaleVersion, Invalid (no reason, somebody to let in
    who did not see it), Conflict (one is closed).
    """
    if source_id == into_id:
        raise Invalid("A source is merged into another.", field="into")
    if not reason.strip():
        raise Invalid("Merging sources needs a reason.", field="reason")
    guard({"reason": reason})
    quotes = lock_quotes(Quote.objects.filter(source=source_id))
    pair = Source.objects.visible_to(by).lock_all({source_id, into_id})
    gone, into = pair[source_id], pair[into_id]
    for source in (gone, into):
        policy.can_merge(by, source).or_refuse()
    gone.expect(version)
    if gone.desk_id != into.desk_id:
        raise NotFound("There is no such record.")
    if not {gone.status, into.status} <= sources.OPEN:
        raise Conflict("Only sources that are open can be merged.")
    people = _whom_to_let_in(gone, into, set(let_in), by)
    with acting(by=by, action="source.merged", reason=reason):
        made = Merge(
            desk_id=gone.desk_id,
            entered_by=by,
            source=gone,
            into=into,
            status_before=gone.status,
            quotes=[quote.pk for quote in quotes],
        )
        retie(quotes, into)
        _carry_wordings(made)
        _carry_links(made)
        carry_hold(gone, into)
        restricted = into.restricted or gone.restricted
        into.change(restricted=restricted)
        gone.change(status=SourceStatus.MERGED, merged_into=into, restricted=restricted)
        made.save(force_insert=True)
        for person in people:
            Confidant.objects.create(
                desk_id=into.desk_id, source=into, user=person, entered_by=by
            )
    announce(sources_merged, source_id=gone.pk, into_id=into.pk)
    announce(source_changed, source_id=into.pk)
    return into


@transaction.atomic
def undo(merge_id: UUID, *, by: User, version: int, reason: str) -> Source:
    """Say that two sources were two after all; return the one that had gone.

    What the merge moved goes back, as far as it is still where the merge put it: its
    quotes, wordings and ties. What came since stays. A restriction, a legal hold and
    who was let in stay too: a keeper loosens them, nothing does by itself.
    """
    if not reason.strip():
        raise Invalid("Undoing a merge needs a reason.", field="reason")
    guard({"reason": reason})
    known = Merge.objects.visible_to(by).filter(pk=merge_id).first()
    if known is None:
        raise NotFound("There is no such record.")
    quotes = lock_quotes(Quote.objects.filter(pk__in=known.quotes, source=known.into))
    pair = Source.objects.visible_to(by).lock_all({known.source_id, known.into_id})
    gone, into = pair[known.source_id], pair[known.into_id]
    for source in (gone, into):
        policy.can_merge(by, source).or_refuse()
    row = Merge.objects.lock(merge_id)
    row.expect(version)
    if row.undone_at is not None or gone.merged_into_id != into.pk:
        raise Conflict("This merge was undone already.")
    if into.status == SourceStatus.MERGED:
        raise Conflict("The other was merged further; undo that merge first.")
    with acting(by=by, action="source.unmerged", reason=reason):
        gone.change(status=row.status_before, merged_into=None)
        retie(quotes, gone)
        _give_back_wordings(row)
        _give_back_links(row)
        into.change()
        row.change(undone_at=timezone.now())
    announce(source_changed, source_id=gone.pk)
    announce(source_changed, source_id=into.pk)
    return gone


def carry_hold(source: Source, to: Source) -> None:
    """What a court may ask for stays held wherever it goes; the same two answer."""
    hold = source.holds.filter(lifted_at=None).first()
    if hold is None or to.holds.filter(lifted_at=None).exists():
        return
    LegalHold.objects.create(
        desk_id=to.desk_id,
        source=to,
        reason=hold.reason,
        entered_by_id=hold.entered_by_id,
        confirmed_by_id=hold.confirmed_by_id,
        confirmed_at=hold.confirmed_at,
    )


def _whom_to_let_in(
    gone: Source, into: Source, wanted: set[UUID], by: User
) -> list[User]:
    circle = queries.circle(gone, into)
    if circle.gain:
        policy.can_widen(by, into).or_refuse()
    if not wanted:
        return []
    policy.can_let_in(by, into).or_refuse()
    people = [person for person in circle.lose if person.pk in wanted]
    if len(people) != len(wanted):
        raise Invalid("Only who saw the merged source is let in by it.", field="let_in")
    return people


def _carry_wordings(made: Merge) -> None:
    """Both agreed to their own wordings; what either forbade, both forbid."""
    now = timezone.now()
    for descriptor in made.source.descriptors.current().order_by("pk"):
        known = made.into.descriptors.current().filter(
            language=descriptor.language, wording__iexact=descriptor.wording
        )
        if descriptor.stance == Stance.FORBIDDEN:
            against = known.exclude(stance=Stance.FORBIDDEN)
            made.ended_wordings += list(against.values_list("pk", flat=True))
            against.update(ended_at=now)
        if not known.exists():
            copy = _copy(descriptor, made.into)
            made.made_wordings.append(copy.pk)


def _carry_links(made: Merge) -> None:
    """Ties of the merged source are the other's now; its independence is not."""
    gone, into = made.source, made.into
    for link in Link.objects.current().touching(gone.pk).order_by("pk"):
        link.change(ended_at=timezone.now())
        made.ended_links.append(link.pk)
        ends = {"source_id": link.source_id, "other_id": link.other_id}
        moved = {name: into.pk if end == gone.pk else end for name, end in ends.items()}
        known = Link.objects.current().filter(kind=link.kind, **moved)
        if (
            link.kind == LinkKind.INDEPENDENT
            or moved["source_id"] == moved["other_id"]
            or known.exists()
        ):
            continue
        copy = Link.objects.create(
            desk_id=into.desk_id,
            entered_by_id=made.entered_by_id,
            kind=link.kind,
            confident=link.confident,
            rationale=link.rationale,
            **moved,
        )
        made.made_links.append(copy.pk)


def _give_back_wordings(row: Merge) -> None:
    made = Descriptor.objects.current().filter(pk__in=row.made_wordings)
    made.filter(source=row.into).update(ended_at=timezone.now())
    for ended in Descriptor.objects.filter(pk__in=row.ended_wordings).order_by("pk"):
        same = row.into.descriptors.current().filter(
            language=ended.language, wording__iexact=ended.wording
        )
        if not same.exists():
            _copy(ended, row.into)


def _give_back_links(row: Merge) -> None:
    now = timezone.now()
    for link in Link.objects.current().filter(pk__in=row.made_links).order_by("pk"):
        link.change(ended_at=now)
    ended = Link.objects.filter(pk__in=row.ended_links).select_related(
        "source", "other"
    )
    for link in ended.order_by("pk"):
        closed = SourceStatus.MERGED in {link.source.status, link.other.status}
        same = Link.objects.current().between(link.source_id, link.other_id)
        if closed or same.filter(kind=link.kind).exists():
            continue
        Link.objects.create(
            desk_id=row.desk_id,
            entered_by_id=link.entered_by_id,
            source_id=link.source_id,
            other_id=link.other_id,
            kind=link.kind,
            confident=link.confident,
            rationale=link.rationale,
        )


def _copy(descriptor: Descriptor, source: Source) -> Descriptor:
    return Descriptor.objects.create(
        desk_id=source.desk_id,
        source=source,
        wording=descriptor.wording,
        language=descriptor.language,
        stance=descriptor.stance,
    )
