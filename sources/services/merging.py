"""Two codenames that are one source, and one codename that is two."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sources import policy
from sources.models import (
    Descriptor,
    Link,
    LinkKind,
    Quote,
    Source,
    SourceKind,
    SourceStatus,
    Stance,
)
from sources.services import sources
from sources.signals import quote_changed, source_changed, sources_merged
from tracker.audit import acting
from tracker.errors import Conflict, Invalid, NotFound
from tracker.models import User
from tracker.signals import announce


@transaction.atomic
def merge(
    source_id: UUID, *, into_id: UUID, by: User, version: int, reason: str
) -> Source:
    """Say that a source is the same as another; the other goes on, with all quotes.

    Each quote keeps the terms it was given under, wordings and links are carried over,
    and the merged file stays, closed, saying into which it went. Raises NotFound,
    NotAllowed, StaleVersion, Invalid (no reason), Conflict (one is closed).
    """
    if source_id == into_id:
        raise Invalid("A source is merged into another.", field="into")
    if not reason.strip():
        raise Invalid("Merging sources needs a reason.", field="reason")
    quotes = _lock_quotes(Quote.objects.filter(source=source_id))
    pair = Source.objects.visible_to(by).lock_all({source_id, into_id})
    gone, into = pair[source_id], pair[into_id]
    for source in (gone, into):
        policy.can_merge(by, source).or_refuse()
    gone.expect(version)
    if gone.desk_id != into.desk_id:
        raise NotFound("There is no such record.")
    if not {gone.status, into.status} <= sources.OPEN:
        raise Conflict("Only sources that are open can be merged.")
    with acting(by=by, action="source.merged", reason=reason):
        _retie(quotes, into)
        _carry_wordings(gone, into)
        _carry_links(gone, into, by)
        into.change(restricted=into.restricted or gone.restricted)
        gone.change(status=SourceStatus.MERGED, merged_into=into)
    announce(sources_merged, source_id=gone.pk, into_id=into.pk)
    announce(source_changed, source_id=into.pk)
    return into


@transaction.atomic
def split(
    source_id: UUID,
    *,
    quote_ids: Sequence[UUID],
    by: User,
    version: int,
    reason: str,
    codename: str | None = None,
) -> Source:
    """Say that some quotes are another person's; return that person's new file.

    The new source has the handler and the restriction of the old one, and nothing
    else: how the two are tied is for somebody to judge.
    """
    if not reason.strip():
        raise Invalid("Splitting a source needs a reason.", field="reason")
    wanted = set(quote_ids)
    quotes = _lock_quotes(Quote.objects.filter(source=source_id, pk__in=wanted))
    source = (
        Source.objects.visible_to(by).select_related("desk", "handler").lock(source_id)
    )
    policy.can_merge(by, source).or_refuse()
    source.expect(version)
    if not wanted or {quote.pk for quote in quotes} != wanted:
        raise Invalid("Name quotes that are this source's.", field="quotes")
    with acting(by=by, action="source.split", reason=reason):
        new = sources.register(
            source.desk_id,
            by=by,
            kind=SourceKind(source.kind),
            codename=codename,
            handler=source.handler,
        )
        new.change(restricted=source.restricted)
        _retie(quotes, new)
        source.change()
    announce(source_changed, source_id=source.pk)
    return new


def _lock_quotes(quotes: QuerySet[Quote]) -> list[Quote]:
    """Lock in key order, and before any source, as decisions on claims do."""
    return list(quotes.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def _retie(quotes: list[Quote], source: Source) -> None:
    for quote in quotes:
        quote.change(source=source)
        announce(quote_changed, quote_id=quote.pk)


def _carry_wordings(gone: Source, into: Source) -> None:
    """Both agreed to their own wordings; what either forbade, both forbid."""
    for descriptor in gone.descriptors.current():
        known = into.descriptors.current().filter(
            language=descriptor.language, wording__iexact=descriptor.wording
        )
        if descriptor.stance == Stance.FORBIDDEN:
            known.exclude(stance=Stance.FORBIDDEN).update(ended_at=timezone.now())
        if not known.exists():
            Descriptor.objects.create(
                desk_id=into.desk_id,
                source=into,
                wording=descriptor.wording,
                language=descriptor.language,
                stance=descriptor.stance,
            )


def _carry_links(gone: Source, into: Source, by: User) -> None:
    """Ties of the merged source are the other's now; its independence is not."""
    for link in Link.objects.current().touching(gone.pk).order_by("pk"):
        link.change(ended_at=timezone.now())
        ends = {"source_id": link.source_id, "other_id": link.other_id}
        moved = {name: into.pk if end == gone.pk else end for name, end in ends.items()}
        known = Link.objects.current().filter(kind=link.kind, **moved)
        if (
            link.kind == LinkKind.INDEPENDENT
            or moved["source_id"] == moved["other_id"]
            or known.exists()
        ):
            continue
        Link.objects.create(
            desk_id=into.desk_id,
            entered_by=by,
            kind=link.kind,
            confident=link.confident,
            rationale=link.rationale,
            **moved,
        )
