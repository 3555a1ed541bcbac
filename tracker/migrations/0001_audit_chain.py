"""The audit chain, before the first table that it will watch."""

from pathlib import Path

from django.db import migrations

from tracker.audit.operations import GrantToApp

SQL = Path(__file__).parent / "sql" / "0001_audit_chain.sql"


class Migration(migrations.Migration):
    """Irreversible on purpose: a record is not migrated away."""

    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(SQL.read_text(encoding="utf-8")),
        GrantToApp("SCHEMA audit", "USAGE"),
        GrantToApp("audit.event", "SELECT"),
        GrantToApp("audit.head", "SELECT"),
        GrantToApp("audit.redaction", "SELECT"),
        GrantToApp("audit.anchor", "SELECT"),
        GrantToApp("FUNCTION audit.note", "EXECUTE"),
        GrantToApp("FUNCTION audit.keep_anchor", "EXECUTE"),
    ]
