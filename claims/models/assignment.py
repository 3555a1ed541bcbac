"""Work that is somebody's, or waits for somebody; and word of it."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from claims.models.annotation import Annotation
from claims.models.claim import Claim
from claims.workflow import Status
from tracker.models import Desk, EditableRecord, RecordQuerySet

if TYPE_CHECKING:
    from tracker.models import User


class Task(models.TextChoices):
    REVIEW = "review", "Review"
    SECOND_READING = "second_reading", "Second reading"
    RECHECK = "recheck", "Check again"  # what it rests on has changed
    OTHER = "other", "Something else"


class Cause(models.TextChoices):
    """What made a claim fall below standard; names nobody and nothing."""

    ASKED = "asked", "Somebody asked"
    SOURCE = "source", "A source changed"
    LINK = "link", "How two sources are tied changed"
    DOCUMENT = "document", "A document was withdrawn"
    QUOTE = "quote", "A quote changed"
    CLAIM = "claim", "Its evidence or a cross-check changed"
    STANDARDS = "standards", "The standards, or what time brings"


class AssignmentQuerySet(RecordQuerySet["Assignment"]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def mine(self, user: "User") -> Self:
        return self.filter(assignee=user)

    def nobodys(self) -> Self:
        return self.filter(assignee=None)

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def sealing(self, user: "User") -> Self:
        """Second readings asked of this person, and not given yet: they are blind."""
        return self.open().filter(
            assignee=user, task=Task.SECOND_READING, claim__status=Status.IN_REVIEW
        )

    def by_urgency(self) -> Self:
        return self.order_by(
            models.F("due_on").asc(nulls_last=True), "created_at", "pk"
        )


class Assignment(EditableRecord):
    """A task about a claim. Without an assignee it is the whole desk's."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="assignments")
    task = models.CharField(max_length=16, choices=Task, default=Task.REVIEW)
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.ASKED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    # Nobody, when the record itself asks: a source fell, and the claim with it.
    entered_by = models.ForeignKey(  # type: ignore[assignment]  # null, unlike others
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    message = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="assignment_in_desk"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(task=Task.RECHECK, done_at=None),
                name="assignment_one_open_recheck",
            ),
            models.UniqueConstraint(
                fields=["claim", "task", "assignee"],
                condition=models.Q(done_at=None),
                name="assignment_once_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(task__in=Task.values, cause__in=Cause.values),
                name="assignment_task_and_cause_known",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_by__isnull=False)
                | ~models.Q(cause=Cause.ASKED),
                name="assignment_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, done_by=None)
                | models.Q(done_at__isnull=False),
                name="assignment_done_by_when_done",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["assignee", "due_on"],
                condition=models.Q(done_at=None),
                name="assignment_mine",
            ),
            models.Index(
                fields=["desk", "task", "due_on"],
                condition=models.Q(done_at=None),
                name="assignment_open",
            ),
        ]

    def __str__(self) -> str:
        return self.get_task_display().lower()


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
