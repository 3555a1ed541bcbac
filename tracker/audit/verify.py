"""Check the chain in the database: every hash, every link, the head, every anchor.

The hashes are computed here, not by the database that is under suspicion.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import get_context
from typing import Any, TypeAlias
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import TransactionStatus

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
    SELECT hash, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      FROM audit.event WHERE seq = %s
"""
# In one statement, so that what is written meanwhile cannot come between.
STATE = """
    SELECT chain, head.seq, head.hash, (SELECT coalesce(max(seq), 0) FROM audit.event)
      FROM audit.head
"""


# A restore from a backup gives events up that somebody outside has seen; said openly,
# it is no fault. `declare_restore` writes these.
RESTORED = "chain.restored"
RESTORES = """
    SELECT seq, actor, reason, news[array_position(names, 'given_up')]
      FROM audit.event WHERE action = %s ORDER BY seq
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
    witnesses: int = 0
    restores: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.findings


@dataclass(slots=True)
class Before:
    """The event before the one that is looked at; no hashes: it is missing."""

    seq: int
    hashes: frozenset[bytes]
    at: str = ""


def _body(row: Sequence[Any]) -> bytes:
    salt, salts, commitments, names, olds, news, *base = row
    leaves = event_leaves(base, names, olds, news)
    if salt is not None:
        return whole_body(salt, leaves)
    if salts is None or not len(salts) == len(commitments) == len(leaves):
        return b""
    values = [*base, *(old or new for old, new in zip(olds, news, strict=True))]
    if any(own is None and value for own, value in zip(salts, values, strict=True)):
        return b""  # Something stands where something is hidden.
    return body_hash(
        [
            hidden if own is None else commitment(own, content)
            for own, hidden, content in zip(salts, commitments, leaves, strict=True)
        ]
    )


def findings_in(rows: Iterable[Row], before: Before, until: int) -> Iterator[Finding]:
    """Look at rows of EVENTS, which should reach from one event to another."""
    for seq, prev, stored, *rest in rows:
        if seq != before.seq + 1:
            yield _missing(before.seq + 1, seq - 1)
        elif before.hashes and prev not in before.hashes:
            yield Finding(seq, Fault.BROKEN_LINK, "does not follow the event before it")
        computed = event_hash(prev, seq, _body(rest))
        if computed != stored:
            yield Finding(seq, Fault.CHANGED, "its hash does not fit what it says")
        at = rest[6]
        if at < before.at:
            yield Finding(seq, Fault.TIME_RUNS_BACK, f"{at} is before {before.at}")
        # A wrong hash is the fault of its own event, not of the next one.
        before.seq, before.hashes, before.at = seq, frozenset({stored, computed}), at
    if before.seq < until:
        yield _missing(before.seq + 1, until)


def _missing(first: int, last: int) -> Finding:
    what = "there is no such event"
    return Finding(first, Fault.MISSING, what if first >= last else f"{what} to {last}")


def _start(connection: psycopg.Connection, chain: UUID, after: int) -> Before:
    if after == 0:
        return Before(0, frozenset({genesis(chain.bytes)}))
    row = connection.execute(BEFORE, (after,)).fetchone()
    return (
        Before(after, frozenset({row[0]}), row[1])
        if row
        else Before(after, frozenset())
    )


def verify_range(
    connection: psycopg.Connection, chain: UUID, after: int, until: int
) -> list[Finding]:
    """Check the events after one number up to another, the first link included."""
    start = _start(connection, chain, after)
    with connection.cursor("verified_events", binary=True) as cursor:
        cursor.itersize = FETCHED_AT_ONCE
        cursor.execute(EVENTS, (after, until))
        return list(findings_in(cursor, start, until))


def _verify_range_alone(
    conninfo: str, chain: UUID, after: int, until: int
) -> list[Finding]:
    with psycopg.connect(conninfo) as connection:
        return verify_range(connection, chain, after, until)


def _verify_in_parallel(
    connection: psycopg.Connection, chain: UUID, until: int, processes: int
) -> list[Finding]:
    info = connection.info
    conninfo = make_conninfo(info.dsn, password=info.password or None)
    step = -(-until // processes)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        parts = [
            pool.submit(
                _verify_range_alone, conninfo, chain, after, min(after + step, until)
            )
            for after in range(0, until, step)
        ]
        return [finding for part in parts for finding in part.result()]


def _check_head(
    connection: psycopg.Connection, seq: int, head: bytes, last: int, chain: UUID
) -> Iterator[Finding]:
    if last > seq:
        yield Finding(
            seq + 1, Fault.HEAD, f"the head ends at {seq}, the chain does not"
        )
    row = connection.execute("SELECT hash FROM audit.event WHERE seq = %s", (seq,))
    found = row.fetchone() if seq else (genesis(chain.bytes),)
    if found and found[0] != head:
        yield Finding(seq, Fault.HEAD, "the head has another hash than this event")


def _check_witness(
    connection: psycopg.Connection, witness: Witness, chain: UUID, last: int
) -> Iterator[Finding]:
    if witness.seq > last:
        what = f"{witness.source} saw it, but the chain ends at {last}"
        yield Finding(witness.seq, Fault.ANCHOR, what)
        return
    row = (
        connection.execute(BEFORE, (witness.seq,)).fetchone()
        if witness.seq
        else (genesis(chain.bytes),)
    )
    if row and row[0] != witness.hash:
        what = f"{witness.source} saw another hash; the history was rewritten"
        yield Finding(witness.seq, Fault.ANCHOR, what)


def _restores(
    connection: psycopg.Connection,
) -> tuple[list[str], set[tuple[int, str]]]:
    said, given_up = [], set()
    for seq, actor, reason, lost in connection.execute(RESTORES, (RESTORED,)):
        heads = {(head["seq"], head["hash"]) for head in json.loads(lost or "[]")}
        given_up |= heads
        said.append(
            f"event {seq}: {actor} declared a restore that gave up {len(heads)} "
            f"anchored heads: {reason}"
        )
    return said, given_up


def lost_heads(
    connection: psycopg.Connection,
    witnesses: Callable[[UUID], Iterable[Witness | Finding]],
) -> list[Witness]:
    """The heads that somebody outside has seen and that are not on the chain."""
    row = connection.execute(STATE).fetchone()
    if row is None:
        return []
    chain, _, _, last = row
    _, given_up = _restores(connection)
    return [
        witness
        for witness in witnesses(chain)
        if isinstance(witness, Witness)
        and (witness.seq, witness.hash.hex()) not in given_up
        and any(_check_witness(connection, witness, chain, last))
    ]


def nobody(_chain: UUID) -> Iterable[Witness | Finding]:
    """No witness from outside."""
    return ()


def verify(
    connection: psycopg.Connection,
    witnesses: Callable[[UUID], Iterable[Witness | Finding]] = nobody,
    *,
    processes: int | None = None,
) -> Report:
    """Check the whole chain as it stands, and that every witness's head is on it."""
    row = connection.execute(STATE).fetchone()
    if row is None:
        nothing = Finding(0, Fault.HEAD, "there is no head")
        return Report(UUID(int=0), 0, b"", findings=[nothing])
    chain, seq, head, last = row
    until = max(seq, last)
    idle = connection.info.transaction_status == TransactionStatus.IDLE
    if processes is None:
        processes = len(os.sched_getaffinity(0)) if until >= WORTH_A_PROCESS else 1
    if processes > 1 and idle:
        findings = _verify_in_parallel(connection, chain, until, processes)
    else:
        with connection.transaction():
            findings = verify_range(connection, chain, 0, until)
    findings += _check_head(connection, seq, head, last, chain)
    seen = 0
    restores, given_up = _restores(connection)
    for witness in witnesses(chain):
        if isinstance(witness, Finding):
            findings.append(witness)
            continue
        seen += 1
        if (witness.seq, witness.hash.hex()) not in given_up:
            findings += _check_witness(connection, witness, chain, last)
    return Report(chain, until, head, seen, restores, sorted(findings))
