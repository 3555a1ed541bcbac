"""Who may see a source, who graded it, what it was merged into; withdrawn documents."""

import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0003_need_to_know.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_guards"),
        ("tracker", "0003_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Confidant",
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
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.desk",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confidants",
                        to="sources.source",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("source", "user"),
                        name="confidant_once",
                    )
                ]
            },
        ),
        migrations.RemoveConstraint(
            model_name="source",
            name="source_status_known",
        ),
        migrations.AddField(
            model_name="document",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="graded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="graded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="sources.source",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="restricted",
            field=models.BooleanField(
                default=False,
                help_text="Editors see it only when they are let in by name.",
            ),
        ),
        migrations.AlterField(
            model_name="source",
            name="status",
            field=models.CharField(
                choices=[
                    ("active", "Active"),
                    ("dormant", "Dormant"),
                    ("at_risk", "At risk"),
                    ("withdrawn", "Withdrawn"),
                    ("merged", "Merged into another"),
                ],
                default="active",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["active", "dormant", "at_risk", "withdrawn", "merged"],
                    )
                ),
                name="source_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("graded_at", None), ("graded_by", None)),
                    models.Q(
                        ("graded_at__isnull", False), ("graded_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="source_grade_names_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "candidates__in",
                        ["under_10", "under_100", "under_1000", "more", "unknown"],
                    )
                ),
                name="source_candidates_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(
                        models.Q(("status", "merged"), _negated=True),
                        ("merged_into", None),
                    ),
                    _connector="OR",
                ),
                name="source_merged_names_the_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="source_not_merged_into_itself",
            ),
        ),
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("sources_confidant"),
    ]
