"""A person's word that somebody in an article is not a certain source."""

from typing import ClassVar

from django.db import models

from sources.models.source import OfSourceQuerySet, Source
from tracker.models import Article, EditableRecord

WORDING = 300


class Mismatch(EditableRecord):
    """The speaker described so in the article is not this source: not asked again.

    Kept by the description and not by the engine's row, so that it outlives revisions
    and engine versions.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    wording = models.CharField(max_length=WORDING)
    source = models.ForeignKey(Source, models.PROTECT, related_name="mismatches")
    ended_at = models.DateTimeField(null=True)

    objects = OfSourceQuerySet["Mismatch"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "source", "wording"],
                condition=models.Q(ended_at=None),
                name="mismatch_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(wording=""), name="mismatch_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return "a mismatch"
