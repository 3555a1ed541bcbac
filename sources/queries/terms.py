"""Whose terms are to be talked over."""

from datetime import date

from django.db.models import OuterRef, Subquery

from sources.models import Agreement
from sources.models.source import SourceQuerySet


def due_for_review(sources: SourceQuerySet, day: date) -> SourceQuerySet:
    """Return the open ones whose newest terms are to be talked over by this day.

    Older terms hold for what was said under them; there is nothing to talk over.
    """
    newest = Agreement.objects.filter(source=OuterRef("pk")).newest_first()
    due = sources.open().alias(due_on=Subquery(newest.values("review_on")[:1]))
    return due.filter(due_on__lte=day)
