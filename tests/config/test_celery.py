from config.celery import app


def test_whatever_is_done_by_the_clock_is_a_task():
    app.loader.import_default_modules()
    asked_for = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert asked_for <= set(app.tasks)
    assert "tracker.sweep_jobs" in asked_for


def test_a_message_is_kept_until_the_work_is_done():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_nothing_that_a_task_returns_is_kept():
    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None
    assert app.conf.accept_content == ["json"]
