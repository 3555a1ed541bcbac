"""What the worker does for this app: one function a kind of job."""

from uuid import UUID

from celery import shared_task

from claims.models import Cause
from claims.services import extraction, mailing, notices, rechecks
from tracker.jobs import handles


@handles(extraction.JOB, begun=extraction.begun, gave_up=extraction.gave_up)
def extract(run_id: UUID) -> None:
    """Read one revision. Running it twice finds the run done and changes nothing."""
    extraction.run(run_id)


@handles(notices.JOB)
def mail_notice(notice_id: UUID) -> None:
    """Tell somebody by mail that there is something to see, unless they saw it."""
    mailing.mail(notice_id)


@handles(mailing.DIGEST)
def mail_digest(user_id: UUID) -> None:
    """Tell somebody once a day what waits; a second run finds that they were told."""
    mailing.mail_digest(user_id)


@handles(rechecks.JOBS[Cause.SOURCE])
def recheck_source(source_id: UUID) -> None:
    """Make review tasks of what fell with a source; twice makes no second task."""
    rechecks.recheck(Cause.SOURCE, source_id)


@handles(rechecks.JOBS[Cause.LINK])
def recheck_link(source_id: UUID) -> None:
    rechecks.recheck(Cause.LINK, source_id)


@handles(rechecks.JOBS[Cause.DOCUMENT])
def recheck_document(document_id: UUID) -> None:
    rechecks.recheck(Cause.DOCUMENT, document_id)


@handles(rechecks.JOBS[Cause.QUOTE])
def recheck_quote(quote_id: UUID) -> None:
    rechecks.recheck(Cause.QUOTE, quote_id)


@handles(rechecks.JOBS[Cause.CLAIM])
def recheck_claim(claim_id: UUID) -> None:
    rechecks.recheck(Cause.CLAIM, claim_id)


@handles(rechecks.JOBS[Cause.STANDARDS])
def recheck_desk(desk_id: UUID) -> None:
    rechecks.recheck(Cause.STANDARDS, desk_id)


@shared_task(name="claims.read_missed", ignore_result=True, expires=60)
def read_missed() -> None:
    """Have revisions read whose news was lost; run by beat every minute."""
    extraction.request_missed()


@shared_task(name="claims.recheck_all", ignore_result=True, expires=3600)
def recheck_all() -> None:
    """Hold every settled claim against the standards of the hour; run by beat."""
    rechecks.request_all()


@shared_task(name="claims.request_digests", ignore_result=True, expires=600)
def request_digests() -> None:
    """Find whose morning it is; run by beat every ten minutes."""
    mailing.request_digests()
