"""Claims and the places where they are made."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.text import Truncator

from claims.workflow import DECIDED, Status
from sources.models import Source
from tracker.models import (
    Article,
    EditableRecord,
    RecordQuerySet,
    Span,
    VersionedRecord,
)
from tracker.models.text import in_pairs, in_words


class ClaimType(models.TextChoices):
    EVENT = "event", "Event"
    QUANTITY = "quantity", "Quantity"
    TIME = "time", "Time"
    ORDER_OR_POLICY = "order_or_policy", "Order or policy"
    DOCUMENT_WORDING = "document_wording", "Wording of a document"
    CAUSE = "cause", "Cause"
    PREDICTION = "prediction", "Prediction"
    OPINION = "opinion", "Opinion"


class ClaimQuerySet(RecordQuerySet["Claim"]):
    def standing(self) -> "ClaimQuerySet":
        """Without those that were merged into others."""
        return self.filter(merged_into=None)

    def unsettled(self) -> "ClaimQuerySet":
        return self.exclude(status__in=DECIDED)

    def settled(self) -> "ClaimQuerySet":
        return self.filter(status__in=DECIDED)

    def newest_first(self) -> "ClaimQuerySet":
        return self.order_by("-created_at", "-pk")

    def in_article(self, article: Article) -> "ClaimQuerySet":
        return self.filter(
            occurrences__article=article, occurrences__ended_at=None
        ).distinct()

    def with_places(self) -> "ClaimQuerySet":
        """With occurrences, their spans and articles: what a page needs."""
        return self.prefetch_related(
            models.Prefetch(
                "occurrences",
                Occurrence.objects.current().select_related("span", "article"),
            )
        )


class Claim(EditableRecord):
    """One statement that evidence could settle, in the desk's own plain words."""

    text = models.TextField(max_length=2000)
    type = models.CharField(max_length=20, choices=ClaimType)
    checkable = models.BooleanField(default=True)
    attributed_to = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="claims",
        null=True,
        blank=True,
        help_text="Whose claim it is; empty: the outlet's own.",
    )
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        help_text="Whose the present words are, if not the person's who entered it.",
    )
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    place = models.CharField(max_length=120, blank=True)
    happened_from = models.DateField(null=True, blank=True)
    happened_to = models.DateField(null=True, blank=True)
    split_from = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, editable=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, editable=False
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.UNVERIFIED)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="claim_in_desk"),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="claim_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(type__in=ClaimType.values), name="claim_type_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="claim_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(happened_to=None)
                | models.Q(happened_from__lte=models.F("happened_to")),
                name="claim_interval_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["desk", "status", "-created_at", "-id"], name="claim_queue"
            ),
            models.Index(
                fields=["desk", "entered_by", "-created_at", "-id"], name="claim_mine"
            ),
            GinIndex(fields=["topics"], name="claim_topics"),
            GinIndex(in_words("text"), name="claim_words"),
            GinIndex(in_pairs("text"), name="claim_pairs"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


class OccurrenceQuerySet(RecordQuerySet["Occurrence"]):
    def current(self) -> "OccurrenceQuerySet":
        """Without those that somebody took back."""
        return self.filter(ended_at=None)


class Occurrence(VersionedRecord):
    """A place where the claim is made. A mistaken one ends, and stays on record."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="occurrences")
    article = models.ForeignKey(Article, models.PROTECT, related_name="occurrences")
    span = models.ForeignKey(Span, models.PROTECT, related_name="occurrences")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "span"],
                condition=models.Q(ended_at=None),
                name="occurrence_once",
            ),
        ]

    def __str__(self) -> str:
        return f"in {self.article}"
