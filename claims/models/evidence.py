"""What speaks for a claim, against it, or about it."""

from typing import ClassVar, Final

from django.db import models

from claims.models.claim import Claim
from sources.models import Document, Quote
from tracker.models import EditableRecord, RecordQuerySet, Span


class Bearing(models.TextChoices):
    SUPPORTS = "supports", "Supports"
    REFUTES = "refutes", "Refutes"
    CONTEXT = "context", "Gives context"


class Credibility(models.IntegerChoices):
    """NATO Admiralty scale, for the piece of information. 6 is no bad mark."""

    CONFIRMED = 1, "1: confirmed by others"
    PROBABLY_TRUE = 2, "2: probably true"
    POSSIBLY_TRUE = 3, "3: possibly true"
    DOUBTFUL = 4, "4: doubtful"
    IMPROBABLE = 5, "5: improbable"
    CANNOT_BE_JUDGED = 6, "6: cannot be judged"


WORST_CAP: Final = Credibility.DOUBTFUL


def best_credibility(hops: int) -> int:
    """Return the best grade for what was heard through so many people.

    Whoever was there may be graded 1; each person in between costs a grade.
    """
    return min(Credibility.CONFIRMED + hops, WORST_CAP)


def capped(credibility: int, hops: int) -> int:
    """Return the grade that counts, however near the source was thought to be once."""
    if credibility == Credibility.CANNOT_BE_JUDGED:
        return credibility
    return max(credibility, best_credibility(hops))


class Evidence(EditableRecord):
    """A quote, or a passage of a document, that bears on a claim."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    quote = models.ForeignKey(
        Quote, models.PROTECT, related_name="evidence", null=True, blank=True
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="evidence", null=True, blank=True
    )
    passage = models.ForeignKey(
        Span, models.PROTECT, related_name="evidence", null=True, blank=True
    )
    bearing = models.CharField(max_length=10, choices=Bearing)
    credibility = models.PositiveSmallIntegerField(
        choices=Credibility, default=Credibility.CANNOT_BE_JUDGED
    )
    rationale = models.TextField(blank=True, max_length=2000)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RecordQuerySet["Evidence"].as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "quote"],
                condition=models.Q(withdrawn_at=None, quote__isnull=False),
                name="evidence_quote_once",
            ),
            models.UniqueConstraint(
                fields=["claim", "passage"],
                condition=models.Q(withdrawn_at=None, passage__isnull=False),
                name="evidence_passage_once",
            ),
            models.CheckConstraint(
                condition=models.Q(quote__isnull=False, document=None, passage=None)
                | models.Q(quote=None, document__isnull=False, passage__isnull=False),
                name="evidence_is_quote_or_passage",
            ),
            models.CheckConstraint(
                condition=models.Q(bearing__in=Bearing.values),
                name="evidence_bearing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(credibility__in=Credibility.values),
                name="evidence_credibility_known",
            ),
            models.CheckConstraint(
                condition=models.Q(credibility=Credibility.CANNOT_BE_JUDGED)
                | ~models.Q(rationale=""),
                name="evidence_grade_has_rationale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bearing_display().lower()} a claim"
