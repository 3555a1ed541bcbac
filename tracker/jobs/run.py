"""Doing one job, exactly once in effect."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tracker.errors import Frozen, frozen
from tracker.faults import fingerprint
from tracker.jobs.registry import HANDLERS
from tracker.models import Job, JobState
from tracker.queries import is_frozen

MAX_TRIES: Final = 8
FIRST_WAIT: Final = timedelta(seconds=2)  # doubled with every try
WHILE_FROZEN: Final = timedelta(seconds=30)

log = logging.getLogger(__name__)


def run(job_id: UUID) -> None:
    """Do the job's work unless somebody else is at it or it is done.

    The try is counted and committed first, so that work which kills its worker
    comes to an end too. Work and the mark that it is done are then one transaction:
    a worker killed in between leaves the row as it was, and the sweep finds it.
    """
    if not _begin(job_id):
        return
    try:
        _work(job_id)
    except Exception as error:  # noqa: BLE001 (whatever failed, the job must say so)
        # Class and fingerprint only: the message may hold the row's values.
        log.warning("Job failed: %s %s", type(error).__name__, fingerprint(error))
        _failed(job_id, error)


@transaction.atomic
def _begin(job_id: UUID) -> bool:
    rows = Job.objects.select_for_update(skip_locked=True).open()
    job = rows.filter(pk=job_id).first()
    if job is None:
        return False
    if is_frozen(job.desk_id):
        _wait(job)
        return False
    if job.tries >= MAX_TRIES:
        _bury(job, "WorkerLost", "")
        return False
    job.state, job.tries, job.started_at = (
        JobState.RUNNING,
        job.tries + 1,
        timezone.now(),
    )
    job.save(update_fields=["state", "tries", "started_at"])
    begun = HANDLERS[job.kind].begun
    if begun is not None:
        begun(job.subject)
    return True


@transaction.atomic
def _work(job_id: UUID) -> None:
    job = (
        Job.objects.select_for_update(skip_locked=True).open().filter(pk=job_id).first()
    )
    if job is None:
        return
    HANDLERS[job.kind].work(job.subject)
    job.state, job.ended_at = JobState.DONE, timezone.now()
    job.save(update_fields=["state", "ended_at"])


@transaction.atomic
def _failed(job_id: UUID, error: Exception) -> None:
    job = Job.objects.select_for_update().open().filter(pk=job_id).first()
    if job is None:
        return
    if isinstance(error, Frozen) or frozen(error) is not None:
        job.tries -= 1  # frozen while at work: no fault of the work's
        _wait(job)
        return
    if job.tries >= MAX_TRIES:
        _bury(job, type(error).__name__, fingerprint(error))
        return
    job.state = JobState.QUEUED
    job.run_after = timezone.now() + FIRST_WAIT * 2 ** (job.tries - 1)
    job.error_class, job.error_fingerprint = type(error).__name__, fingerprint(error)
    job.save(update_fields=["state", "run_after", "error_class", "error_fingerprint"])


def _wait(job: Job) -> None:
    """Leave the work until the freeze is over; waiting counts as no try."""
    job.state, job.run_after = JobState.QUEUED, timezone.now() + WHILE_FROZEN
    job.save(update_fields=["state", "tries", "run_after"])


def _bury(job: Job, error_class: str, error_fingerprint: str) -> None:
    """Put the job among the dead letters, where an editor sees it and may requeue."""
    job.state, job.ended_at = JobState.DEAD, timezone.now()
    job.error_class, job.error_fingerprint = error_class, error_fingerprint
    job.save(update_fields=["state", "ended_at", "error_class", "error_fingerprint"])
    handler = HANDLERS.get(job.kind)
    if handler is not None and handler.gave_up is not None:
        handler.gave_up(job.subject, error_class)
