"""What the worker does for this app: one function a kind of job, and by the clock."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from sources.services import retention, uploads
from tracker.jobs import handles


@handles(uploads.JOB, begun=uploads.begun, gave_up=uploads.gave_up)
def read_upload(upload_id: UUID) -> None:
    """Read one file. Running it twice finds it settled and changes nothing."""
    uploads.read(upload_id)


@shared_task(name="sources.expire_records", ignore_result=True, expires=3600)
def expire_records() -> None:
    """Forget what is past its time, every hour: before anybody asks for it."""
    retention.expire(today=timezone.localdate())
