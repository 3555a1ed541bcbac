"""The terms under which a source speaks."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from sources.models.source import OfSourceQuerySet, Source
from tracker.models import EditableRecord


class GroundRules(models.TextChoices):
    ON_THE_RECORD = "on_the_record", "On the record"
    BACKGROUND = "background", "Background"
    DEEP_BACKGROUND = "deep_background", "Deep background"
    OFF_THE_RECORD = "off_the_record", "Off the record"


class AnonymousFrom(models.TextChoices):
    NOBODY = "nobody", "Nobody"
    PUBLIC = "public", "The public"
    PUBLIC_AND_CIRCLE = "public_and_circle", "The public, family and friends"
    EVERYONE = "everyone", "Everyone but the handler"


class AgreementQuerySet(OfSourceQuerySet["Agreement"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def of_file(self, source: Source) -> Self:
        """The source's own terms, and those its quotes were given under elsewhere.

        A merged or split source's quotes keep the terms of the file they came from.
        """
        given = source.quotes.exclude(agreement=None).values("agreement")
        return self.filter(models.Q(source=source) | models.Q(pk__in=given))

    def with_quotes_of(self, source: Source) -> Self:
        """With `given`: how many of the source's quotes were given under each."""
        quotes = models.Count(
            "quotes", filter=models.Q(quotes__source=source), distinct=True
        )
        return self.annotate(given=quotes)

    def due(self, day: date) -> Self:
        """Terms whose review date has come."""
        return self.filter(review_on__lte=day)


class Agreement(EditableRecord):
    """Ground rules with one source, from when they were agreed.

    A quote keeps the agreement under which it was given: later terms are a new
    agreement, and the old one stays. Approval is by somebody else than the person
    who entered it, and records whether the approver knows who the source is, never
    who that is.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="agreements")
    ground_rules = models.CharField(max_length=20, choices=GroundRules)
    anonymous_from = models.CharField(max_length=20, choices=AnonymousFrom)
    reason = models.TextField("reason for anonymity", blank=True, max_length=2000)
    risk = models.TextField("risk if exposed", blank=True, max_length=2000)
    motive = models.TextField(blank=True, max_length=2000)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    approved_at = models.DateTimeField(null=True)
    identity_known_to_approver = models.BooleanField(null=True)
    review_on = models.DateField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="agreement_in_desk"),
            models.CheckConstraint(
                condition=models.Q(ground_rules__in=GroundRules.values)
                & models.Q(anonymous_from__in=AnonymousFrom.values),
                name="agreement_terms_known",
            ),
            models.CheckConstraint(
                condition=models.Q(anonymous_from=AnonymousFrom.NOBODY)
                | ~models.Q(reason=""),
                name="agreement_anonymity_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None)
                | ~models.Q(approved_by=models.F("entered_by")),
                name="agreement_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    approved_by=None,
                    approved_at=None,
                    identity_known_to_approver=None,
                )
                | models.Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    identity_known_to_approver__isnull=False,
                ),
                name="agreement_approval_complete",
            ),
        ]

    def __str__(self) -> str:
        return "an agreement"

    def is_due(self, day: date) -> bool:
        """Whether the terms are to be talked over by this day."""
        return self.review_on is not None and self.review_on <= day
