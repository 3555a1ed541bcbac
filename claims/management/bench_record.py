"""How much the record costs: capture, verification, export."""

import gc
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

import psycopg
from django.conf import settings
from django.db import connection, connections, transaction

from claims.management.benching import Measured, bench
from claims.models import Claim, ClaimType
from tracker.audit import System, acting
from tracker.audit.verify import EVENTS, verify
from tracker.datasets import Profile
from tracker.datasets.events import EVENTS as EVENTS_DATASET
from tracker.datasets.package import Order, stream_csv
from tracker.models import Desk, User

if TYPE_CHECKING:
    from pathlib import Path

MANY: Final = 1_000_000
FEW: Final = 100_000
AT_ONCE: Final = 10_000
CLAIMS: Final = 10_000
SINGLE: Final = 2_000
MEBIBYTE: Final = 1024


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def newsroom() -> tuple[Desk, User]:
    """A desk and somebody on it, made the first time."""
    user = User.objects.filter(email="bench@desk.example").first()
    if user is None:
        with transaction.atomic(), acting(by=System.COMMAND, action="bench.setup"):
            user = User.objects.create(email="bench@desk.example", name="Bench")
            Desk.objects.bulk_create(
                (
                    Desk(name=f"Desk {number}", slug=f"bench-{number}")
                    for number in range(AT_ONCE)
                ),
                batch_size=AT_ONCE // 2,
            )
    return Desk.objects.order_by("slug")[0], user


def fill(events: int) -> None:
    """Bring the chain to this many events, by changing rows as people do."""
    newsroom()
    while missing := events - length():
        with (
            transaction.atomic(),
            acting(by=System.COMMAND, action="desk.renamed", reason="As agreed."),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE tracker_desk SET version = version + 1, name = %s || version "
                "WHERE id IN (SELECT id FROM tracker_desk LIMIT %s)",
                ["The desk as it was renamed for the time ", min(missing, AT_ONCE)],
            )


def length() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM audit.head")
        return int(cursor.fetchone()[0])


