"""Rows as they stood at an earlier moment, read back from the chain."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

_SINCE: Final = """
    SELECT row_id, op, names, olds FROM audit.event
    WHERE table_name = %s AND row_id = ANY(%s) AND at > %s
    ORDER BY seq
"""


def undone(
    table: str, row_ids: Collection[UUID], *, since: datetime
) -> Mapping[UUID, Mapping[str, Any] | None]:
    """Return what to put back to have the rows as they stood at `since` (one query).

    By row: the fields that changed since, with their values before (as JSON has them),
    or None for a row that was not there yet. Rows that did not change are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [table, [str(row_id) for row_id in row_ids], since])
        events = cursor.fetchall()
    found: dict[UUID, dict[str, Any] | None] = {}
    for row_id, op, names, olds in events:
        if op == "insert":
            found[UUID(row_id)] = None
        elif op == "update":
            fields = found.setdefault(UUID(row_id), {})
            if fields is not None:
                for name, old in zip(names, olds, strict=True):
                    # The earliest change after the moment knows what stood before it.
                    fields.setdefault(name, None if old is None else json.loads(old))
    return found
