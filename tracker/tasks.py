"""Celery's side of the jobs. Arguments are ids; nothing is returned."""

from uuid import UUID

from celery import shared_task

from tracker.audit.anchors import sign_head_if_moved
from tracker.jobs import handles
from tracker.jobs.run import run
from tracker.jobs.send import TASK
from tracker.jobs.sweep import sweep
from tracker.services import exports, packing


@shared_task(name=TASK, acks_late=True, ignore_result=True)
def run_job(job_id: str) -> None:
    """Do one job. Safe to run twice, late, or never: the row is the truth."""
    run(UUID(job_id))


@shared_task(name="tracker.sweep_jobs", ignore_result=True, expires=10)
def sweep_jobs() -> None:
    """Send again what was lost; run by beat every few seconds."""
    sweep()


@shared_task(name="tracker.anchor_head", ignore_result=True, expires=600)
def anchor_head() -> None:
    """Sign the end of the audit chain, if it moved; run by beat every quarter hour."""
    sign_head_if_moved()


@handles(exports.JOB, begun=packing.begun, gave_up=packing.gave_up)
def make_export(export_id: UUID) -> None:
    """Write one export's package. Running it twice finds the first one's and stops."""
    packing.make(export_id)


@shared_task(name="tracker.expire_exports", ignore_result=True, expires=600)
def expire_exports() -> None:
    """End exports past their time and delete their packages; run by beat."""
    exports.expire()
