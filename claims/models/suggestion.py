"""What the engine proposes. It writes no quote and no claim; a person's yes does."""

from typing import ClassVar

from django.db import models

from claims.models.claim import Claim
from claims.models.extraction import ExtractionRun, SuggestedSpeaker
from sources.models import Quote
from tracker.models import RecordQuerySet, VersionedRecord


class SuggestionKind(models.TextChoices):
    QUOTE = "quote", "Quote"
    CLAIM = "claim", "Claim"


class SuggestionState(models.TextChoices):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    SUPERSEDED = "superseded", "No longer suggested"


class SuggestionQuerySet(RecordQuerySet["Suggestion"]):
    def open(self) -> "SuggestionQuerySet":
        return self.filter(state=SuggestionState.OPEN)

    def in_order(self) -> "SuggestionQuerySet":
        return self.order_by("start", "end", "kind", "pk")


class Suggestion(VersionedRecord):
    """A quote or claim that the engine sees at [start, end) of the run's revision.

    `fingerprint` names the same proposal over revisions and engine versions, so that
    what was decided once is neither asked again nor lost.
    """

    run = models.ForeignKey(ExtractionRun, models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=10, choices=SuggestionKind)
    fingerprint = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.ForeignKey(
        SuggestedSpeaker, models.PROTECT, related_name="suggestions", null=True
    )
    payload = models.JSONField()
    confidence = models.FloatField()
    rule = models.CharField(max_length=60)
    state = models.CharField(
        max_length=12, choices=SuggestionState, default=SuggestionState.OPEN
    )
    reason = models.CharField(max_length=500, blank=True)
    quote = models.OneToOneField(
        Quote, models.PROTECT, related_name="suggestion", null=True
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="suggestions", null=True
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "fingerprint"], name="suggestion_once_per_run"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="suggestion_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__range=(0, 1)),
                name="suggestion_confidence_is_probability",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SuggestionKind.values)
                & models.Q(state__in=SuggestionState.values),
                name="suggestion_kind_and_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SuggestionState.ACCEPTED)
                | models.Q(kind=SuggestionKind.QUOTE, quote__isnull=False)
                | models.Q(kind=SuggestionKind.CLAIM, claim__isnull=False),
                name="suggestion_accepted_made_something",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "state", "start"], name="suggestion_by_run"),
        ]

    def __str__(self) -> str:
        return f"suggested {self.kind}"
