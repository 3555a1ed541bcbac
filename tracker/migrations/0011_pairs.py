"""Words of scripts that join them are found by any part, through an index."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0011_pairs.sql"


class Migration(migrations.Migration):
    dependencies = [("tracker", "0010_words_without_marks")]
    operations = [
        migrations.RunSQL(SQL.read_text("utf-8"), "DROP FUNCTION public.pairs_of(text)")
    ]
