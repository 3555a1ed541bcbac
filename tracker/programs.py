"""How the programs of an installation are started, whichever way it is run."""

import sys
from collections.abc import Sequence

WORKER_STATEMENT_TIMEOUT = "300"


def worker(*, with_beat: bool, processes: int = 2) -> Sequence[str]:
    """A Celery worker; `with_beat` when it is the only one and keeps the clock too."""
    command = [
        *(sys.executable, "-m", "celery", "--app", "config", "--quiet", "worker"),
        *("--concurrency", str(processes), "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    if with_beat:
        # The schedule is in memory: nothing in it waits longer than a restart.
        command += ["--beat", "--scheduler", "celery.beat:Scheduler"]
    return command


def web(address: str) -> Sequence[str]:
    """The web server, as in production."""
    gunicorn = (sys.executable, "-m", "gunicorn")
    return [*gunicorn, "--config", "python:config.gunicorn", "--bind", address]
