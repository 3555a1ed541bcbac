"""Mail through a real server: a job from the act to the letter box, tried again."""

import pytest
from django.core.mail import get_connection
from django.utils import timezone
from pydantic import SecretStr

from claims.models import Notification
from claims.services import assignments, notices
from config.env import Environment
from config.mail import mail
from tests.factories.claims import ClaimFactory
from tests.factories.tracker import DeskFactory, member
from tests.services.smtp import sink
from tracker import jobs
from tracker.jobs.run import MAX_TRIES, run
from tracker.models import Job, JobState, Role

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture
def server(settings):
    with sink() as server:
        env = Environment(
            email_url=SecretStr(server.url),
            email_from="Desk <desk@newsroom.example>",
            site_url="https://newsroom.example/",
        )
        for name, value in mail(env).items():
            setattr(settings, name, value)
        yield server


@pytest.fixture
def job(server):
    """The job that an assignment's notice has made."""
    desk = DeskFactory()
    claim = ClaimFactory(desk=desk, text="CANARY")
    checker, editor = member(desk, Role.FACT_CHECKER), member(desk, Role.EDITOR)
    assignments.assign(claim.pk, by=editor, assignee_id=checker.pk)
    return Job.objects.get(kind=notices.JOB)


def test_a_notice_arrives_once_with_nothing_protected_in_it(job, server):
    run(job.pk)
    run(job.pk)
    (letter,) = server.received
    notice = Notification.objects.get()
    assert letter["To"] == notice.user.email
    assert letter["From"] == "Desk <desk@newsroom.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"https://newsroom.example/notices/{notice.pk}/" in letter.get_content()
    assert "CANARY" not in letter.as_string()
    assert notice.mailed_at is not None
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_what_the_server_refuses_is_tried_again_later(job, server):
    server.refusing = True
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.QUEUED, 1)
    assert job.run_after > timezone.now()
    server.refusing = False
    run(job.pk)
    assert len(server.received) == 1


def test_what_never_goes_out_is_a_dead_letter_that_can_be_queued_again(job, server):
    server.refusing = True
    for _ in range(MAX_TRIES):
        run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DEAD
    assert "@" not in job.error_class + job.error_fingerprint
    server.refusing = False
    editor = member(job.desk, Role.EDITOR)
    jobs.requeue(job.pk, by=editor, reason="The server is back.")
    run(job.pk)
    assert len(server.received) == 1


def test_a_server_that_is_not_there_fails_the_job_alone(job, server, settings):
    server.server_close()
    settings.EMAIL_PORT = 1
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert get_connection().timeout == settings.EMAIL_TIMEOUT
