"""What the engine was asked to read, and whom it heard speak."""

from typing import ClassVar

from django.db import models

from sources.models import Source, SpeakerKind
from tracker.models import Record, RecordQuerySet, Revision, VersionedRecord


class RunState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class ExtractionRunQuerySet(RecordQuerySet["ExtractionRun"]):
    def newest_first(self) -> "ExtractionRunQuerySet":
        return self.order_by("-created_at", "-pk")


class ExtractionRun(Record):
    """One reading of one revision by one version of the engine.

    It is unique, so running its job twice changes nothing.
    """

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="extraction_runs"
    )
    engine = models.CharField("engine version", max_length=20)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    failure = models.CharField(
        max_length=200, blank=True, help_text="What went wrong, without any text."
    )
    quotes_found = models.PositiveIntegerField(default=0)
    claims_found = models.PositiveIntegerField(default=0)

    objects = ExtractionRunQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["revision", "engine"], name="extraction_once_per_engine"
            ),
            models.UniqueConstraint(fields=["desk", "id"], name="extraction_in_desk"),
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values),
                name="extraction_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.FAILED) | ~models.Q(failure=""),
                name="extraction_failure_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"engine {self.engine} ({self.state})"


class SuggestedSpeaker(VersionedRecord):
    """Somebody the engine heard in a revision; a person decides which source it is."""

    run = models.ForeignKey(ExtractionRun, models.PROTECT, related_name="speakers")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=SpeakerKind)
    descriptor = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(
        default=dict, help_text="Mentions, grounds and links, as spans."
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = RecordQuerySet["SuggestedSpeaker"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "key"], name="speaker_once"),
            models.UniqueConstraint(fields=["desk", "id"], name="speaker_in_desk"),
        ]

    def __str__(self) -> str:
        return self.descriptor or "somebody unnamed"
