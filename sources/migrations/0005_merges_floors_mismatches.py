"""Merges that can be undone, a jigsaw floor per desk, and who a speaker is not."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0005_merges_floors_mismatches.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0004_checks_contacts_holds"),
        ("tracker", "0005_redaction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="JigsawFloor",
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
                (
                    "band",
                    models.CharField(
                        choices=[
                            ("under_10", "Fewer than 10"),
                            ("under_100", "Fewer than 100"),
                            ("under_1000", "Fewer than 1,000"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
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
                (
                    "status_before",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("dormant", "Dormant"),
                            ("at_risk", "At risk"),
                            ("withdrawn", "Withdrawn"),
                            ("merged", "Merged into another"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "quotes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "made_wordings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "ended_wordings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "made_links",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "ended_links",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Mismatch",
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
                ("wording", models.CharField(max_length=300)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="quote",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    "attribution", config="simple"
                ),
                condition=models.Q(("source__isnull", False)),
                name="quote_by_wording",
            ),
        ),
        migrations.AddIndex(
            model_name="descriptor",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("wording", config="simple"),
                condition=models.Q(("ended_at", None)),
                name="descriptor_by_wording",
            ),
        ),
        migrations.AddField(
            model_name="jigsawfloor",
            name="desk",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.desk",
            ),
        ),
        migrations.AddField(
            model_name="jigsawfloor",
            name="entered_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="desk",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.desk",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="entered_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="into",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_into",
                to="sources.source",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges",
                to="sources.source",
            ),
        ),
        migrations.AddField(
            model_name="mismatch",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.article",
            ),
        ),
        migrations.AddField(
            model_name="mismatch",
            name="desk",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.desk",
            ),
        ),
        migrations.AddField(
            model_name="mismatch",
            name="entered_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mismatch",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mismatches",
                to="sources.source",
            ),
        ),
        migrations.AddIndex(
            model_name="jigsawfloor",
            index=models.Index(fields=["desk", "-created_at"], name="floor_by_desk"),
        ),
        migrations.AddConstraint(
            model_name="jigsawfloor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("band__in", ["under_10", "under_100", "under_1000"])
                ),
                name="floor_band_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jigsawfloor",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="floor_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("source",),
                name="merge_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("into")), _negated=True),
                name="merge_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status_before__in",
                        ["active", "dormant", "at_risk", "withdrawn", "merged"],
                    )
                ),
                name="merge_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mismatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("article", "source", "wording"),
                name="mismatch_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="mismatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording", ""), _negated=True),
                name="mismatch_of_somebody",
            ),
        ),
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("sources_merge"),
        Audited("sources_jigsawfloor"),
        Audited("sources_mismatch"),
    ]
