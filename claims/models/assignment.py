"""Work that is somebody's, or waits for somebody."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.models.claim import Claim
from claims.workflow import Status
from tracker.models import EditableRecord, RecordQuerySet

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
    # Who was asked to read blind and is asked no longer: nothing was sealed since.
    given_back_by = ArrayField(models.UUIDField(), default=list, editable=False)
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
