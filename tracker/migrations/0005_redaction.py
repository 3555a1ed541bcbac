"""Values can leave the chain; events cannot."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0005_redaction.sql"


class Migration(migrations.Migration):
    """Irreversible on purpose, as the chain is."""

    dependencies = [("tracker", "0004_programs")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"))]
