"""An export's ways, the same desk for what it refers to, and the audit trail."""

from pathlib import Path

from django.db import migrations

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0007_export_guards.sql"


class Migration(migrations.Migration):
    dependencies = [("tracker", "0006_exports")]
    operations = [
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("tracker_export"),
    ]
