"""A named person's word that one rule need not hold for one claim."""

from typing import ClassVar

from django.db import models

from claims.models.claim import Claim
from tracker.models import EditableRecord, RecordQuerySet


class ExemptionQuerySet(RecordQuerySet["Exemption"]):
    def current(self) -> "ExemptionQuerySet":
        return self.filter(ended_at=None)


class Exemption(EditableRecord):
    """`code` is the reason code that is lifted; who may lift it, the standards say."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="exemptions")
    code = models.CharField(max_length=40)
    reason = models.TextField(max_length=2000)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "code"],
                condition=models.Q(ended_at=None),
                name="exemption_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="exemption_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"exempt from {self.code}"
