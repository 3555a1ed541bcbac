"""Decisions on record: from, to, why, and what they were judged on."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models

from claims.models.assignment import Assignment
from claims.models.claim import Claim
from claims.models.standards import StandardsVersion
from claims.workflow import Move, Status
from sources.models import Quote
from sources.workflow import QuoteMove, QuoteStatus
from tracker.models import Record, RecordQuerySet

if TYPE_CHECKING:
    from tracker.models import User


class VerificationQuerySet(RecordQuerySet["Verification"]):
    def visible_to(self, user: "User") -> Self:
        """Without those on claims that this person is asked to read blind."""
        sealed = Assignment.objects.sealing(user).filter(claim=models.OuterRef("claim"))
        return super().visible_to(user).exclude(models.Exists(sealed))


class Verification(Record):
    """One decision on one claim. Written once; a change of mind is another row.

    `corroboration` and `findings` are as they stood when it was decided.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verifications")
    move = models.CharField(max_length=12, choices=Move)
    from_status = models.CharField(max_length=12, choices=Status)
    to_status = models.CharField(max_length=12, choices=Status)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    reason = models.TextField(max_length=5000)
    note_to_readers = models.TextField(
        blank=True,
        max_length=2000,
        help_text="What readers are told, where the claim was published.",
    )
    claim_version = models.PositiveIntegerField()
    standards = models.ForeignKey(
        StandardsVersion, models.PROTECT, related_name="+", null=True
    )
    corroboration = models.JSONField()
    findings = models.JSONField(default=list)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim", "claim_version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "claim_version"], name="verification_once_per_version"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="verification_has_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(move=Move.VERIFY)
                | models.Q(standards__isnull=False),
                name="verification_names_its_standards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class QuoteVerification(Record):
    """One decision on one quote."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="verifications")
    move = models.CharField(max_length=12, choices=QuoteMove)
    from_status = models.CharField(max_length=12, choices=QuoteStatus)
    to_status = models.CharField(max_length=12, choices=QuoteStatus)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    reason = models.TextField(max_length=5000)
    quote_version = models.PositiveIntegerField()

    objects = RecordQuerySet["QuoteVerification"].as_manager()

    class Meta:
        ordering: ClassVar = ["quote", "quote_version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["quote", "quote_version"],
                name="quote_verification_once_per_version",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="quote_verification_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
