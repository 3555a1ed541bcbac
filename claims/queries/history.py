"""What happened to one record: who, when, what changed from what to what, and why.

Read from the chain of events itself, never from the tables that it watches.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from tracker.models import User

MOST: Final = 200
LATEST: Final = 2**62
AT_ONCE: Final = timedelta(seconds=1)
# Ids of sources, people and texts: that they changed is shown, not to what.
REFERENCE: Final = "_id"
CODE: Final = re.compile("[a-z]+(_[a-z]+)+")  # "in_review"
BOOKKEEPING: Final = frozenset({"id", "desk_id", "version", "created_at"})

_EVENTS: Final = """
    SELECT seq, at, actor, action, table_name, op, coalesce(reason, ''),
           names, olds, news
      FROM audit.event
     WHERE (table_name, row_id) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
       AND desk_id = %s AND seq < %s
     ORDER BY seq DESC
     LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, in words."""

    seq: int
    at: datetime
    who: str
    what: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A page of a history; `older` is the event before which the next begins."""

    entries: list[Entry]
    older: int | None


def history(
    desk_id: UUID,
    rows: Mapping[str, Collection[UUID]],
    *,
    before: int | None = None,
    hidden: Collection[str] = (),
) -> Told:
    """Return the newest events of these rows, by table; two queries.

    `before` is the number of an event from which to go further back. Of `hidden`
    fields it is told that they changed, and nothing else.
    """
    pairs = [(table, str(row)) for table, ids in rows.items() for row in ids]
    with connection.cursor() as cursor:
        cursor.execute(
            _EVENTS,
            [
                [table for table, _ in pairs],
                [row for _, row in pairs],
                desk_id,
                LATEST if before is None else before,
                MOST,
            ],
        )
        found = cursor.fetchall()
    names = _names(actor for _, _, actor, *_ in found)
    entries = [
        Entry(
            seq,
            at,
            names.get(actor, actor.removeprefix("system:")),
            in_words(action),
            reason,
            tuple(_changes(op, fields, olds, news, hidden)),
        )
        for seq, at, actor, action, _, op, reason, fields, olds, news in found
    ]
    older = found[-1][0] if len(found) == MOST else None
    return Told(list(_acts(entries)), older)


def _acts(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield one entry an act: what one act changed in several rows is one story."""
    held: Entry | None = None
    for entry in entries:
        if held is None:
            held = entry
        elif _is_one_act(held, entry):
            held = replace(held, changes=(*held.changes, *entry.changes))
        else:
            yield held
            held = entry
    if held is not None:
        yield held


def _is_one_act(one: Entry, other: Entry) -> bool:
    return (one.who, one.what, one.reason) == (
        other.who,
        other.what,
        other.reason,
    ) and abs(one.at - other.at) < AT_ONCE


def in_words(action: str) -> str:
    """Return "claim.in_review" as "Claim: in review"."""
    thing, _, done = action.partition(".")
    return f"{thing.replace('_', ' ').capitalize()}: {done.replace('_', ' ')}"


def _names(actors: Iterable[str]) -> dict[str, str]:
    ids = {actor for actor in actors if ":" not in actor}
    return {str(person.pk): person.name for person in User.objects.filter(pk__in=ids)}


def _changes(
    op: str,
    fields: list[str],
    olds: list[str | None],
    news: list[str | None],
    hidden: Collection[str],
) -> Iterable[Change]:
    """Yield what people would call a change; a new row's fields are not."""
    if op != "update":
        return
    for field, old, new in zip(fields, olds, news, strict=True):
        if field in BOOKKEEPING:
            continue
        if field.endswith(REFERENCE) or field in hidden:
            yield Change(_label(field.removesuffix(REFERENCE)), "", "")
        else:
            yield Change(_label(field), _shown(old), _shown(new))


def _label(field: str) -> str:
    return field.replace("_", " ")


def _shown(value: str | None) -> str:
    """Return a stored JSON value as a reader would write it."""
    if value is None:
        return "nothing"
    try:
        loaded = json.loads(value)
    except ValueError:
        return value
    if loaded is None or loaded == "":
        return "nothing"
    if isinstance(loaded, bool):
        return "yes" if loaded else "no"
    if not isinstance(loaded, str):
        return json.dumps(loaded)
    return loaded.replace("_", " ") if CODE.fullmatch(loaded) else loaded
