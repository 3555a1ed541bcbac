"""What is never changed, same-desk references, and the audit trail."""

from pathlib import Path

from django.db import migrations

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0002_guards.sql"


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_claims")]
    operations = [
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("claims_claim"),
        Audited("claims_occurrence"),
        Audited("claims_evidence"),
        Audited("claims_crosscheck"),
        Audited("claims_annotation"),
        Audited("claims_extractionrun"),
        Audited("claims_suggestedspeaker"),
        Audited("claims_suggestion"),
        Audited("claims_standardsversion"),
        Audited("claims_verification"),
        Audited("claims_quoteverification"),
    ]
