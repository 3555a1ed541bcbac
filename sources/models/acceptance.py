"""Findings that an editor lets stand, each with the reason."""

from typing import ClassVar, Self

from django.db import models

from tracker.models import Article, EditableRecord, RecordQuerySet


class AcceptanceQuerySet(RecordQuerySet["Acceptance"]):
    def current(self) -> Self:
        return self.filter(withdrawn_at=None)


class Acceptance(EditableRecord):
    """One finding of a check, accepted for one article as an exception.

    `fingerprint` is the rule and the words, so that the exception outlives a revision
    that leaves the words alone, and no other.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="acceptances")
    rule = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(max_length=2000)
    withdrawn_at = models.DateTimeField(null=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "fingerprint"],
                condition=models.Q(withdrawn_at=None),
                name="acceptance_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="acceptance_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"an exception to {self.rule}"
