"""Writing a job row, and telling the broker about it once it is committed."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tracker import policy
from tracker.audit import note
from tracker.errors import Conflict, NotFound
from tracker.jobs.send import send
from tracker.models import Job, JobState, User


def enqueue(kind: str, subject: UUID, *, desk_id: UUID) -> Job:
    """Have the work done on this subject. To be called inside a transaction.

    A second call while the first job is open returns that job.
    """
    job, created = Job.objects.get_or_create(
        kind=kind,
        subject=subject,
        state__in=[JobState.QUEUED, JobState.RUNNING],
        defaults={"desk_id": desk_id, "state": JobState.QUEUED},
    )
    if created:
        transaction.on_commit(partial(send, job.pk), robust=True)
    return job


@transaction.atomic
def requeue(job_id: UUID, *, by: User, reason: str = "") -> Job:
    """Try dead work again, from its first try. On the audit record."""
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or not policy.can_view(by, job):
        raise NotFound("There is no such job.")
    policy.can_requeue(by, job).or_refuse()
    if job.state != JobState.DEAD:
        raise Conflict("Only work that has failed for good can be queued again.")
    note(
        by=by,
        action="job.requeued",
        table="tracker_job",
        row=job.pk,
        desk=job.desk_id,
        reason=reason,
    )
    Job.objects.filter(pk=job.pk).update(
        state=JobState.QUEUED, tries=0, sends=0, run_after=timezone.now(), ended_at=None
    )
    job.refresh_from_db()
    transaction.on_commit(partial(send, job.pk), robust=True)
    return job
