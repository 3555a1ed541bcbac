"""Same-desk references and the audit trail."""

from pathlib import Path

from django.db import migrations

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0002_guards.sql"


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_sources")]
    operations = [
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("sources_source"),
        Audited("sources_descriptor"),
        Audited("sources_agreement"),
        Audited("sources_link"),
        Audited("sources_document"),
        Audited("sources_quote"),
        Audited("sources_quotepiece"),
    ]
