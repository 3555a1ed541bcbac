"""Telling the broker that a job is due. A lost message costs only time."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from celery import current_app
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import KombuError

from tracker.models import Job

TASK: Final = "tracker.run_job"
PATIENCE: Final = timedelta(seconds=15)  # until a first message counts as lost
DOUBLINGS: Final = 8  # at most about an hour

log = logging.getLogger(__name__)


def send(job_id: UUID) -> bool:
    """Send the job's id. False when the broker cannot be reached: the sweep will.

    How long the message is given, before the sweep sends another, doubles each time.
    """
    try:
        current_app.send_task(TASK, args=[str(job_id)], ignore_result=True)
    except (KombuError, OSError):
        log.warning("The broker did not take a job; the sweep will send it again.")
        return False
    job = Job.objects.open().filter(pk=job_id)
    sends = job.values_list("sends", flat=True).first()
    if sends is not None:
        patience = PATIENCE * 2 ** min(sends, DOUBLINGS)
        job.update(
            sent_at=Now(), sends=F("sends") + 1, run_after=timezone.now() + patience
        )
    return True
