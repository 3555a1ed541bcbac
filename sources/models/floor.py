"""How few people a published article may leave as the possible source."""

from typing import ClassVar, Final

from django.db import models

from sources.models.source import CandidateBand
from tracker.models import EditableRecord, RecordQuerySet

FLOORS: Final = (
    CandidateBand.UNDER_10,
    CandidateBand.UNDER_100,
    CandidateBand.UNDER_1000,
)
"""What a desk may choose. There is no "none": the check cannot be switched off."""

DEFAULT_FLOOR: Final = CandidateBand.UNDER_100


class JigsawFloor(EditableRecord):
    """A desk's floor from a moment on; the newest is in force, the others stay."""

    band = models.CharField(max_length=10, choices=[(b.value, b.label) for b in FLOORS])
    reason = models.TextField(max_length=2000)

    objects = RecordQuerySet["JigsawFloor"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(band__in=[b.value for b in FLOORS]),
                name="floor_band_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="floor_has_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["desk", "-created_at"], name="floor_by_desk"),
        ]

    def __str__(self) -> str:
        return self.get_band_display()
