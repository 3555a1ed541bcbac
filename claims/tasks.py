"""What the worker does for this app: one function a kind of job."""

from uuid import UUID

from celery import shared_task

from claims.services import extraction
from tracker.jobs import handles


@handles(extraction.JOB, begun=extraction.begun, gave_up=extraction.gave_up)
def extract(run_id: UUID) -> None:
    """Read one revision. Running it twice finds the run done and changes nothing."""
    extraction.run(run_id)


@shared_task(name="claims.read_missed", ignore_result=True, expires=60)
def read_missed() -> None:
    """Have revisions read whose news was lost; run by beat every minute."""
    extraction.request_missed()
