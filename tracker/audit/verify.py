"""Check the chain in the database: every hash, every link, the head, every anchor.

The hashes are computed here, not by the database that is under suspicion.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import get_context
from os import process_cpu_count
from typing import Any, TypeAlias
from uuid import UUID

import psycopg

from tracker.audit.standalone import (
    body_hash,
    commitment,
    event_hash,
    event_leaves,
    genesis,
    whole_body,
)

Row: TypeAlias = tuple[Any, ...]

FETCHED_AT_ONCE = 2000
# Below this a second process costs more than it saves.
WORTH_A_PROCESS = 50_000

EVENTS = """
    SELECT seq, prev, hash, salt, redaction.salts, redaction.commitments,
        names, olds, news,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        actor, actor_role, request_id, desk_id::text, action, table_name, row_id, op,
        reason
      FROM audit.event LEFT JOIN audit.redaction USING (seq)
     WHERE seq > %s AND seq <= %s ORDER BY seq
"""
BEFORE = """
    SELECT seq, prev, hash, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      FROM audit.event WHERE seq <= %s ORDER BY seq DESC LIMIT 1
"""


class Fault(StrEnum):
    """What can be wrong with an event."""

    CHANGED = "changed"
    BROKEN_LINK = "broken link"
    MISSING = "missing"
    TIME_RUNS_BACK = "time runs back"
    HEAD = "head"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken event, by its number, and what is wrong with it."""

    seq: int
    fault: Fault
    detail: str

    def __str__(self) -> str:
        return f"event {self.seq}: {self.fault.value}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Witness:
    """A head that somebody holds outside."""

    seq: int
    hash: bytes
    source: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found."""

    chain: UUID
    events: int
    head: bytes
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.findings


@dataclass(slots=True)
class _Before:
    """The event before the one that is looked at."""

    seq: int
    hashes: frozenset[bytes]
    at: str = ""


def _body(row: Row) -> bytes:
    salt, salts, commitments, names, olds, news, *base = row
    leaves = event_leaves(base, names, olds, news)
    if salt is not None:
        return whole_body(salt, leaves)
    if salts is None or len(salts) != len(leaves):
        return b""
    return body_hash(
        [
            hidden if own is None else commitment(own, content)
            for own, hidden, content in zip(salts, commitments, leaves, strict=True)
        ]
    )


def _check(rows: Iterable[Row], before: _Before) -> Iterator[Finding]:
    for seq, prev, stored, *rest in rows:
        if seq != before.seq + 1:
            gap = f"{before.seq + 1} to {seq - 1}" if seq > before.seq + 2 else seq - 1
            yield Finding(before.seq + 1, Fault.MISSING, f"there is no event {gap}")
        elif prev not in before.hashes:
            yield Finding(seq, Fault.BROKEN_LINK, "does not follow the event before it")
        computed = event_hash(prev, seq, _body(tuple(rest)))
        if computed != stored:
            yield Finding(seq, Fault.CHANGED, "its hash does not fit what it says")
        at = rest[6]
        if at < before.at:
            yield Finding(seq, Fault.TIME_RUNS_BACK, f"{at} is before {before.at}")
        # A wrong hash is the fault of its own event, not of the next one.
        before.seq, before.hashes, before.at = seq, frozenset({stored, computed}), at


def verify_range(conninfo: str, after: int, until: int) -> list[Finding]:
    """Check events after one number up to another, the link to the first included."""
    with psycopg.connect(conninfo) as connection:
        connection.read_only = True
        start = _before(connection, after)
        with connection.cursor("events", binary=True) as cursor:
            cursor.itersize = FETCHED_AT_ONCE
            cursor.execute(EVENTS, (after, until))
            return list(_check(cursor, start))


def _before(connection: psycopg.Connection, after: int) -> _Before:
    if after > 0:
        row = connection.execute(BEFORE, (after,)).fetchone()
        if row:
            return _Before(row[0], frozenset({row[2]}), row[3])
    row = connection.execute("SELECT chain FROM audit.head").fetchone()
    return _Before(0, frozenset({genesis(row[0].bytes)} if row else ()))
