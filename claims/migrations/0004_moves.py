"""The workflow in SQL, same-desk references, and the audit trail of the new tables."""

from pathlib import Path

from django.db import migrations

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0004_moves.sql"


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_judgement")]
    operations = [
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("claims_assignment"),
        Audited("claims_exemption"),
        Audited("claims_figure"),
        Audited("claims_secondreading"),
        Audited("claims_signoff"),
    ]
