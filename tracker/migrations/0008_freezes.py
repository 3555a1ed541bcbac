"""The emergency switch: what is frozen does not change, whoever writes."""

import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0008_freezes.sql"
UNDO = """
    DROP TRIGGER last_look ON audit.unsealed;
    DROP TRIGGER stop_if_frozen ON audit.pending;
    DROP TRIGGER freeze_stays ON tracker_freeze;
    DROP FUNCTION audit.last_look, audit.stop_if_frozen, audit.refuse, audit.freeze_on,
        public.freeze_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0007_export_guards")]

    operations = [
        migrations.CreateModel(
            name="Freeze",
            fields=[
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
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freezes",
                        to="tracker.desk",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("desk",),
                        name="freeze_once_at_a_time",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="freeze_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_by", None),
                            ("lifted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="freeze_lifted_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("frozen_by", None),
                            ("lifted_by", None),
                            models.Q(
                                ("lifted_by", models.F("frozen_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="freeze_lifted_by_a_second_person",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text("utf-8"), UNDO),
        Audited("tracker_freeze"),
    ]
