"""When what is held of a source will be forgotten, and what stops that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, QuerySet, Subquery
from django.utils import timezone

from sources.models import Contact, FidelityCheck, LegalHold, Source
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


def expiry_of(source: Source) -> Expiry:
    """Return what is forgotten next of a source whose file is open: one query."""
    contacts = _contacts().filter(source=source.pk).order_by("week")
    checks = _excerpts().filter(quote__source=source.pk).order_by("created_at")
    holding = LegalHold.objects.holding().filter(source=source.pk)
    week, checked, held = (
        Source.objects.filter(pk=source.pk)
        .values_list(
            Subquery(contacts.values("week")[:1]),
            Subquery(checks.values("created_at")[:1]),
            Exists(holding),
        )
        .get()
    )
    return Expiry(
        contact=week and forgotten_on(week, CONTACTS_FOR),
        excerpt=checked and forgotten_on(timezone.localdate(checked), VERBATIM_FOR),
        held=held,
    )


def contacts_of(source: Source) -> list[tuple[Contact, date]]:
    """Return the contacts still known, newest first, and when each is forgotten."""
    known: Iterable[Contact] = _contacts().filter(source=source).order_by("-week")
    return [
        (contact, forgotten_on(contact.week, CONTACTS_FOR))
        for contact in known
        if contact.week is not None
    ]


def forgotten_on(day: date, kept_for: timedelta) -> date:
    """Return the first day that is too late for it."""
    return day + kept_for + timedelta(days=1)


def _contacts() -> QuerySet[Contact]:
    return Contact.objects.filter(expired_at=None)


def _excerpts() -> QuerySet[FidelityCheck]:
    kinds = FidelityCheck.objects.filter(record_kind__in=OF_THE_SPEAKER)
    return kinds.exclude(excerpt="")
