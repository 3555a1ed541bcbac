"""The Celery app and what it does by the clock."""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

app = Celery("sourceline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Safety nets: what they find has been asked for before and got lost.
app.conf.beat_schedule = {
    "send again what the broker lost": {"task": "tracker.sweep_jobs", "schedule": 5.0},
    "read what nobody asked to read": {"task": "claims.read_missed", "schedule": 60.0},
    "sign the head of the record": {
        "task": "tracker.anchor_head",
        "schedule": crontab(minute="*/15"),
    },
    "forget packages past their time": {
        "task": "tracker.expire_exports",
        "schedule": crontab(minute="*/10"),
    },
    "forget what is past its time": {
        "task": "sources.expire_records",
        "schedule": crontab(minute=7),
    },
    "mail who wants to hear once a day": {
        "task": "claims.request_digests",
        "schedule": 600.0,
    },
    "see what time brought down": {"task": "claims.recheck_all", "schedule": 3600.0},
}


@setup_logging.connect
def keep_our_logging(**_signal: Any) -> None:
    """Django has set logging up, with the formatter that says no exception's words."""


@app.on_after_configure.connect
def make_broker_folders(sender: Celery, **_signal: Any) -> None:
    """The filesystem transport wants its folders to be there."""
    options = sender.conf.broker_transport_options
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True, mode=0o700)
