"""Programs that live and die together, whichever way their crew ends."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.processes import is_alive, wait_until
from tracker.crew import Crew
from tracker.embedded import Server

pytestmark = pytest.mark.thorough  # each starts servers and programs of its own

SLEEP = [
    sys.executable,
    "-c",
    "import time; print('hello', flush=True); time.sleep(90)",
]
IGNORE_REQUESTS = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("hello", flush=True)
time.sleep(90)
"""
HAVE_A_CHILD = """
import subprocess
child = subprocess.Popen(["sleep", "90"])
print(child.pid, flush=True)
child.wait()
"""
DEAF = [sys.executable, "-c", IGNORE_REQUESTS]
PARENT = [sys.executable, "-c", HAVE_A_CHILD]
LAUNCHER = """
import sys, time
from pathlib import Path
from tests.processes import is_alive, wait_until
from tracker.crew import Crew, Stopped, stopping_on_signals
from tracker.embedded import Server
folder = Path(sys.argv[1])
with stopping_on_signals(), Crew(folder / "log") as crew:
    try:
        server = crew.hold(Server(folder / "pg", durable=False))
        program = crew.start("sleep", ["sleep", "90"])
        print(program.pid, flush=True)
        time.sleep(90)
    except Stopped:
        print("stopped", flush=True)
"""

# A request to stop that comes before anybody knows what has just been started.
INTERRUPTED = (
    """
import os, signal, subprocess
class Interrupted(subprocess.Popen):
    def __init__(self, command, **settings):
        super().__init__(command, **settings)
        if command[0].endswith("/postgres"):
            os.kill(os.getpid(), signal.SIGTERM)
subprocess.Popen = Interrupted
"""
    + LAUNCHER
)


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="source line ") as name:
        yield Path(name)


@pytest.fixture
def launcher(folder):
    with subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()
    # The guardian may be on its way out with the last hold on it.
    assert wait_until(Server(folder / "pg").stop_if_unheld)


def test_leaving_ends_everybody(folder):
    with Crew(folder) as crew:
        pids = [crew.start(name, SLEEP).pid for name in ("one", "two")]
        assert crew.ended() is None
    assert not any(is_alive(pid) for pid in pids)


def test_who_does_not_listen_is_made_to_end(folder, monkeypatch):
    monkeypatch.setattr(Crew, "STOP_WITHIN", 0.5)
    with Crew(folder) as crew:
        deaf = crew.start("deaf", DEAF)
        assert wait_until(lambda: "hello" in crew.last_words("deaf"))
    assert deaf.returncode == -signal.SIGKILL


def test_children_of_programs_end_too(folder):
    with Crew(folder) as crew:
        crew.start("parent", PARENT)
        assert wait_until(lambda: crew.last_words("parent").isdigit())
        child = int(crew.last_words("parent"))
        assert is_alive(child)
    assert wait_until(lambda: not is_alive(child))


def test_a_program_that_ends_by_itself_is_named_with_its_last_words(folder):
    with Crew(folder) as crew:
        crew.start("short", [sys.executable, "-c", "print('good-bye')"])
        assert wait_until(lambda: crew.ended() == "short")
        assert crew.last_words("short") == "good-bye"


def test_an_error_in_the_block_ends_everybody_too(folder):
    with pytest.raises(ZeroDivisionError), Crew(folder) as crew:
        pid = crew.start("one", SLEEP).pid
        _ = 1 // 0
    assert not is_alive(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everybody_in_order(launcher, folder, number):
    pid = int(launcher.stdout.readline())
    assert Server(folder / "pg").is_answering()
    launcher.send_signal(number)
    assert launcher.stdout.readline() == "stopped\n"
    assert launcher.wait(timeout=20) == 0
    assert not is_alive(pid)
    assert not Server(folder / "pg").is_answering()


def test_a_signal_while_the_server_starts_leaves_none_behind(launcher, folder):
    assert wait_until((folder / "pg.log").exists, within=60)
    launcher.send_signal(signal.SIGTERM)
    launcher.wait(timeout=60)
    log = (folder / "pg.log").read_text()
    assert not (folder / "pg" / "postmaster.pid").exists(), log
    assert not Server(folder / "pg").is_answering()


def test_a_signal_in_the_very_start_leaves_no_server_behind(folder):
    program = [sys.executable, "-c", INTERRUPTED, str(folder)]
    said = subprocess.run(
        program, check=True, capture_output=True, text=True, timeout=60
    )
    assert said.stdout == "stopped\n"
    # It would come up only now, had nobody stopped it.
    assert not wait_until((folder / "pg" / "postmaster.pid").exists, within=1)
    assert not Server(folder / "pg").is_answering()


def test_an_impatient_second_signal_does_not_leave_anybody_behind(launcher, folder):
    pid = int(launcher.stdout.readline())
    for _ in range(5):
        launcher.send_signal(signal.SIGINT)
    assert launcher.wait(timeout=20) == 0
    assert not is_alive(pid)
    assert not Server(folder / "pg").is_answering()


def test_nobody_outlives_a_crew_that_is_killed(launcher, folder):
    pid = int(launcher.stdout.readline())
    os.killpg(launcher.pid, signal.SIGKILL)
    launcher.wait()
    assert wait_until(lambda: not is_alive(pid))
    assert wait_until(lambda: not Server(folder / "pg").is_answering())
