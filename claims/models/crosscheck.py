"""Two claims held against each other, by a person."""

from typing import ClassVar

from django.db import models

from claims.models.claim import Claim
from tracker.models import EditableRecord, RecordQuerySet


class Relation(models.TextChoices):
    SAME = "same", "Say the same"
    CORROBORATES = "corroborates", "Corroborates"
    CONTRADICTS = "contradicts", "Contradicts"
    SUPERSEDES = "supersedes", "Supersedes"
    UNRELATED = "unrelated", "Unrelated"


class CrossCheck(EditableRecord):
    """A judged relation of two claims; `supersedes` runs from `claim` to `other`."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="checks_from")
    other = models.ForeignKey(Claim, models.PROTECT, related_name="checks_to")
    relation = models.CharField(max_length=14, choices=Relation)
    rationale = models.TextField(max_length=2000)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RecordQuerySet["CrossCheck"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.functions.Least("claim", "other"),
                models.functions.Greatest("claim", "other"),
                condition=models.Q(ended_at=None),
                name="crosscheck_once_per_pair",
            ),
            models.CheckConstraint(
                condition=~models.Q(claim=models.F("other")), name="crosscheck_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(relation__in=Relation.values),
                name="crosscheck_relation_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(rationale=""), name="crosscheck_has_rationale"
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display().lower()
