"""Legal hold: nothing about a source is forgotten while a court may ask."""

from datetime import timedelta
from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from sources.models.source import OfSourceQuerySet, Source
from tracker.models import EditableRecord

UNCONFIRMED_FOR: Final = timedelta(days=7)


class LegalHoldQuerySet(OfSourceQuerySet["LegalHold"]):
    def holding(self) -> Self:
        """Holds that stop retention now.

        One that nobody has confirmed yet counts for a week: what is deleted in the
        meantime could not be brought back.
        """
        recent = timezone.now() - UNCONFIRMED_FOR
        return self.filter(lifted_at=None).filter(
            models.Q(confirmed_at__isnull=False) | models.Q(created_at__gte=recent)
        )


class LegalHold(EditableRecord):
    """A hold on one source's file. Two people place it, two people lift it."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="holds")
    reason = models.TextField(max_length=2000)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    confirmed_at = models.DateTimeField(null=True)
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    lifted_at = models.DateTimeField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="hold_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | (
                    models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("entered_by"))
                ),
                name="hold_placed_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_by=None, lifted_at=None)
                | (
                    models.Q(
                        lifted_by__isnull=False,
                        lifted_at__isnull=False,
                        lift_asked_by__isnull=False,
                    )
                    & ~models.Q(lifted_by=models.F("lift_asked_by"))
                ),
                name="hold_lifted_by_two",
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(lifted_at=None),
                name="hold_once",
            ),
        ]

    def __str__(self) -> str:
        return "a legal hold"
