"""The audit chain, before the first table that it will watch."""

import uuid
from pathlib import Path

import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models

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
        # Here because others' tables refer to the first migration of the user's app.
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254, unique=True, verbose_name="e-mail"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Manages users and desks; sees no data.",
                        verbose_name="site staff",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="user_email_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="user_has_a_name",
                    ),
                ],
            },
        ),
    ]
