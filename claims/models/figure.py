"""Numbers that a claim asserts, so that two claims can be compared by them."""

from typing import ClassVar, Self

from django.db import models

from claims.models.claim import Claim
from tracker.models import Record, RecordQuerySet


class FigureQuerySet(RecordQuerySet["Figure"]):
    def current(self) -> Self:
        """Those that hold, small ones first among those entered together."""
        return self.filter(ended_at=None).order_by("created_at", "low", "high", "pk")


class Figure(Record):
    """An amount, as an interval: “nearly 3,000 tonnes” is not one number."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="figures")
    low = models.DecimalField(max_digits=24, decimal_places=6)
    high = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(low__lte=models.F("high")),
                name="figure_is_an_interval",
            ),
        ]

    def __str__(self) -> str:
        amount = f"{self.low.normalize():f}"
        if self.low != self.high:
            amount += f" to {self.high.normalize():f}"
        return f"{amount} {self.unit}".strip()

    @property
    def as_line(self) -> str:
        """As people write it: low; high; unit; place."""
        low, high = (f"{amount.normalize():f}" for amount in (self.low, self.high))
        return f"{low}; {high}; {self.unit}; {self.place}".rstrip("; ")
