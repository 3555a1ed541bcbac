"""A file on its way to becoming a document."""

from typing import ClassVar, Final, Self

from django.db import models

from sources.models.document import Document
from sources.models.source import Source
from tracker.models import EditableRecord, RecordQuerySet


class UploadState(models.TextChoices):
    WAITING = "waiting", "Waiting to be read"
    READING = "reading", "Being read"
    DONE = "done", "Read"
    FAILED = "failed", "Could not be read"
    DROPPED = "dropped", "Dropped"


UNFINISHED: Final = frozenset(
    {UploadState.WAITING, UploadState.READING, UploadState.FAILED}
)


class UploadQuerySet(RecordQuerySet["Upload"]):
    def unfinished(self) -> Self:
        """Those that are not a document yet, and may still become one."""
        return self.filter(state__in=sorted(UNFINISHED))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Upload(EditableRecord):
    """A file whose original is sealed and whose words are read by a worker.

    Of its name only the ending is kept. What is known of it moves into the document
    that it becomes; `failure` says why it could not be read, without its words.
    """

    title = models.CharField(max_length=300)
    provenance = models.TextField(max_length=2000)
    primary = models.BooleanField(default=False)
    published = models.BooleanField(default=False)
    holder = models.ForeignKey(
        Source, models.PROTECT, related_name="uploads", null=True, blank=True
    )
    ending = models.CharField(max_length=8)
    media_type = models.CharField(max_length=80)
    original_sha256 = models.CharField(max_length=64)
    original_size = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=UploadState, default=UploadState.WAITING
    )
    failure = models.CharField(max_length=300, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, related_name="upload", null=True, blank=True
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="upload_in_desk"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(provenance=""),
                name="upload_has_title_and_provenance",
            ),
            models.CheckConstraint(
                condition=models.Q(original_sha256__regex="^[0-9a-f]{64}$")
                & models.Q(original_size__gt=0),
                name="upload_original_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(state=UploadState.DONE, document__isnull=False)
                | (~models.Q(state=UploadState.DONE) & models.Q(document=None)),
                name="upload_done_is_a_document",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=UploadState.values),
                name="upload_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=UploadState.FAILED) | models.Q(failure=""),
                name="upload_failure_only_when_failed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["desk", "-created_at"],
                condition=models.Q(state__in=sorted(UNFINISHED)),
                name="upload_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return self.title
