"""What the worker does for this app by the clock."""

from celery import shared_task
from django.utils import timezone

from sources.services import retention


@shared_task(name="sources.expire_records", ignore_result=True, expires=3600)
def expire_records() -> None:
    """Forget what is past its time, every hour: before anybody asks for it."""
    retention.expire(today=timezone.localdate())
