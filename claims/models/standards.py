"""The desk's sourcing standards, version by version."""

from typing import ClassVar

from django.db import models

from tracker.models import EditableRecord, RecordQuerySet


class Preset(models.TextChoices):
    """Modelled on kinds of published newsroom policies."""

    WIRE = "wire", "Wire"
    PUBLIC_BROADCASTER = "public-broadcaster", "Public broadcaster"
    NATIONAL_DAILY = "national-daily", "National daily"
    STRICT = "strict", "Strict"


class StandardsVersion(EditableRecord):
    """Rules in force on a desk from a moment on; never changed, only followed."""

    number = models.PositiveIntegerField()
    preset = models.CharField(max_length=20, choices=Preset)
    parameters = models.JSONField(default=dict)
    effective_from = models.DateTimeField()

    objects = RecordQuerySet["StandardsVersion"].as_manager()

    class Meta:
        ordering: ClassVar = ["desk", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["desk", "number"], name="standards_number_once"
            ),
            models.UniqueConstraint(fields=["desk", "id"], name="standards_in_desk"),
            models.CheckConstraint(
                condition=models.Q(preset__in=Preset.values),
                name="standards_preset_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_preset_display()}, version {self.number}"
