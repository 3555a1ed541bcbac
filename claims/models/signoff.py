"""Editors' word for an article that rests mainly on anonymous sources."""

from typing import ClassVar

from django.db import models

from tracker.models import EditableRecord, RecordQuerySet, Revision


class SignOff(EditableRecord):
    """One editor answers for one revision; the next revision needs new ones."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sign_offs")
    reason = models.TextField(max_length=2000)

    objects = RecordQuerySet["SignOff"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["revision", "entered_by"], name="sign_off_once_per_editor"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="sign_off_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return "a sign-off"
