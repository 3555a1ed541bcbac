"""Articles and their immutable revisions."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tracker.models.record import EditableRecord, Record, RecordQuerySet
from tracker.models.text import Text, in_pairs, in_words


class ArticleStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETRACTED = "retracted", "Retracted"


class ArticleQuerySet(RecordQuerySet["Article"]):
    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-created_at", "-pk")


class Article(EditableRecord):
    """One piece of the outlet's, known to its content system by `external_id`."""

    title = models.CharField(max_length=300)
    byline = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=16, default="en")
    url = models.URLField("URL", max_length=500, blank=True)
    external_id = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text="Its name in your content system; importing it again revises it.",
    )
    dateline = models.DateField(
        null=True, blank=True, help_text="The day that “Wednesday” is read against."
    )
    status = models.CharField(
        max_length=12, choices=ArticleStatus, default=ArticleStatus.DRAFT
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["desk", "external_id"],
                condition=~models.Q(external_id=""),
                name="article_external_id_once",
            ),
            models.UniqueConstraint(fields=["desk", "id"], name="article_in_desk"),
            models.CheckConstraint(
                condition=~models.Q(title=""), name="article_has_a_title"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ArticleStatus.values),
                name="article_status_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["desk", "-created_at", "-id"], name="article_newest"),
            GinIndex(in_words("title"), name="article_words"),
            GinIndex(in_pairs("title"), name="article_pairs"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def current(self) -> "Revision":
        """The newest revision; every article has one (a query)."""
        return self.revisions.select_related("text").latest("number")


class Revision(Record):
    """An article's text at one moment; numbered from 1 without gaps, immutable."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.ForeignKey(Text, models.PROTECT, related_name="revisions")
    note = models.CharField(max_length=300, blank=True)

    objects = RecordQuerySet["Revision"].as_manager()

    class Meta:
        ordering: ClassVar = ["article", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_once"
            ),
            models.UniqueConstraint(fields=["desk", "id"], name="revision_in_desk"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="revision_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}, revision {self.number}"
