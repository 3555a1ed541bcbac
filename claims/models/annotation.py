"""Editors' notes on a place in a text."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sources.models import Document
from tracker.models import Article, EditableRecord, RecordQuerySet, Role, Span
from tracker.models.text import in_pairs, in_words

if TYPE_CHECKING:
    from tracker.models import User


class Visibility(models.TextChoices):
    AUTHOR = "author", "Only me"
    DESK = "desk", "The desk"
    KEEPERS = "keepers", "Keepers of sources"


class AnnotationQuerySet(RecordQuerySet["Annotation"]):
    def visible_to(self, user: "User") -> Self:
        """The desk's notes, one's own, and for keepers the keepers' notes."""
        kept = [desk for desk, roles in user.roles.items() if Role.KEEPER in roles]
        return (
            super()
            .visible_to(user)
            .filter(
                models.Q(visibility=Visibility.DESK)
                | models.Q(entered_by=user)
                | models.Q(visibility=Visibility.KEEPERS, desk_id__in=kept)
            )
        )


class Annotation(EditableRecord):
    """A note on a span of an article or document; replies have a parent."""

    article = models.ForeignKey(
        Article, models.PROTECT, related_name="annotations", null=True, blank=True
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="annotations", null=True, blank=True
    )
    span = models.ForeignKey(
        Span, models.PROTECT, related_name="annotations", null=True, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="replies", null=True, blank=True
    )
    body = models.TextField(max_length=10_000)
    label = models.CharField(max_length=40, blank=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.DESK
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    # Its author took it back; its words stay in the audit trail.
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    mentions = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="Members it is for."
    )

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="annotation_in_desk"),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, document=None)
                | models.Q(article=None, document__isnull=False),
                name="annotation_on_one_thing",
            ),
            models.CheckConstraint(
                condition=~models.Q(body=""), name="annotation_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values),
                name="annotation_visibility_known",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | models.Q(span=None),
                name="annotation_reply_has_no_span",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(in_words("body"), name="annotation_words"),
            GinIndex(in_pairs("body"), name="annotation_pairs"),
        ]

    def __str__(self) -> str:
        return "an annotation"
