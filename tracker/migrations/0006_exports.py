"""Exports as rows: asked for, released, written by a worker, fetched, expired."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0005_redaction"),
    ]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="exports_need_release",
            field=models.BooleanField(
                default=False,
                help_text="What leaves the newsroom waits for a second person.",
            ),
        ),
        migrations.CreateModel(
            name="Export",
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
                ("dataset", models.CharField(max_length=40)),
                ("profile", models.CharField(max_length=12, verbose_name="for whom")),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "only_status",
                    models.CharField(blank=True, max_length=20, verbose_name="status"),
                ),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        blank=True,
                        default=list,
                        help_text="These rows alone.",
                        size=None,
                    ),
                ),
                ("as_of", models.DateTimeField(blank=True, null=True)),
                (
                    "bom",
                    models.BooleanField(default=False, verbose_name="marked for Excel"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for release"),
                            ("queued", "Queued"),
                            ("running", "Being written"),
                            ("ready", "Ready"),
                            ("fetched", "Fetched"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("expired", "Expired"),
                        ],
                        max_length=10,
                    ),
                ),
                ("needs_release", models.BooleanField(default=False)),
                ("released_at", models.DateTimeField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("rows", models.PositiveBigIntegerField(null=True)),
                ("size", models.PositiveBigIntegerField(null=True)),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        help_text="Why it failed or was cancelled.",
                        max_length=500,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.article",
                    ),
                ),
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
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExportProgress",
            fields=[
                (
                    "export",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="tracker.export",
                    ),
                ),
                ("step", models.CharField(max_length=20)),
                ("rows", models.PositiveBigIntegerField(null=True)),
                ("estimate", models.PositiveBigIntegerField(null=True)),
                ("percent", models.PositiveSmallIntegerField()),
                (
                    "told_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)),
                        name="export_progress_in_percent",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(
                fields=["desk", "-created_at", "-id"], name="export_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "ready", "fetched"])),
                fields=["expires_at"],
                name="export_expiring",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.UniqueConstraint(
                fields=("desk", "id"), name="export_in_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "waiting",
                            "queued",
                            "running",
                            "ready",
                            "fetched",
                            "failed",
                            "cancelled",
                            "expired",
                        ],
                    )
                ),
                name="export_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at", None), ("released_by", None)),
                    models.Q(
                        ("released_at__isnull", False),
                        models.Q(
                            ("released_by", models.F("entered_by")), _negated=True
                        ),
                    ),
                    _connector="OR",
                ),
                name="export_released_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_release", False),
                    ("released_by__isnull", False),
                    ("state__in", ["waiting", "cancelled", "expired"]),
                    _connector="OR",
                ),
                name="export_waits_for_release",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["ready", "fetched"]), _negated=True),
                    models.Q(
                        ("expires_at__isnull", False),
                        ("ready_at__isnull", False),
                        ("rows__isnull", False),
                        ("size__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="export_at_hand_has_an_end",
            ),
        ),
    ]
