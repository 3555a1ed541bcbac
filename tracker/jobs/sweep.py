"""Finding the work whose message was lost, or whose worker was."""

from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from tracker.jobs.send import PATIENCE, send
from tracker.models import Job

IN_FLIGHT: Final = 200  # without a cap, re-sending outruns the workers
LOCK: Final = 7_305_301  # advisory lock: one sweep at a time


def sweep() -> int:
    """Send again what is due and not under way; return how many were sent.

    A job that a worker is doing has its row locked and is skipped. One that is marked
    running and is not locked has lost its worker.
    """
    with transaction.atomic():
        due = _due() if _alone() else []
    return sum(send(job_id) for job_id in due)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _due() -> list[UUID]:
    now = timezone.now()
    in_flight = Job.objects.open().filter(sent_at__gt=now - PATIENCE).count()
    rows = (
        Job.objects.select_for_update(skip_locked=True)
        .open()
        .filter(run_after__lte=now)
        .order_by("run_after", "pk")
    )
    return [job.pk for job in rows[: max(IN_FLIGHT - in_flight, 0)]]
