"""Files on their way to becoming documents; how a quote was translated."""

import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0006_uploads.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0005_merges_floors_mismatches"),
        ("tracker", "0005_redaction"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
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
                ("title", models.CharField(max_length=300)),
                ("provenance", models.TextField(max_length=2000)),
                ("primary", models.BooleanField(default=False)),
                ("published", models.BooleanField(default=False)),
                ("ending", models.CharField(max_length=8)),
                ("media_type", models.CharField(max_length=80)),
                ("original_sha256", models.CharField(max_length=64)),
                ("original_size", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("reading", "Being read"),
                            ("done", "Read"),
                            ("failed", "Could not be read"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("failure", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name="quote",
            name="translation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("verbatim", "Word for word"),
                    ("paraphrase", "In the newsroom’s own words"),
                ],
                db_default="",
                help_text="Of what was said in another language.",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("translation__in", ["", "verbatim", "paraphrase"])),
                name="quote_translation_known",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="desk",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracker.desk",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="upload",
                to="sources.document",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="entered_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="holder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uploads",
                to="sources.source",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("state__in", ["failed", "reading", "waiting"])),
                fields=["desk", "-created_at"],
                name="upload_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.UniqueConstraint(
                fields=("desk", "id"), name="upload_in_desk"
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("provenance", ""), _negated=True),
                ),
                name="upload_has_title_and_provenance",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("original_sha256__regex", "^[0-9a-f]{64}$"),
                    ("original_size__gt", 0),
                ),
                name="upload_original_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document__isnull", False), ("state", "done")),
                    models.Q(
                        models.Q(("state", "done"), _negated=True), ("document", None)
                    ),
                    _connector="OR",
                ),
                name="upload_done_is_a_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "reading", "done", "failed", "dropped"])
                ),
                name="upload_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "failed"), ("failure", ""), _connector="OR"
                ),
                name="upload_failure_only_when_failed",
            ),
        ),
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("sources_upload"),
    ]
