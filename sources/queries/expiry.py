"""When what is held of a source will be forgotten, and what stops that."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from sources.models import Contact, Source
from sources.models.hold import UNCONFIRMED_FOR
from sources.models.quote import OF_THE_SPEAKER
from sources.periods import CONTACTS_FOR, VERBATIM_FOR


@dataclass(frozen=True, slots=True)
class Expiry:
    """The next day on which something is forgotten; None where there is nothing."""

    contact: date | None
    excerpt: date | None
    held: bool

    @property
    def next(self) -> date | None:
        return min(filter(None, (self.contact, self.excerpt)), default=None)


# Each is one step into an index; the ORM takes five times as long to write it. What
# holds is what `LegalHold.objects.holding()` says.
NEXT: Final = """
    SELECT
        (SELECT week FROM sources_contact
            WHERE source_id = %(source)s AND expired_at IS NULL
            ORDER BY week LIMIT 1),
        (SELECT tried.created_at FROM sources_fidelitycheck AS tried
            JOIN sources_quote AS quote ON quote.id = tried.quote_id
            WHERE quote.source_id = %(source)s AND tried.excerpt <> ''
                AND tried.record_kind = ANY(%(kinds)s)
            ORDER BY tried.created_at LIMIT 1),
        EXISTS (SELECT FROM sources_legalhold
            WHERE source_id = %(source)s AND lifted_at IS NULL
                AND (confirmed_at IS NOT NULL OR created_at >= %(recent)s))
"""


def expiry_of(source: Source) -> Expiry:
    """Return what is forgotten next of a source whose file is open: one query."""
    asked: dict[str, Any] = {
        "source": source.pk,
        "kinds": sorted(OF_THE_SPEAKER),
        "recent": timezone.now() - UNCONFIRMED_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEXT, asked)
        week, checked, held = cursor.fetchone()
    return Expiry(
        contact=week and forgotten_on(week, CONTACTS_FOR),
        excerpt=checked and forgotten_on(timezone.localdate(checked), VERBATIM_FOR),
        held=held,
    )


def contacts_of(source: Source) -> list[tuple[Contact, date]]:
    """Return the contacts still known, newest first, and when each is forgotten."""
    known = Contact.objects.filter(source=source, expired_at=None).order_by("-week")
    return [
        (contact, forgotten_on(contact.week, CONTACTS_FOR))
        for contact in known
        if contact.week is not None
    ]


def forgotten_on(day: date, kept_for: timedelta) -> date:
    """Return the first day that is too late for it."""
    return day + kept_for + timedelta(days=1)
