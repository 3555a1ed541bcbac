"""Emptying a database whose tables refuse to be emptied."""

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
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
"""
# Numbers start anew, as they did after migrating.
RESTART = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename), start_value, false)
      FROM pg_sequences
     WHERE last_value IS NOT NULL AND NOT sequencename ^@ ANY(%s)
"""
ENABLED = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}

Table = tuple[str, str]


@dataclass
class Cleaner:
    """Brings the tables back to what they held right after migrating.

    Most tables are empty after most tests, and rows are few: to delete them takes a
    tenth of the time of TRUNCATE, which gives every table and index a new file. What
    forbids the deletion is lifted for that moment, by the owner and in one transaction.
    """

    owner: BaseDatabaseWrapper
    tables: list[Table] = field(init=False)
    triggers: dict[Table, list[tuple[str, str]]] = field(init=False)
    seeded: dict[Table, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.triggers = defaultdict(list)
        with self.owner.cursor() as cursor:
            cursor.execute(TABLES, [list(KEPT)])
            self.tables = cursor.fetchall()
            cursor.execute(TRIGGERS)
            for schema, table, name, enabled in cursor.fetchall():
                self.triggers[schema, table].append((name, enabled))
            self.seeded = {table: self._rows(table) for table in self._filled()}
        self.owner.close()

    def empty(self) -> None:
        with transaction.atomic(using=self.owner.alias), self.owner.cursor() as cursor:
            filled = self._filled()
            with self._lifted(filled):
                # One statement: who refers to whom is asked when all are gone.
                gone = sql.SQL(", ").join(
                    sql.SQL("{} AS (DELETE FROM {})").format(
                        sql.Identifier(f"t{number}"), sql.Identifier(*table)
                    )
                    for number, table in enumerate(filled)
                )
                cursor.execute(sql.SQL("WITH {} SELECT").format(gone))
                for table, rows in self.seeded.items():
                    copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(*table))
                    with cursor.copy(copy) as into:
                        into.write(rows)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(RESTART, [list(KEPT)])
        self.owner.close()

    def _filled(self) -> list[Table]:
        """The tables that hold anything."""
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
                number, sql.Identifier(*table)
            )
            for number, table in enumerate(self.tables)
        )
        with self.owner.cursor() as cursor:
            cursor.execute(asked)
            return [self.tables[number] for (number,) in cursor.fetchall()]

    def _rows(self, table: Table) -> bytes:
        copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(*table))
        with self.owner.cursor() as cursor, cursor.copy(copy) as out:
            return b"".join(bytes(chunk) for chunk in out)

    @contextmanager
    def _lifted(self, tables: list[Table]) -> Iterator[None]:
        alter = sql.SQL("ALTER TABLE {} {} TRIGGER {}")
        with self.owner.cursor() as cursor:
            for table in tables:
                off = sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER")
                cursor.execute(off.format(sql.Identifier(*table)))
            yield
            for table in tables:
                for name, enabled in self.triggers[table]:
                    how = sql.SQL(ENABLED[enabled])
                    on = (sql.Identifier(*table), how, sql.Identifier(name))
                    cursor.execute(alter.format(*on))


def create_migrated(owner: BaseDatabaseWrapper, prefix: str) -> str:
    """Create this process's database and return its name, which ends in its id.

    Migrating takes seconds: of the workers of one run the first migrates, and leaves a
    copy to the others, which is dropped as abandoned by the next run.
    """
    mine = f"{prefix}{os.getpid()}"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _migrate(owner, mine)
    copy, run = f"{prefix}{os.getppid()}", os.getppid()
    with owner._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [run])
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [copy])
        if cursor.fetchone() is None:
            _migrate(owner, mine)
            owner.close()
            _copy(cursor, mine, copy)
        else:
            _copy(cursor, copy, mine)
            settings.DATABASES[owner.alias]["NAME"] = mine
            owner.settings_dict["NAME"] = mine
    return mine


def _migrate(owner: BaseDatabaseWrapper, name: str) -> str:
    owner.settings_dict["TEST"]["NAME"] = name
    made: str = owner.creation.create_test_db(
        verbosity=0, autoclobber=True, serialize=False
    )
    return made


def _copy(cursor: CursorWrapper, name: str, to: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    cursor.execute(statement.format(sql.Identifier(to), sql.Identifier(name)))


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
