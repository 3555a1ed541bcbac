"""Triggers and same-desk references; the SQL beside this file says each rule."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0002_guards.sql"


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_claims")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"))]
