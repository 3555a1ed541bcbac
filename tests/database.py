"""Emptying a database whose tables refuse to be emptied."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from tests.processes import is_alive

# What migrating leaves behind and no test changes.
KEPT = ("django_migrations", "django_content_type", "auth_permission")

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
     WHERE schemaname !~ '^(pg_|information_schema)' AND tablename <> ALL(%s)
"""
TRIGGERS = """
    SELECT nspname, relname, tgname, tgenabled::text FROM pg_trigger
      JOIN pg_class ON pg_class.oid = tgrelid
      JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgparentid = 0
       AND (tgtype & 32 <> 0
            OR (nspname, relname) IN (SELECT unnest(%s::text[]), unnest(%s::text[])))
"""
ENABLED = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


@dataclass
class Cleaner:
    """Brings the tables back to what they held right after migrating.

    Triggers that forbid TRUNCATE are lifted for that moment, by the owner and in one
    transaction; on the few tables that hold rows from migrations, all of them are.
    """

    owner: BaseDatabaseWrapper
    tables: list[tuple[str, str]] = field(init=False)
    seeded: dict[tuple[str, str], bytes] = field(init=False)

    def __post_init__(self) -> None:
        with self.owner.cursor() as cursor:
            cursor.execute(TABLES, [list(KEPT)])
            self.tables = cursor.fetchall()
            self.seeded = {
                table: rows for table in self.tables if (rows := self._rows(table))
            }
        self.owner.close()

    def empty(self) -> None:
        names = sql.SQL(", ").join(sql.Identifier(*table) for table in self.tables)
        with (
            transaction.atomic(using=self.owner.alias),
            self.owner.cursor() as cursor,
            self._lifted(),
        ):
            cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))
            for table, rows in self.seeded.items():
                copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(*table))
                with cursor.copy(copy) as into:
                    into.write(rows)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.owner.close()

    def _rows(self, table: tuple[str, str]) -> bytes:
        copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(*table))
        with self.owner.cursor() as cursor, cursor.copy(copy) as out:
            return b"".join(bytes(chunk) for chunk in out)

    @contextmanager
    def _lifted(self) -> Iterator[None]:
        with self.owner.cursor() as cursor:
            schemas, tables = [[key[i] for key in self.seeded] for i in (0, 1)]
            cursor.execute(TRIGGERS, [schemas, tables])
            triggers = cursor.fetchall()
            for schema, table, name, _ in triggers:
                self._alter("DISABLE", schema, table, name)
            yield
            for schema, table, name, enabled in triggers:
                self._alter(ENABLED[enabled], schema, table, name)

    def _alter(self, how: str, schema: str, table: str, trigger: str) -> None:
        statement = sql.SQL("ALTER TABLE {} " + how + " TRIGGER {}")
        with self.owner.cursor() as cursor:
            cursor.execute(
                statement.format(sql.Identifier(schema, table), sql.Identifier(trigger))
            )


def drop_abandoned(owner: BaseDatabaseWrapper, prefix: str) -> None:
    """Drop the databases of test runs that were killed; names end in a process id."""
    with owner._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s", [f"^{prefix}"]
        )
        for (name,) in cursor.fetchall():
            if not is_alive(int(name.removeprefix(prefix))):
                statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                cursor.execute(statement.format(sql.Identifier(name)))
