"""When and how a source was reached: coarse, private, and soon forgotten."""

from typing import ClassVar

from django.db import models

from sources.models.source import OfSourceQuerySet, Source
from tracker.models import EditableRecord


class Channel(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    CALL = "call", "Call"
    MESSAGE = "message", "Message"
    MAIL = "mail", "Mail or e-mail"
    GO_BETWEEN = "go_between", "Through somebody"


class Contact(EditableRecord):
    """A week in which a source was in touch, and the class of the channel.

    Never the day, the number or the service. After retention (`expired_at`) neither is
    left; that there was a contact stays.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="contacts")
    week = models.DateField("Monday of the week", null=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    expired_at = models.DateTimeField(null=True)

    objects = OfSourceQuerySet["Contact"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(week=None) | models.Q(week__iso_week_day=1),
                name="contact_week_starts_on_monday",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    expired_at=None, week__isnull=False, channel__in=Channel.values
                )
                | models.Q(expired_at__isnull=False, week=None, channel=""),
                name="contact_complete_until_it_expires",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["week"],
                condition=models.Q(expired_at=None),
                name="contact_to_expire",
            ),
        ]

    def __str__(self) -> str:
        return "a contact"
