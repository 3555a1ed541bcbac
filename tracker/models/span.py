"""Places in a text that survive its next revision."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tracker.models.record import Record, RecordQuerySet
from tracker.models.text import Text, in_pairs, in_words


class PlacementState(models.TextChoices):
    ANCHORED = "anchored", "Anchored"  # same words, unambiguous
    MOVED = "moved", "Moved"  # found again elsewhere, or slightly changed
    ORPHANED = "orphaned", "Orphaned"  # the words are gone


class Span(Record):
    """A half-open range of code points in one text, with its words and neighbours.

    `exact`, `prefix` and `suffix` are the W3C TextQuoteSelector; a trigger refuses a
    span whose `exact` is not what stands at [start, end).
    """

    text = models.ForeignKey(Text, models.PROTECT, related_name="spans")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)

    objects = RecordQuerySet["Span"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="span_in_desk"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="span_not_empty"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["text", "start", "end"], name="span_by_place"),
            GinIndex(in_words("exact", long=True), name="span_words"),
            GinIndex(in_pairs("exact", long=True), name="span_pairs"),
        ]

    def __str__(self) -> str:
        return f"[{self.start}, {self.end})"


class PlacementQuerySet(RecordQuerySet["Placement"]):
    def orphaned(self) -> "PlacementQuerySet":
        return self.filter(state=PlacementState.ORPHANED)


class Placement(Record):
    """Where a span came to stand in a later text, or that it is orphaned there."""

    span = models.ForeignKey(Span, models.PROTECT, related_name="placements")
    text = models.ForeignKey(Text, models.PROTECT, related_name="placements")
    state = models.CharField(max_length=10, choices=PlacementState)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["span", "text"], name="placement_once"),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(state=PlacementState.ORPHANED, start=None, end=None)
                    | models.Q(
                        state__in=[PlacementState.ANCHORED, PlacementState.MOVED],
                        end__gt=models.F("start"),
                    )
                ),
                name="placement_has_place_unless_orphaned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} [{self.start}, {self.end})"
