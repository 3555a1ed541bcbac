"""Two codenames found to be one source, with all that moved."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sources.models.source import OfSourceQuerySet, Source, SourceStatus
from tracker.models import EditableRecord


class Merge(EditableRecord):
    """What one merge moved, made and ended, so that it can be undone as a whole."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Source, models.PROTECT, related_name="merges_into")
    status_before = models.CharField(max_length=10, choices=SourceStatus)
    quotes = ArrayField(models.UUIDField(), default=list)
    made_wordings = ArrayField(models.UUIDField(), default=list)
    ended_wordings = ArrayField(models.UUIDField(), default=list)
    made_links = ArrayField(models.UUIDField(), default=list)
    ended_links = ArrayField(models.UUIDField(), default=list)
    undone_at = models.DateTimeField(null=True)

    objects = OfSourceQuerySet["Merge"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(undone_at=None),
                name="merge_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("into")), name="merge_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(status_before__in=SourceStatus.values),
                name="merge_status_known",
            ),
        ]

    def __str__(self) -> str:
        return "a merge of two sources"
