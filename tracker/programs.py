"""How the programs of an installation are started, whichever way it is run.

`python -m tracker.programs web 0.0.0.0:8000` (or `worker`, `beat`) becomes that
program; the launcher and the tests take the same commands from the functions.
"""

import http.client
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

WORKER_STATEMENT_TIMEOUT = "300"


def worker(*, with_beat: bool = False, processes: int = 2) -> Sequence[str]:
    """A Celery worker; `with_beat` when it is the only one and keeps the clock too."""
    command = [
        *(*_celery(), "worker", "--concurrency", str(processes), "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    return [*command, "--beat", *_IN_MEMORY] if with_beat else command


def beat() -> Sequence[str]:
    """The clock; one to an installation."""
    return [*_celery(), "beat", "--loglevel", "INFO", "--pidfile", "", *_IN_MEMORY]


def web(address: str) -> Sequence[str]:
    """The web server, as in production."""
    gunicorn = (sys.executable, "-m", "gunicorn")
    return [*gunicorn, "--config", "python:config.gunicorn", "--bind", address]


def answers(address: str) -> bool:
    """A web server at this address says that it can do its work."""
    named = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip(" .")
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": named})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def become(name: str, *details: str) -> NoReturn:
    """Turn this process into one of the programs above."""
    if name == "worker":
        os.environ.setdefault("STATEMENT_TIMEOUT", WORKER_STATEMENT_TIMEOUT)
    programs: dict[str, Callable[..., Sequence[str]]]
    programs = {"worker": worker, "beat": beat, "web": web}
    command = programs[name](*details)
    os.execv(command[0], [*command])  # noqa: S606 (no shell is wanted)


def _celery() -> Sequence[str]:
    return (sys.executable, "-m", "celery", "--app", "config", "--quiet")


# The schedule is in memory: nothing in it waits longer than a restart.
_IN_MEMORY = ("--scheduler", "celery.beat:Scheduler")


if __name__ == "__main__":
    if sys.argv[1] == "answers":
        sys.exit(not answers(sys.argv[2]))
    become(*sys.argv[1:])
