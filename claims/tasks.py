"""What the worker does for this app: one function a kind of job."""

from uuid import UUID

from claims.services import extraction
from tracker.jobs import handles


@handles(extraction.JOB, gave_up=extraction.gave_up)
def extract(run_id: UUID) -> None:
    """Read one revision. Running it twice finds the run done and changes nothing."""
    extraction.run(run_id)
