"""Migration operations that put a table on record and let the application near it."""

from collections.abc import Sequence

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def application_role() -> str:
    """Return the database role that the application connects as."""
    return str(settings.DATABASES["default"]["USER"])


class _OnDatabase(Operation):
    """An operation that the models' state knows nothing about."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are."""


class Audited(_OnDatabase):
    """Put a table on record: every change of every column becomes an event.

    `secret` columns (password hashes) are recorded as changed, never their values.
    `desk` is the column that names the row's desk.
    """

    def __init__(
        self, table: str, secret: Sequence[str] = (), desk: str = "desk_id"
    ) -> None:
        """Name the table, its secret columns and the column that names its desk."""
        self.table = table
        self.secret = secret
        self.desk = desk

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the capture triggers."""
        quote = schema_editor.quote_value
        secret = ", ".join(quote(column) for column in self.secret)
        schema_editor.execute(
            f"CALL audit.attach({quote(schema_editor.quote_name(self.table))}, "
            f"ARRAY[{secret}]::text[], {quote(self.desk)})",
            params=None,
        )
        # A row on record is ended or superseded, never deleted.
        schema_editor.execute(
            f"REVOKE DELETE, TRUNCATE ON {schema_editor.quote_name(self.table)} "
            f"FROM {schema_editor.quote_name(application_role())}",
            params=None,
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Remove the capture triggers; what they recorded stays."""
        table = schema_editor.quote_value(schema_editor.quote_name(self.table))
        schema_editor.execute(f"CALL audit.detach({table})", params=None)

    def describe(self) -> str:
        """Say it for `migrate --plan`."""
        return f"Put {self.table} on record"


class GrantToApp(_OnDatabase):
    """Grant the application's role what it needs on a table, and no more."""

    def __init__(self, table: str, privileges: str = "SELECT, INSERT, UPDATE") -> None:
        """Name the table (or "SCHEMA audit", "FUNCTION audit.note") and the rights."""
        self.table = table
        self.privileges = privileges

    def _target(self, schema_editor: BaseDatabaseSchemaEditor) -> str:
        kind, _, name = self.table.rpartition(" ")
        quoted = ".".join(schema_editor.quote_name(part) for part in name.split("."))
        return f"{kind or 'TABLE'} {quoted}"

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Grant."""
        role = schema_editor.quote_name(application_role())
        schema_editor.execute(
            f"GRANT {self.privileges} ON {self._target(schema_editor)} TO {role}",
            params=None,
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Revoke."""
        role = schema_editor.quote_name(application_role())
        schema_editor.execute(
            f"REVOKE {self.privileges} ON {self._target(schema_editor)} FROM {role}",
            params=None,
        )

    def describe(self) -> str:
        """Say it for `migrate --plan`."""
        return f"Grant the application {self.privileges} on {self.table}"
