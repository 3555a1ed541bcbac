"""One codename that is two sources."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import transaction

from sources import policy
from sources.freetext import guard
from sources.models import Quote, Source, SourceKind
from sources.services import sources
from sources.services.merging import carry_hold
from sources.services.retie import lock_quotes, retie
from sources.signals import source_changed
from tracker.audit import acting
from tracker.errors import Invalid
from tracker.models import User
from tracker.signals import announce

AT_ONCE: Final = 1_000


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

    The new source has the handler (if still fit to be one), the restriction and a legal
    hold of the old one, and nothing else: how the two are tied, and who else is let in,
    is for somebody to judge. Raises Invalid (no reason, quotes that are not this
    source's, too many).
    """
    if not reason.strip():
        raise Invalid("Splitting a source needs a reason.", field="reason")
    guard({"reason": reason})
    wanted = set(quote_ids)
    if len(wanted) > AT_ONCE:
        raise Invalid("That is too much at once.", field="quote_ids", limit=AT_ONCE)
    quotes = lock_quotes(Quote.objects.filter(source=source_id, pk__in=wanted))
    source = (
        Source.objects.visible_to(by).select_related("desk", "handler").lock(source_id)
    )
    policy.can_merge(by, source).or_refuse()
    source.expect(version)
    if not wanted or {quote.pk for quote in quotes} != wanted:
        raise Invalid("Name quotes that are this source's.", field="quote_ids")
    stays = policy.can_handle(source.handler, source.desk)
    with acting(by=by, action="source.split", reason=reason):
        new = sources.register(
            source.desk_id,
            by=by,
            kind=SourceKind(source.kind),
            codename=codename,
            handler=source.handler if stays else by,
        )
        new.change(restricted=source.restricted)
        carry_hold(source, new)
        retie(quotes, new)
        source.change()
    announce(source_changed, source_id=source.pk)
    return new
