"""Claims, evidence, decisions, notes, and what the engine suggests."""

import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0002_guards"),
        ("tracker", "0003_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
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
                ("text", models.TextField(max_length=2000)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("event", "Event"),
                            ("quantity", "Quantity"),
                            ("time", "Time"),
                            ("order_or_policy", "Order or policy"),
                            ("document_wording", "Wording of a document"),
                            ("cause", "Cause"),
                            ("prediction", "Prediction"),
                            ("opinion", "Opinion"),
                        ],
                        max_length=20,
                    ),
                ),
                ("checkable", models.BooleanField(default=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("in_review", "In review"),
                            ("verified", "Verified"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("unverifiable", "Unverifiable"),
                            ("retracted", "Retracted"),
                        ],
                        default="unverified",
                        max_length=12,
                    ),
                ),
                (
                    "attributed_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose claim it is; empty: the outlet's own.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="sources.source",
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
                        fields=("desk", "id"), name="claim_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="claim_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "type__in",
                                [
                                    "event",
                                    "quantity",
                                    "time",
                                    "order_or_policy",
                                    "document_wording",
                                    "cause",
                                    "prediction",
                                    "opinion",
                                ],
                            )
                        ),
                        name="claim_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "in_review",
                                    "verified",
                                    "disputed",
                                    "refuted",
                                    "unverifiable",
                                    "retracted",
                                ],
                            )
                        ),
                        name="claim_status_known",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="CrossCheck",
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
                    "relation",
                    models.CharField(
                        choices=[
                            ("same", "Say the same"),
                            ("corroborates", "Corroborates"),
                            ("contradicts", "Contradicts"),
                            ("supersedes", "Supersedes"),
                            ("unrelated", "Unrelated"),
                        ],
                        max_length=14,
                    ),
                ),
                ("rationale", models.TextField(max_length=2000)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks_from",
                        to="claims.claim",
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
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks_to",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("claim", "other"),
                        django.db.models.functions.comparison.Greatest(
                            "claim", "other"
                        ),
                        condition=models.Q(("ended_at", None)),
                        name="crosscheck_once_per_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("claim", models.F("other")), _negated=True),
                        name="crosscheck_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                [
                                    "same",
                                    "corroborates",
                                    "contradicts",
                                    "supersedes",
                                    "unrelated",
                                ],
                            )
                        ),
                        name="crosscheck_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rationale", ""), _negated=True),
                        name="crosscheck_has_rationale",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "bearing",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("refutes", "Refutes"),
                            ("context", "Gives context"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1: confirmed by others"),
                            (2, "2: probably true"),
                            (3, "3: possibly true"),
                            (4, "4: doubtful"),
                            (5, "5: improbable"),
                            (6, "6: cannot be judged"),
                        ],
                        default=6,
                    ),
                ),
                ("rationale", models.TextField(blank=True, max_length=2000)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="claims.claim",
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
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
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracker.span",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.quote",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("quote__isnull", False), ("withdrawn_at", None)
                        ),
                        fields=("claim", "quote"),
                        name="evidence_quote_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("passage__isnull", False), ("withdrawn_at", None)
                        ),
                        fields=("claim", "passage"),
                        name="evidence_passage_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document", None),
                                ("passage", None),
                                ("quote__isnull", False),
                            ),
                            models.Q(
                                ("document__isnull", False),
                                ("passage__isnull", False),
                                ("quote", None),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_quote_or_passage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bearing__in", ["supports", "refutes", "context"])
                        ),
                        name="evidence_bearing_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credibility__in", [1, 2, 3, 4, 5, 6])),
                        name="evidence_credibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credibility", 6),
                            models.Q(("rationale", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_grade_has_rationale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExtractionRun",
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
                (
                    "engine",
                    models.CharField(max_length=20, verbose_name="engine version"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        help_text="What went wrong, without any text.",
                        max_length=200,
                    ),
                ),
                ("quotes_found", models.PositiveIntegerField(default=0)),
                ("claims_found", models.PositiveIntegerField(default=0)),
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
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extraction_runs",
                        to="tracker.revision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "engine"), name="extraction_once_per_engine"
                    ),
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="extraction_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["queued", "running", "done", "failed"])
                        ),
                        name="extraction_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="extraction_failure_has_reason",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
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
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="tracker.article",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="claims.claim",
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
                    "span",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrences",
                        to="tracker.span",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "span"), name="occurrence_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="QuoteVerification",
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
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("confirm", "Confirm against the record"),
                            ("find_altered", "Mark as altered"),
                            ("dispute", "Dispute"),
                            ("withdraw", "Withdraw"),
                            ("reopen", "Reopen"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("altered", "Altered"),
                            ("disputed", "Disputed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("altered", "Altered"),
                            ("disputed", "Disputed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(max_length=5000)),
                ("quote_version", models.PositiveIntegerField()),
                (
                    "decided_by",
                    models.ForeignKey(
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
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="sources.quote",
                    ),
                ),
            ],
            options={
                "ordering": ["quote", "quote_version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quote", "quote_version"),
                        name="quote_verification_once_per_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="quote_verification_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardsVersion",
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
                ("number", models.PositiveIntegerField()),
                (
                    "preset",
                    models.CharField(
                        choices=[
                            ("wire", "Wire"),
                            ("public-broadcaster", "Public broadcaster"),
                            ("national-daily", "National daily"),
                            ("strict", "Strict"),
                        ],
                        max_length=20,
                    ),
                ),
                ("parameters", models.JSONField(default=dict)),
                ("effective_from", models.DateTimeField()),
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
                "ordering": ["desk", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "number"), name="standards_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="standards_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "preset__in",
                                [
                                    "wire",
                                    "public-broadcaster",
                                    "national-daily",
                                    "strict",
                                ],
                            )
                        ),
                        name="standards_preset_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestedSpeaker",
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
                ("key", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("anonymous_person", "Anonymous person"),
                            ("anonymous_group", "Anonymous group"),
                            ("named_person", "Named person"),
                            ("organisation", "Organisation"),
                            ("document", "Document"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=20,
                    ),
                ),
                ("descriptor", models.CharField(blank=True, max_length=300)),
                (
                    "detail",
                    models.JSONField(
                        default=dict, help_text="Mentions, grounds and links, as spans."
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speakers",
                        to="claims.extractionrun",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "key"), name="speaker_once"),
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="speaker_in_desk"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                    "kind",
                    models.CharField(
                        choices=[("quote", "Quote"), ("claim", "Claim")], max_length=10
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("payload", models.JSONField()),
                ("confidence", models.FloatField()),
                ("rule", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("superseded", "No longer suggested"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="claims.claim",
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
                    "quote",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestion",
                        to="sources.quote",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="claims.extractionrun",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="claims.suggestedspeaker",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "fingerprint"), name="suggestion_once_per_run"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="suggestion_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__range", (0, 1))),
                        name="suggestion_confidence_is_probability",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["quote", "claim"]),
                            (
                                "state__in",
                                ["open", "accepted", "rejected", "superseded"],
                            ),
                        ),
                        name="suggestion_kind_and_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(("kind", "quote"), ("quote__isnull", False)),
                            models.Q(("claim__isnull", False), ("kind", "claim")),
                            _connector="OR",
                        ),
                        name="suggestion_accepted_made_something",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Verification",
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
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("submit", "Submit for review"),
                            ("return", "Return to the reporter"),
                            ("verify", "Verify"),
                            ("dispute", "Dispute"),
                            ("refute", "Refute"),
                            ("set_aside", "Set aside as unverifiable"),
                            ("reopen", "Reopen"),
                            ("retract", "Retract"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("in_review", "In review"),
                            ("verified", "Verified"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("unverifiable", "Unverifiable"),
                            ("retracted", "Retracted"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("in_review", "In review"),
                            ("verified", "Verified"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("unverifiable", "Unverifiable"),
                            ("retracted", "Retracted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(max_length=5000)),
                ("claim_version", models.PositiveIntegerField()),
                ("corroboration", models.JSONField()),
                ("findings", models.JSONField(default=list)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="claims.claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
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
                    "standards",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.standardsversion",
                    ),
                ),
            ],
            options={
                "ordering": ["claim", "claim_version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "claim_version"),
                        name="verification_once_per_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="verification_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("move", "verify"), _negated=True),
                            ("standards__isnull", False),
                            _connector="OR",
                        ),
                        name="verification_names_its_standards",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Annotation",
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
                ("body", models.TextField(max_length=10000)),
                ("label", models.CharField(blank=True, max_length=40)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("author", "Only me"),
                            ("desk", "The desk"),
                            ("keepers", "Keepers of sources"),
                        ],
                        default="desk",
                        max_length=10,
                    ),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="claims.annotation",
                    ),
                ),
                (
                    "span",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
                        to="tracker.span",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="annotation_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("document", None)),
                            models.Q(("article", None), ("document__isnull", False)),
                            _connector="OR",
                        ),
                        name="annotation_on_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="annotation_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["author", "desk", "keepers"])
                        ),
                        name="annotation_visibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), ("span", None), _connector="OR"
                        ),
                        name="annotation_reply_has_no_span",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["desk", "status", "-created_at", "-id"], name="claim_queue"
            ),
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(
                fields=["run", "state", "start"], name="suggestion_by_run"
            ),
        ),
    ]
