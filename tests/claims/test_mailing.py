"""Mail: that there is something to see, to who wants it, once, and nothing of what."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine

from claims.models import Mailing, Notice, NoticeWish, Notification
from claims.services import assignments, mailing, notices
from tests.factories.claims import ClaimFactory
from tests.factories.tracker import UserFactory
from tracker.audit import System
from tracker.errors import Invalid, NotFound
from tracker.models import Job
from tracker.services import desks

pytestmark = pytest.mark.django_db
SECRET = "The bridge at CANARY is closed."


@pytest.fixture
def claim(desk):
    return ClaimFactory(desk=desk, text=SECRET)


@pytest.fixture
def told(claim, checker, editor):
    """The checker's notice of work that was given to them."""
    assignments.assign(
        claim.pk, by=editor, assignee_id=checker.pk, message="CANARY by noon"
    )
    return Notification.objects.get()


def wants(user, mailing_wish, zone="UTC"):
    return mailing.choose(by=user, mailing=mailing_wish, time_zone=zone)


def mails_asked() -> int:
    return Job.objects.filter(kind=notices.JOB).count()


def test_a_mail_says_that_and_where_but_not_what(told, checker, mailoutbox, settings):
    settings.SITE_URL = "https://desk.example"
    mailing.mail(told.pk)
    (mail,) = mailoutbox
    assert mail.to == [checker.email]
    assert f"https://desk.example/notices/{told.pk}/" in mail.body
    assert "CANARY" not in str(mail.message())
    assert checker.name not in mail.body


def test_no_address_is_made_up_where_none_is_set(told, mailoutbox):
    mailing.mail(told.pk)
    assert "http" not in mailoutbox[0].body
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_a_notice_is_mailed_once(told, mailoutbox):
    mailing.mail(told.pk)
    mailing.mail(told.pk)
    assert len(mailoutbox) == 1


def test_what_was_read_meanwhile_is_not_mailed(told, checker, mailoutbox):
    notices.read(by=checker)
    mailing.mail(told.pk)
    assert mailoutbox == []


def test_who_left_the_desk_is_not_mailed(told, checker, mailoutbox):
    membership = checker.memberships.get()
    desks.dismiss(membership.pk, by=System.COMMAND, reason="Left the paper.")
    mailing.mail(told.pk)
    assert mailoutbox == []


@pytest.mark.parametrize("wish", [Mailing.NONE, Mailing.DAILY])
def test_who_wants_no_mail_at_once_gets_none(claim, checker, editor, wish, mailoutbox):
    wants(checker, wish)
    assignments.assign(claim.pk, by=editor, assignee_id=checker.pk)
    assert mails_asked() == 0
    mailing.mail(Notification.objects.get().pk)
    assert mailoutbox == []


def test_a_digest_comes_once_a_day_in_the_morning_there(told, checker, mailoutbox):
    wants(checker, Mailing.DAILY, "Asia/Seoul")
    with time_machine.travel(datetime(2026, 3, 1, 22, 30, tzinfo=UTC), tick=False):
        mailing.mail_digest(checker.pk)  # 07:30 in Seoul
        assert mailoutbox == []
    with time_machine.travel(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), tick=False):
        mailing.mail_digest(checker.pk)  # 08:30 on the 2nd
        mailing.mail_digest(checker.pk)
    assert len(mailoutbox) == 1
    assert NoticeWish.objects.get().digested_on.isoformat() == "2026-03-02"


def test_a_digest_counts_what_waits(desk, checker, editor, mailoutbox):
    wants(checker, Mailing.DAILY)
    for claim in ClaimFactory.create_batch(2, desk=desk, text=SECRET):
        assignments.assign(claim.pk, by=editor, assignee_id=checker.pk)
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        mailing.request_digests()
        mailing.request_digests()
        (job,) = Job.objects.filter(kind=mailing.DIGEST)
        mailing.mail_digest(job.subject)
        mailing.request_digests()
    (mail,) = mailoutbox
    assert "2 × You were given a task" in mail.body
    assert "CANARY" not in str(mail.message())
    assert not Notification.objects.unmailed().exists()
    assert Job.objects.filter(kind=mailing.DIGEST).count() == 1


def test_a_digest_with_nothing_in_it_is_not_sent(checker, mailoutbox):
    wants(checker, Mailing.DAILY)
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False):
        mailing.request_digests()
        mailing.mail_digest(checker.pk)
    assert mailoutbox == []


def test_a_time_zone_that_is_none_is_refused(checker):
    with pytest.raises(Invalid, match="time zone"):
        wants(checker, Mailing.DAILY, "Mars/Olympus")


def test_a_mail_s_link_stops_mail_and_only_its_own_persons(told, checker, settings):
    settings.SITE_URL = "https://desk.example"
    headers = mailing._headers(checker)
    token = urlsplit(headers["List-Unsubscribe"].strip("<>")).path.split("/")[3]
    mailing.stop(token)
    assert NoticeWish.of(checker).mailing == Mailing.NONE
    assert NoticeWish.of(UserFactory()).mailing == Mailing.AT_ONCE
    with pytest.raises(NotFound):
        mailing.stop(f"{token}x")


def test_a_notice_is_opened_by_its_reader_and_then_read(told, checker, editor):
    with pytest.raises(NotFound):
        notices.open_notice(told.pk, by=editor)
    assert notices.open_notice(told.pk, by=checker).kind == Notice.ASSIGNED
    told.refresh_from_db()
    assert told.read_at is not None
