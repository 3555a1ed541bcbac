"""Writing a package beside somebody who watches, and stopping it soon.

The package is written in a thread with a database connection of its own. Who started
it looks after it meanwhile: sees how far it is, and has the running COPY stopped when
the package is no longer wanted.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, Final

from django.db import connection, connections
from django.db.backends.utils import CursorWrapper

from tracker.datasets.dataset import Dataset
from tracker.datasets.order import Order
from tracker.datasets.package import write_package, zipped

LOOK: Final = 0.4  # seconds between two looks
# How much of the whole work each step is, in percent, and where it begins.
STEPS: Final = {"csv": (0, 40), "jsonl": (40, 35), "chain": (75, 15), "zip": (90, 9)}


class Unwanted(Exception):
    """The package is not wanted any more; what was written of it is gone."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the work is. Numbers only where the dataset may be counted."""

    step: str
    percent: int
    rows: int | None = None
    estimate: int | None = None


@dataclass(slots=True)
class UnderWay:
    """What the writing thread and its watcher share."""

    dataset: Dataset
    estimate: int
    step: str = "csv"
    rows: int = 0
    stopped: Event = field(default_factory=Event)
    backend: Any = None  # the writing thread's connection, once it has one

    def progress(self, file: str, rows: int) -> None:
        """Called for each piece that is written; raises Unwanted when told to stop."""
        if self.stopped.is_set():
            raise Unwanted
        step = "chain" if file == "chain.jsonl" else file.rpartition(".")[2]
        if step != self.step and step == "jsonl":
            self.estimate = self.rows  # now it is known
        self.step, self.rows = step, rows

    def seen(self) -> Seen:
        begins, share = STEPS[self.step]
        estimate = max(self.estimate, self.rows, 1)
        percent = begins + share * self.rows // estimate
        if not self.dataset.counted:
            return Seen(self.step, begins)
        if self.step in {"csv", "jsonl"}:
            return Seen(self.step, percent, self.rows, estimate)
        return Seen(self.step, min(percent, begins + share))

    def stop(self) -> None:
        """Have the running statement cancelled; what comes after it will not begin."""
        self.stopped.set()
        if self.backend is not None and self.backend.connection is not None:
            self.backend.connection.cancel_safe()


def pack(
    order: Order,
    workshop: Path,
    name: str,
    *,
    watch: Callable[[Seen], bool],
) -> tuple[Path, int]:
    """Write the package and pack it into one file; return it and how many rows it has.

    `watch` is called again and again, and says whether the package is still wanted.
    Raises Unwanted when it is not, and whatever stopped the writing.
    """
    state = UnderWay(order.dataset, _estimated(order))
    with ThreadPoolExecutor(max_workers=1) as pool:
        writing = pool.submit(_write, order, workshop, name, state)
        try:
            while not _finished(writing):
                if not watch(state.seen()):
                    raise Unwanted
        finally:
            while not _finished(writing, within=0):
                state.stop()
                wait([writing], timeout=LOOK)
    return writing.result()


def _finished(writing: "Future[Any]", within: float = LOOK) -> bool:
    return bool(wait([writing], timeout=within).done)


def _write(
    order: Order, workshop: Path, name: str, state: UnderWay
) -> tuple[Path, int]:
    """In a thread of its own, with a connection of its own."""
    try:
        connection.ensure_connection()
        state.backend = connections["default"]
        manifest = write_package(order, workshop / name, state.progress)
        packed = zipped(workshop / name, workshop / f"{name}.zip", state.progress)
        return packed, int(manifest["rows"])
    finally:
        state.backend = None
        connections.close_all()


def _estimated(order: Order) -> int:
    """How many rows the planner expects: no row is read for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sourceline.export_key', '', true)")
        cursor.execute("SELECT seq FROM audit.head")
        (last,) = cursor.fetchone()
        return _planned(cursor, order, last)


def _planned(cursor: CursorWrapper, order: Order, last: int) -> int:
    statement = order.rows(last).as_string(cursor.cursor)
    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
    (plans,) = cursor.fetchone()
    return int(plans[0]["Plan"]["Plan Rows"])
