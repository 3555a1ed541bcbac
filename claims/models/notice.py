"""Word to one person that there is something to see, and how they hear of it."""

import zoneinfo
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from claims.models.annotation import Annotation
from claims.models.claim import Claim
from tracker.models import Desk

if TYPE_CHECKING:
    from tracker.models import User

UTC_NAME: Final = "UTC"


class Notice(models.TextChoices):
    """What there is word of. The text is made from this alone."""

    ASSIGNED = "assigned", "You were given a task"
    MENTIONED = "mentioned", "You were mentioned in a note"
    ANSWERED = "answered", "Your note was answered"
    DECIDED = "decided", "A claim that you entered was decided on"
    BELOW_STANDARD = "below_standard", "A verified claim fell below the standards"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, user: "User") -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unmailed(self) -> Self:
        return self.filter(mailed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Notification(models.Model):
    """Word to one person that there is something to see. Says what kind, not what.

    No part of the legal record (reading it is nobody's business but the reader's), so
    not in the audit chain.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications"
    )
    kind = models.CharField(max_length=16, choices=Notice)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+", null=True)
    annotation = models.ForeignKey(
        Annotation, models.PROTECT, related_name="+", null=True
    )
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Notice.values), name="notification_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at"], name="notification_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Mailing(models.TextChoices):
    NONE = "none", "Never"
    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day, in the morning"


class NoticeWish(models.Model):
    """How one person wants to hear of notices, and in which time zone they live.

    Like the notices themselves no part of the legal record.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", primary_key=True
    )
    mailing = models.CharField(max_length=8, choices=Mailing, default=Mailing.AT_ONCE)
    time_zone = models.CharField(max_length=64, default=UTC_NAME)
    digested_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(mailing__in=Mailing.values),
                name="notice_wish_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_mailing_display())

    @classmethod
    def of(cls, user: "User") -> "NoticeWish":
        """Return what the person said, or what holds until they do."""
        return cls.objects.filter(user=user).first() or cls(user=user)

    def local(self, moment: datetime) -> datetime:
        """Return the moment as the person's clock shows it."""
        return moment.astimezone(zoneinfo.ZoneInfo(self.time_zone))
