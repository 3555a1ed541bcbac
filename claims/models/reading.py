"""A second reader's verdict, given without knowing the first."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models

from claims.models.claim import Claim
from claims.workflow import DECIDED, Move
from tracker.models import Record, RecordQuerySet

if TYPE_CHECKING:
    from tracker.models import User


class SecondReadingQuerySet(RecordQuerySet["SecondReading"]):
    def visible_to(self, user: "User") -> Self:
        """One's own, and others' where one has read the same version or it is decided.

        Until then a verdict is sealed, so that the next one is as blind.
        """
        own = SecondReading.objects.filter(
            reader=user,
            claim=models.OuterRef("claim"),
            claim_version=models.OuterRef("claim_version"),
        )
        opened = models.Q(claim__status__in=DECIDED) | models.Exists(own)
        return super().visible_to(user).filter(opened)


class SecondReading(Record):
    """One blind verdict on one version of a claim. Written once."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="readings")
    claim_version = models.PositiveIntegerField()
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    verdict = models.CharField(max_length=12, choices=Move)
    reason = models.TextField(max_length=5000)

    objects = SecondReadingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "claim_version", "reader"], name="reading_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="reading_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    verdict__in=[
                        Move.VERIFY,
                        Move.DISPUTE,
                        Move.REFUTE,
                        Move.SET_ASIDE,
                    ]
                ),
                name="reading_is_a_verdict",
            ),
        ]

    def __str__(self) -> str:
        return "a second reading"
