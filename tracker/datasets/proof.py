"""The lines that tie an export's rows to the chain.

One line for each event from the first exported one to the anchor: its one salt if the
reader sees it whole, salts and commitments of its leaves if in part, and one hash if
not at all.
"""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from psycopg import sql

from tracker.audit.standalone import (
    BASE,
    body_hash,
    commitment,
    event_leaves,
    leaf_salts,
    whole_body,
)
from tracker.datasets.dataset import Dataset, Profile, Scope, literals
from tracker.datasets.events import EVENT_SHOWN, FIELD_SHOWN, IN_SCOPE

if TYPE_CHECKING:
    from psycopg import Connection

FETCHED_AT_ONCE = 2000
# Of the event that says which files were written; not who wrote them.
OPEN_OF_A_NOTE = ("at", "action", "table_name", "op")

LINKS = f"""
    SELECT event.seq, ({IN_SCOPE}) AND ({{shown}}) AS is_row,
        ARRAY(SELECT {FIELD_SHOWN} FROM unnest(event.names) AS name),
        salt, redaction.salts, redaction.commitments, names, olds, news,
        to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        actor, actor_role, request_id, desk_id::text, action, table_name, row_id, op,
        reason
      FROM audit.event LEFT JOIN audit.redaction USING (seq)
     WHERE event.seq >= {{first}} AND event.seq <= {{end}} ORDER BY event.seq
"""  # noqa: S608 (constants of this code)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The first and the last event that a package has rows of, and the anchor's."""

    first: int
    last: int
    end: int


def links(
    connection: "Connection[Any]",
    dataset: Dataset,
    profile: Profile,
    scope: Scope,
    numbers: Numbers,
) -> Iterator[bytes]:
    """Yield the chain's lines from the first exported event to the anchor."""
    columns = {column.name for column in dataset.columns_for(profile)}
    base_shown = [name in columns for name in BASE]
    asked = literals(profile, scope, numbers.last)
    statement = sql.SQL(LINKS).format(
        **asked,
        first=sql.Literal(numbers.first),
        end=sql.Literal(numbers.end),
        shown=sql.SQL(EVENT_SHOWN[profile]).format(**asked),
    )
    for row in _fetched(connection, statement):
        yield _line(_link(row, base_shown))


def links_from(
    connection: "Connection[Any]", files: Container[str], first: int, end: int
) -> Iterator[bytes]:
    """Yield the lines from a noted export to the anchor.

    Only the first is opened, and of it only when it was and the hashes of these files.
    """
    statement = sql.SQL(LINKS).format(
        **literals(Profile.INTERNAL, Scope(), first),
        first=sql.Literal(first),
        end=sql.Literal(end),
        shown=sql.SQL("event.seq = {first}").format(first=sql.Literal(first)),
    )
    base_shown = [name in OPEN_OF_A_NOTE for name in BASE]
    for row in _fetched(connection, statement):
        names, olds, news, *base = row[6:]
        fields_shown = [name in files for name in names]
        link = _link((*row[:2], fields_shown, *row[3:]), base_shown)
        if "leaves" in link:
            link["event"] = dict(compress(zip(BASE, base, strict=True), base_shown)) | {
                "fields": list(compress(names, fields_shown)),
                "before": list(compress(olds, fields_shown)),
                "after": list(compress(news, fields_shown)),
            }
        yield _line(link)


def _fetched(
    connection: "Connection[Any]", statement: sql.Composed
) -> Iterator[tuple[Any, ...]]:
    with connection.cursor("links", binary=True) as cursor:
        cursor.itersize = FETCHED_AT_ONCE
        cursor.execute(statement)
        yield from cursor


def _line(link: dict[str, Any]) -> bytes:
    return json.dumps(link, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _link(row: tuple[Any, ...], base_shown: list[bool]) -> dict[str, Any]:
    seq, is_row, fields_shown, salt, salts, commitments, *content = row
    names, olds, news, *base = content
    shown = base_shown + fields_shown
    if is_row and salt is not None and all(shown):
        return {"seq": seq, "salt": salt.hex()}
    leaves = event_leaves(base, names, olds, news)
    if salt is not None:
        if not is_row:
            return {"seq": seq, "body": whole_body(salt, leaves).hex()}
        salts = leaf_salts(salt, len(leaves))
        commitments = [None] * len(leaves)
    hidden = [
        commitment(own, leaf) if own is not None else already
        for own, already, leaf in zip(salts, commitments, leaves, strict=True)
    ]
    if not is_row:
        return {"seq": seq, "body": body_hash(hidden).hex()}
    return {"seq": seq, "leaves": list(_opened(salts, hidden, shown))}


def _opened(
    salts: Iterable[bytes | None], hidden: Iterable[bytes], shown: Iterable[bool]
) -> Iterator[str]:
    for own, committed, visible in zip(salts, hidden, shown, strict=True):
        yield own.hex() if visible and own is not None else committed.hex()
