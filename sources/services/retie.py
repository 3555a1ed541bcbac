"""Moving quotes from one source's file to another's; terms stay as they were given."""

from collections.abc import Iterable

from django.db.models import QuerySet

from sources.models import Quote, Source
from sources.signals import quote_changed
from tracker.signals import announce


def lock_quotes(quotes: QuerySet[Quote]) -> list[Quote]:
    """Lock in key order, and before any source, as decisions on claims do."""
    return list(quotes.select_for_update(no_key=True, of=("self",)).order_by("pk"))


def retie(quotes: Iterable[Quote], source: Source) -> None:
    """Say whose they are now; inside the caller's lock and `acting`."""
    for quote in quotes:
        quote.change(source=source)
        announce(quote_changed, quote_id=quote.pk)
