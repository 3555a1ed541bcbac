"""Triggers, same-desk references, the audit trail, and who may touch the tables."""

from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tracker.audit.operations import Audited, application_role

SQL = Path(__file__).with_name("sql") / "0003_guards.sql"


def let_the_application_in(_: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rows of every table, present and to come; tables on record lose DELETE."""
    role = schema_editor.quote_name(application_role())
    rows = "SELECT, INSERT, UPDATE, DELETE"
    for statement in (
        f"GRANT {rows} ON ALL TABLES IN SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} ON TABLES TO {role}",
        f"ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0002_record")]
    operations = [
        migrations.RunPython(let_the_application_in, migrations.RunPython.noop),
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("tracker_user", secret=["password"], desk=""),
        Audited("tracker_desk", desk="id"),
        Audited("tracker_membership"),
        Audited("tracker_article"),
        Audited("tracker_text"),
        Audited("tracker_revision"),
        Audited("tracker_span"),
        Audited("tracker_placement"),
    ]
