"""Evidence documents: the text a quote or claim is checked against."""

from typing import ClassVar, Self

from django.db import models

from sources.models.source import Source
from tracker.models import EditableRecord, RecordQuerySet, Text


class DocumentQuerySet(RecordQuerySet["Document"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Document(EditableRecord):
    """A document the desk holds. `primary` is one that settles what it says itself.

    Its words are a Text like an article's, so that passages are spans.
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

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="document_in_desk"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(provenance=""),
                name="document_has_title_and_provenance",
            ),
        ]

    def __str__(self) -> str:
        return self.title
