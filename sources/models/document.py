"""Evidence documents: the text a quote or claim is checked against."""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sources.models.source import Source
from tracker.models import EditableRecord, RecordQuerySet, Text
from tracker.models.text import in_pairs, in_words


class DocumentQuerySet(RecordQuerySet["Document"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Document(EditableRecord):
    """A document the desk holds. `primary` is one that settles what it says itself.

    Its words are a Text like an article's, so that passages are spans. An uploaded
    original is kept sealed under its hash (`sources.originals`), without its name, and
    is never served inline; the Text is the working copy, without metadata.
    """

    title = models.CharField(max_length=300)
    provenance = models.TextField(
        max_length=2000, help_text="How the desk came by it and why it is genuine."
    )
    primary = models.BooleanField(default=False)
    published = models.BooleanField(
        default=False, help_text="It is public, so that naming it gives nobody away."
    )
    holder = models.ForeignKey(
        Source, models.PROTECT, related_name="documents", null=True, blank=True
    )
    text = models.ForeignKey(Text, models.PROTECT, related_name="documents")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    media_type = models.CharField(max_length=80, blank=True, editable=False)
    original_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    original_size = models.PositiveIntegerField(default=0, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="document_in_desk"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(provenance=""),
                name="document_has_title_and_provenance",
            ),
            models.CheckConstraint(
                condition=models.Q(media_type="", original_sha256="", original_size=0)
                | (
                    ~models.Q(media_type="")
                    & models.Q(original_sha256__regex="^[0-9a-f]{64}$")
                    & models.Q(original_size__gt=0)
                ),
                name="document_original_complete",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(in_words("title"), name="document_words"),
            GinIndex(in_pairs("title"), name="document_pairs"),
        ]

    def __str__(self) -> str:
        return self.title