@contextmanager
def untouched_by_triggers(table: str) -> Iterator[None]:
    """The table without the record's triggers, as the owner alone can have it."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute(f"CALL audit.detach('{table}')")
    try:
        yield
    finally:
        with owner.cursor() as cursor:
            cursor.execute(f"CALL audit.attach('{table}')")


def claims(count: int) -> list[Claim]:
    desk, user = newsroom()
    return [
        Claim(
            desk=desk,
            entered_by=user,
            worded_by=user,
            text=f"The bridge at kilometre {number} is closed until further notice.",
            type=ClaimType.EVENT,
        )
        for number in range(count)
    ]


@bench("bulk-insert")
def bulk_insert() -> list[Measured]:
    """10,000 claims at once, on record and not."""

    def insert() -> None:
        with transaction.atomic(), acting(by=System.COMMAND, action="claim.filed"):
            Claim.objects.bulk_create(rows, batch_size=1000)

    times: dict[bool, float] = {}
    for audited in (False, True, False, True):
        rows = claims(CLAIMS)
        if audited:
            took = seconds(insert)
        else:
            with untouched_by_triggers("claims_claim"):
                took = seconds(insert)
        times[audited] = min(took, times.get(audited, took))
    return [
        Measured(
            name="bulk insert of 10,000 claims (rows/s)",
            ours=CLAIMS / times[True],
            reference=CLAIMS / times[False],
            goal=0.3,
            note="reference: the same insert with the record's triggers dropped",
        )
    ]


@bench("single-row")
def single_row() -> list[Measured]:
    """One change a transaction, durable, on record and not."""
    desk, _ = newsroom()

    def write() -> None:
        for number in range(SINGLE):
            with transaction.atomic(), acting(by=System.COMMAND, action="renamed"):
                Desk.objects.filter(pk=desk.pk).update(name=f"Desk {number}")

    audited = [seconds(write)]
    with untouched_by_triggers("tracker_desk"):
        plain = min(seconds(write), seconds(write))
    audited.append(seconds(write))
    return [
        Measured(
            name="single-row writes (rows/s)",
            ours=SINGLE / min(audited),
            reference=SINGLE / plain,
            goal=0.4,
            note="reference: the same writes with the record's triggers dropped",
        )
    ]


@bench("verify")
def verification() -> list[Measured]:
    """The whole chain checked, against merely reading it."""
    fill(MANY)
    raw = cast("psycopg.Connection", connection.connection)
    count = length()

    def read() -> None:
        with (
            psycopg.connect(raw.info.dsn) as reader,
            reader.cursor("events", binary=True) as cursor,
        ):
            cursor.itersize = 2000
            cursor.execute(EVENTS, (0, count))
            for _ in cursor:
                pass

    found: list[bool] = []

    def check() -> None:
        found.append(verify(raw).sound)

    rate = count / min(seconds(check), seconds(check))
    note = "events/s by all processors; reference: reading them without checking"
    return [
        Measured(
            name="chain verification (events/s)",
            ours=rate,
            goal=50_000,
            note=f"{note}, {count / seconds(read):,.0f}"
            + ("" if all(found) else "; NOT SOUND"),
        )
    ]


@bench("export")
def export() -> list[Measured]:
    """CSV of a million events by the product's path, against a bare COPY."""
    fill(MANY)
    order = Order(dataset=EVENTS_DATASET, profile=Profile.INTERNAL, by=System.COMMAND)
    target = settings.DATA_DIR / "events.csv"

    def ours() -> None:
        with target.open("wb") as file:
            for piece in stream_csv(order):
                file.write(piece)

    def bare() -> None:
        rows = order.rows(MANY).as_string(None)
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            target.open("wb") as file,
        ):
            cursor.execute(
                "SELECT set_config('sourceline.export_key', %s, true)",
                (secrets.token_hex(8),),
            )
            with cursor.copy(f"COPY ({rows}) TO STDOUT (FORMAT csv)") as copy:
                for piece in copy:
                    file.write(piece)

    times = {ours: [seconds(ours)], bare: [seconds(bare)]}
    for work in (ours, bare):
        times[work].append(seconds(work))
    memory = {rows: peak_memory(rows) for rows in (FEW, MANY)}
    return [
        Measured(
            name="CSV of 1,000,000 events (rows/s)",
            ours=MANY / min(times[ours]),
            reference=MANY / min(times[bare]),
            goal=0.5,
            note="reference: COPY of the same columns, nothing disarmed",
        ),
        Measured(
            name="peak memory of exporting 1,000,000 events (MiB)",
            ours=memory[MANY],
            goal=200,
            lower_is_better=True,
            note="a whole package, with JSON Lines and proof",
        ),
        Measured(
            name="memory from 100,000 to 1,000,000 events (MiB)",
            ours=memory[MANY],
            reference=memory[FEW],
            goal=1.1,
            lower_is_better=True,
            note="flat: a package ten times as long takes no more",
        ),
    ]


CHILD: Final = """
import json, resource, sys
from pathlib import Path
import django
django.setup()
from django.db import connection
from django.utils import timezone
from tracker.audit import System
from tracker.datasets import Profile
from tracker.datasets.events import EVENTS
from tracker.datasets.package import Order, write_package
with connection.cursor() as cursor:
    cursor.execute("SELECT at FROM audit.event WHERE seq = %s", [int(sys.argv[1])])
    moment = cursor.fetchone()[0]
write_package(
    Order(dataset=EVENTS, profile=Profile.INTERNAL, by=System.COMMAND, as_of=moment),
    Path(sys.argv[2]),
)
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""


def peak_memory(rows: int) -> float:
    """Export this many rows in a process of its own; its peak, in MiB."""
    folder: Path = settings.DATA_DIR / f"package-{rows}"
    answer = subprocess.run(
        [sys.executable, "-c", CHILD, str(rows), str(folder)],
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(folder)
    return float(json.loads(answer.stdout)) / MEBIBYTE
