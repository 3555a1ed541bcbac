"""A job is done exactly once in effect, whatever dies in between."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests.factories.tracker import DeskFactory, JobFactory, member
from tracker.errors import Conflict, NotAllowed, NotFound
from tracker.faults import fingerprint
from tracker.jobs import enqueue, handles, requeue, send
from tracker.jobs.registry import HANDLERS
from tracker.jobs.run import MAX_TRIES, run
from tracker.jobs.sweep import IN_FLIGHT, sweep
from tracker.models import Desk, Job, JobState, Role


class Spilled(Exception):
    """Stands for a database error, whose message holds the row's values."""


@pytest.fixture
def seen():
    """Subjects that the test's own kinds of work were done on."""
    done = []
    handles("test.work")(done.append)
    yield done
    del HANDLERS["test.work"]


@pytest.fixture
def gave_up():
    """Kinds of work that always fail, and what is said when they are given up."""
    said = []

    def fail(subject):
        raise Spilled(f"Key (codename)=(HERON) of {subject} exists")

    handles("test.fails", gave_up=lambda _, error_class: said.append(error_class))(fail)
    yield said
    del HANDLERS["test.fails"]


@pytest.fixture
def sent(monkeypatch):
    """Stands for the broker: what it was told."""
    told = []
    monkeypatch.setattr(
        send.current_app, "send_task", lambda name, args, **_: told.append(args[0])
    )
    return told


@pytest.mark.django_db
def test_a_job_is_done_once(seen):
    job = JobFactory()
    run(job.pk)
    run(job.pk)
    job.refresh_from_db()
    assert seen == [job.subject]
    assert (job.state, job.tries) == (JobState.DONE, 1)


@pytest.mark.django_db
def test_a_message_for_no_job_is_nothing(seen):
    run(uuid4())
    assert seen == []


@pytest.mark.django_db
def test_a_failure_waits_longer_each_time_and_keeps_no_words(gave_up, caplog):
    job = JobFactory(kind="test.fails")
    run(job.pk)
    second = timezone.now()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.QUEUED, 2)
    assert job.run_after > second + timedelta(seconds=3)
    assert job.error_class == "Spilled"
    assert len(job.error_fingerprint) == 16
    assert "HERON" not in caplog.text
    assert "Spilled" in caplog.text


@pytest.mark.django_db
def test_after_eight_tries_it_is_a_dead_letter(gave_up):
    job = JobFactory(kind="test.fails")
    for _ in range(MAX_TRIES + 3):
        run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.DEAD, MAX_TRIES)
    assert gave_up == ["Spilled"]


@pytest.mark.django_db
def test_work_that_kills_its_worker_every_time_comes_to_an_end(seen):
    job = JobFactory(tries=MAX_TRIES, state=JobState.RUNNING)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_class) == (JobState.DEAD, "WorkerLost")
    assert seen == []


@pytest.mark.django_db
def test_the_fingerprint_names_the_place_not_the_words():
    def fails(words):
        raise Spilled(words)

    prints = set()
    for words in ("HERON", "OSPREY"):
        try:
            fails(words)
        except Spilled as error:
            prints.add(fingerprint(error))
    assert len(prints) == 1


@pytest.mark.django_db
def test_the_broker_is_told_once_the_row_is_committed(
    sent, seen, django_capture_on_commit_callbacks
):
    desk, subject = DeskFactory(), uuid4()
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("test.work", subject, desk_id=desk.pk)
        again = enqueue("test.work", subject, desk_id=desk.pk)
        assert sent == []
    assert again == job
    assert sent == [str(job.pk)]


@pytest.mark.django_db
def test_a_broker_that_is_away_loses_nothing(
    monkeypatch, sent, seen, django_capture_on_commit_callbacks
):
    def away(*_args, **_options):
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(send.current_app, "send_task", away)
        with django_capture_on_commit_callbacks(execute=True):
            job = enqueue("test.work", uuid4(), desk_id=DeskFactory().pk)
    assert sweep() == 1
    assert sent == [str(job.pk)]


@pytest.mark.django_db
def test_the_sweep_sends_again_what_is_due_with_growing_patience(sent, seen):
    job = JobFactory()
    assert [sweep(), sweep()] == [1, 0]
    Job.objects.update(run_after=timezone.now(), sent_at=timezone.now() - timedelta(1))
    again = timezone.now()
    assert sweep() == 1
    job.refresh_from_db()
    assert job.run_after > again + timedelta(seconds=25)
    assert sent == [str(job.pk)] * 2


@pytest.mark.django_db
def test_the_sweep_never_has_more_than_its_share_in_flight(sent, seen):
    desk = DeskFactory()
    JobFactory.create_batch(IN_FLIGHT + 5, desk=desk)
    assert sweep() == IN_FLIGHT
    assert sweep() == 0


@pytest.mark.django_db
def test_dead_work_is_queued_again_by_an_editor_on_record(sent, seen):
    desk = DeskFactory()
    editor = member(desk, Role.EDITOR)
    job = JobFactory(desk=desk, state=JobState.DEAD, tries=MAX_TRIES)
    assert requeue(job.pk, by=editor, reason="Fixed.").state == JobState.QUEUED
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT actor, row_id FROM audit.event WHERE action = %s", ["job.requeued"]
        )
        assert cursor.fetchall() == [(str(editor.pk), str(job.pk))]
    with pytest.raises(Conflict):
        requeue(job.pk, by=editor)


@pytest.mark.django_db
def test_who_may_not_queue_again(sent, seen):
    job = JobFactory(state=JobState.DEAD)
    with pytest.raises(NotAllowed):
        requeue(job.pk, by=member(job.desk, Role.REPORTER))
    with pytest.raises(NotFound):
        requeue(job.pk, by=member(DeskFactory(), Role.EDITOR))


@pytest.mark.usefixtures("committed")
def test_two_workers_with_the_same_message_do_the_work_once():
    started = Barrier(2)
    effects = []
    handles("test.slow")(effects.append)
    with transaction.atomic():
        job = JobFactory(kind="test.slow")

    def worker():
        started.wait()
        run(job.pk)
        connection.close()

    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    del HANDLERS["test.slow"]
    assert len(effects) == 1
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.usefixtures("committed")
def test_the_sweep_leaves_alone_what_a_worker_holds(sent):
    job = JobFactory(state=JobState.RUNNING, tries=1)
    held, done = Barrier(2), Barrier(2)

    def worker():
        with transaction.atomic():
            Job.objects.select_for_update().get(pk=job.pk)
            held.wait()
            done.wait()
        connection.close()

    thread = Thread(target=worker)
    thread.start()
    held.wait()
    assert sweep() == 0
    done.wait()
    thread.join()
    assert sweep() == 1
    assert Desk.objects.count() == 1
