"""Looking at the chain in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction

from tracker.audit.verify import Report, verify

COLUMNS = [
    *("seq", "at", "actor", "actor_role", "request_id", "desk_id", "action"),
    *("table_name", "row_id", "op", "reason", "names", "olds", "news"),
    *("salt", "prev", "hash"),
]


def seal() -> None:
    """Do now what happens at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS audit.seal_at_commit IMMEDIATE")
        cursor.execute("SET CONSTRAINTS audit.seal_at_commit DEFERRED")


def events(where: str = "true") -> list[dict[str, Any]]:
    """Every event on the chain so far, in order."""
    seal()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM audit.event WHERE {where} ORDER BY seq")
        return [dict(zip(COLUMNS, row, strict=True)) for row in cursor]


def checked(**options: Any) -> Report:
    """Verify the chain on the test's own connection."""
    seal()
    return verify(connection.connection, **options)


@contextmanager
def tampering() -> Iterator[Any]:
    """The owner's cursor with every trigger of the chain off; undone on the way out.

    Nobody but the owner can come this far, and the verifier must still notice.
    """
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        for table in ("event", "head", "redaction"):
            cursor.execute(f"ALTER TABLE audit.{table} DISABLE TRIGGER USER")
        yield cursor
        transaction.set_rollback(True, using="owner")
    owner.close()


def seen_by_owner(**options: Any) -> Report:
    """Verify inside the owner's open transaction."""
    return verify(connections["owner"].connection, **options)
