"""Work that must not be lost: a row, committed with what wants the work done."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from tracker.models.desk import Desk


class JobState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    DEAD = "dead", "Failed for good"


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def dead(self) -> "JobQuerySet":
        return self.filter(state=JobState.DEAD)


class Job(models.Model):
    """One piece of work on one subject. The broker's message is only its id.

    Not part of the legal record (it changes with every try), so not in the audit
    chain; what a job does is. A failure keeps the error's class and a fingerprint,
    never its words, which may hold the row's values.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.UUIDField(help_text="Id of the row that the work is about.")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    sends = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    run_after = models.DateTimeField(
        db_default=Now(), help_text="Not to be sent (again) before."
    )
    sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error_class = models.CharField(max_length=120, blank=True)
    error_fingerprint = models.CharField(max_length=16, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(state__in=["queued", "running"]),
                name="job_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["run_after", "id"],
                condition=models.Q(state__in=["queued", "running"]),
                name="job_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
