"""Programs that live and die together: server, worker, web.

Whoever starts a crew may end in three ways. Leaving the `with` block stops everyone
in reverse order. A signal does the same, see `stopping_on_signals`. After `kill -9`
nothing of ours runs any more, so every crew has a guardian: a small process apart
from it that holds one end of a pipe, and stops what is left when the other end goes.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, ClassVar, Self, cast

from tracker import embedded

ROOT = Path(__file__).resolve().parent.parent
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DONE = "done"
RELEASED_WITHIN = 5.0


class Stopped(BaseException):
    """Somebody asked this program to stop."""


class Crew:
    """Starts programs and sees to it that all of them end.

    What a program prints goes to a file of its own in `logs`.
    """

    # A worker finishes the job at hand; PostgreSQL is not part of this.
    STOP_WITHIN: ClassVar[float] = 20.0

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self._programs: dict[str, subprocess.Popen[bytes]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._orders = self._stack.enter_context(_guardian())
        self._stack.callback(self.stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def hold(self, server: embedded.Server) -> embedded.Server:
        """Hold a PostgreSQL until the crew ends, with its roles and database made."""
        self._tell(f"postgres {server.directory.absolute()}")
        self._stack.enter_context(server.held())
        # Programs use the server, so they end first although they came later.
        self._stack.callback(self.stop)
        server.prepare()
        return server

    def start(
        self, name: str, command: Sequence[str], *, env: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a program as the head of a process group of its own."""
        with self.log_of(name).open("wb") as output:
            program = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=ROOT,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
            )
        self._programs[name] = program
        self._tell(f"process {program.pid}")
        return program

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def ended(self) -> str | None:
        """The name of a program that is not running any more, if there is one."""
        for name, program in self._programs.items():
            if program.poll() is not None:
                return name
        return None

    def last_words(self, name: str, lines: int = 15) -> str:
        text = self.log_of(name).read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def _tell(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # the guardian may be gone itself
            self._orders.write(line.encode() + b"\n")

    def stop(self) -> None:
        """End every program now, in time for them to finish what they are at."""
        programs = list(self._programs.values())
        self._programs.clear()
        for program in programs:
            program.terminate()  # it tells its own children in its own way
        deadline = time.monotonic() + self.STOP_WITHIN
        for program in programs:
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(max(0.0, deadline - time.monotonic()))
        # Also for what a program may have left behind in its group.
        _kill_groups(program.pid for program in programs)
        for program in programs:
            program.wait()


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn the first signal to stop into `Stopped`, and let no second one interrupt."""

    def stop(_number: int, _frame: object) -> None:
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _guardian() -> Iterator[IO[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tracker.crew"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        cwd=ROOT,
        bufsize=0,
    ) as process:
        orders = cast("IO[bytes]", process.stdin)  # a pipe was asked for
        yield orders
        with contextlib.suppress(BrokenPipeError):
            orders.write(DONE.encode())


def _kill_groups(leaders: Iterable[int]) -> None:
    for leader in leaders:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)


def guard(orders: Iterable[str]) -> None:
    """Read what to watch over until the crew's end of the pipe is gone."""
    leaders: list[int] = []
    servers: list[embedded.Server] = []
    for line in orders:
        kind, _, what = line.rstrip("\n").partition(" ")
        if kind == DONE:
            return
        if kind == "process":
            leaders.append(int(what))
        if kind == "postgres":
            servers.append(embedded.Server(Path(what)))
    _kill_groups(leaders)
    # The kernel takes the pipe away a moment before the crew's own hold on a server.
    deadline = time.monotonic() + RELEASED_WITHIN
    while servers and time.monotonic() < deadline:
        servers = [server for server in servers if not server.stop_if_unheld()]
        time.sleep(0.05)


if __name__ == "__main__":
    guard(sys.stdin)
