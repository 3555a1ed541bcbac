"""What `make run` starts, with PostgreSQL, worker and web server as in earnest."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from config.env import ROOT
from tests.processes import is_alive, wait_until
from tracker.embedded import Server

pytestmark = pytest.mark.services

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


@pytest.fixture
def data():
    with tempfile.TemporaryDirectory(prefix="source line ") as folder:
        yield Path(folder)


@pytest.fixture
def manage(data):
    """Start `manage.py`, where nothing is set that a first run would not have."""
    started = []

    def manage(*arguments, **environment):
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env={
                **{name: os.environ[name] for name in KEPT if name in os.environ},
                "DATA_DIR": str(data),
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield manage
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def descendants(pid):
    """Every process below this one, as the kernel lists them."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *descendants(child)]
    return found


def test_it_comes_up_says_where_and_leaves_nothing_behind(manage, data, port):
    launcher = manage("up", "--without-demo", PORT=str(port))
    said = ""
    while "Ctrl-C" not in said:
        line = launcher.stdout.readline()
        assert line, launcher.stderr.read()
        said += line
    assert f"http://127.0.0.1:{port}/" in said
    assert get(port, "/livez") == (200, "ok")
    assert get(port, "/readyz") == (200, "ok")
    assert get(port, "/accounts/login/")[0] == 200

    second = manage("up", "--without-demo", PORT=str(port))
    assert "running already" in second.communicate()[1]
    assert second.returncode == 1

    everybody = descendants(launcher.pid)
    assert len(everybody) > 5
    launcher.send_signal(signal.SIGTERM)
    said, complained = launcher.communicate(timeout=60)
    assert (launcher.returncode, complained) == (0, "")
    assert "Everything has stopped" in said
    assert wait_until(lambda: not any(is_alive(pid) for pid in everybody))
    assert not Server(data / "postgres").is_answering()


def test_a_taken_port_is_said_before_anything_starts(manage, data, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        launcher = manage("up", PORT=str(port))
        _, complained = launcher.communicate(timeout=60)
    assert launcher.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in complained
    assert "Traceback" not in complained
    assert not (data / "postgres").exists()


def test_a_program_that_dies_ends_the_rest_and_shows_why(manage, data, port):
    launcher = manage(
        *("up", "--without-demo"),
        PORT=str(port),
        GUNICORN_CMD_ARGS="--worker-class nonsense",
    )
    _, complained = launcher.communicate(timeout=90)
    assert launcher.returncode == 1
    assert "The web has ended by itself" in complained
    assert "nonsense" in complained
    assert not Server(data / "postgres").is_answering()


def test_other_commands_say_what_to_do_when_the_database_is_not_up(manage):
    command = manage("showmigrations")
    _, complained = command.communicate(timeout=60)
    assert command.returncode == 1
    assert "in another terminal: make run" in complained
    assert "Traceback" not in complained
