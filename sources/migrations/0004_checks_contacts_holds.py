"""Fidelity checks, contacts that are forgotten, legal holds, accepted findings."""

import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from tracker.audit.operations import Audited

SQL = Path(__file__).with_name("sql") / "0004_checks_contacts_holds.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0003_need_to_know"),
        ("tracker", "0004_programs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
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
                ("rule", models.CharField(max_length=20)),
                ("fingerprint", models.CharField(max_length=64)),
                ("reason", models.TextField(max_length=2000)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("article", "fingerprint"),
                        name="acceptance_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="acceptance_has_reason",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                    "week",
                    models.DateField(null=True, verbose_name="Monday of the week"),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person"),
                            ("call", "Call"),
                            ("message", "Message"),
                            ("mail", "Mail or e-mail"),
                            ("go_between", "Through somebody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("expired_at", models.DateTimeField(null=True)),
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
                        related_name="contacts",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("week", None), ("week__iso_week_day", 1), _connector="OR"
                        ),
                        name="contact_week_starts_on_monday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "channel__in",
                                    [
                                        "in_person",
                                        "call",
                                        "message",
                                        "mail",
                                        "go_between",
                                    ],
                                ),
                                ("expired_at", None),
                                ("week__isnull", False),
                            ),
                            models.Q(
                                ("channel", ""),
                                ("expired_at__isnull", False),
                                ("week", None),
                            ),
                            _connector="OR",
                        ),
                        name="contact_complete_until_it_expires",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="FidelityCheck",
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
                    "record_kind",
                    models.CharField(
                        choices=[
                            ("recording", "Recording"),
                            ("notes", "Notes at the time"),
                            ("later_notes", "Later notes"),
                            ("document", "Document"),
                            ("none", "None"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "record_sha256",
                    models.CharField(
                        max_length=64, verbose_name="SHA-256 of the record"
                    ),
                ),
                ("wording", models.TextField()),
                ("excerpt", models.TextField(blank=True)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("typographic", "typographic"),
                            ("marked_ellipsis", "marked_ellipsis"),
                            ("silent_truncation", "silent_truncation"),
                            ("substitution", "substitution"),
                            ("insertion", "insertion"),
                            ("reordering", "reordering"),
                            ("number_changed", "number_changed"),
                            ("negation_changed", "negation_changed"),
                            ("not_found", "not_found"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "engine",
                    models.CharField(max_length=20, verbose_name="engine version"),
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
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fidelity_checks",
                        to="sources.document",
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fidelity_checks",
                        to="sources.quote",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    "exact",
                                    "typographic",
                                    "marked_ellipsis",
                                    "silent_truncation",
                                    "substitution",
                                    "insertion",
                                    "reordering",
                                    "number_changed",
                                    "negation_changed",
                                    "not_found",
                                ],
                            )
                        ),
                        name="fidelity_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document__isnull", False), ("record_kind", "document")
                            ),
                            models.Q(
                                ("document", None),
                                (
                                    "record_kind__in",
                                    ["later_notes", "notes", "recording"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="fidelity_against_one_record",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
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
                ("reason", models.TextField(max_length=2000)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "lift_asked_by",
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
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="hold_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                models.Q(
                                    ("confirmed_by", models.F("entered_by")),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="hold_placed_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lift_asked_by__isnull", False),
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(
                                    ("lifted_by", models.F("lift_asked_by")),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="hold_lifted_by_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("source",),
                        name="hold_once",
                    ),
                ]
            },
        ),
        migrations.AddField(
            model_name="document",
            name="media_type",
            field=models.CharField(blank=True, editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="document",
            name="original_sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="document",
            name="original_size",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("media_type", ""),
                        ("original_sha256", ""),
                        ("original_size", 0),
                    ),
                    models.Q(
                        models.Q(("media_type", ""), _negated=True),
                        ("original_sha256__regex", "^[0-9a-f]{64}$"),
                        ("original_size__gt", 0),
                    ),
                    _connector="OR",
                ),
                name="document_original_complete",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("expired_at", None)),
                fields=["week"],
                name="contact_to_expire",
            ),
        ),
        migrations.AddIndex(
            model_name="fidelitycheck",
            index=models.Index(
                fields=["quote", "-created_at"], name="fidelity_by_quote"
            ),
        ),
        migrations.RunSQL(SQL.read_text("utf-8")),
        Audited("sources_fidelitycheck", secret=["excerpt"]),
        # When a source was in touch must not live on in the record of its being forgotten.
        Audited("sources_contact", secret=["week", "channel"]),
        Audited("sources_legalhold"),
        Audited("sources_acceptance"),
    ]
