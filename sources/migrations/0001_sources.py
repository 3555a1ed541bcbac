"""Sources, their terms and links, documents and quotes."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tracker", "0003_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
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
                    "ground_rules",
                    models.CharField(
                        choices=[
                            ("on_the_record", "On the record"),
                            ("background", "Background"),
                            ("deep_background", "Deep background"),
                            ("off_the_record", "Off the record"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "anonymous_from",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("public", "The public"),
                            ("public_and_circle", "The public, family and friends"),
                            ("everyone", "Everyone but the handler"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="reason for anonymity"
                    ),
                ),
                (
                    "risk",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="risk if exposed"
                    ),
                ),
                ("motive", models.TextField(blank=True, max_length=2000)),
                ("approved_at", models.DateTimeField(null=True)),
                ("identity_known_to_approver", models.BooleanField(null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "approved_by",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="agreement_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground_rules__in",
                                [
                                    "on_the_record",
                                    "background",
                                    "deep_background",
                                    "off_the_record",
                                ],
                            ),
                            (
                                "anonymous_from__in",
                                ["nobody", "public", "public_and_circle", "everyone"],
                            ),
                        ),
                        name="agreement_terms_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("anonymous_from", "nobody"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_anonymity_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(
                                ("approved_by", models.F("entered_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="agreement_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at", None),
                                ("approved_by", None),
                                ("identity_known_to_approver", None),
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("identity_known_to_approver__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_approval_complete",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                (
                    "provenance",
                    models.TextField(
                        help_text="How the desk came by it and why it is genuine.",
                        max_length=2000,
                    ),
                ),
                ("primary", models.BooleanField(default=False)),
                (
                    "published",
                    models.BooleanField(
                        default=False,
                        help_text="It is public, so that naming it gives nobody away.",
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
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="tracker.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="document_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("provenance", ""), _negated=True),
                        ),
                        name="document_has_title_and_provenance",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                ("codename", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("group", "Group"),
                            ("organisation", "Organisation"),
                            ("document_holder", "Document holder"),
                        ],
                        default="person",
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("dormant", "Dormant"),
                            ("at_risk", "At risk"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "A: completely reliable"),
                            ("B", "B: usually reliable"),
                            ("C", "C: fairly reliable"),
                            ("D", "D: not usually reliable"),
                            ("E", "E: unreliable"),
                            ("F", "F: cannot be judged"),
                        ],
                        default="F",
                        max_length=1,
                    ),
                ),
                (
                    "reliability_rationale",
                    models.TextField(blank=True, max_length=2000),
                ),
                (
                    "candidates",
                    models.CharField(
                        choices=[
                            ("under_10", "Fewer than 10"),
                            ("under_100", "Fewer than 100"),
                            ("under_1000", "Fewer than 1,000"),
                            ("more", "1,000 or more"),
                            ("unknown", "Not estimated"),
                        ],
                        default="unknown",
                        help_text="How many people could have known what this source knows.",
                        max_length=10,
                        verbose_name="candidate set",
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
                    "handler",
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
                        models.F("desk"),
                        django.db.models.functions.text.Upper("codename"),
                        name="source_codename_once",
                    ),
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="source_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("codename__regex", "^[A-Z][A-Z0-9]*( [A-Z0-9]+)*$")
                        ),
                        name="source_codename_plain",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["person", "group", "organisation", "document_holder"],
                            )
                        ),
                        name="source_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["active", "dormant", "at_risk", "withdrawn"],
                            )
                        ),
                        name="source_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reliability__in", ["A", "B", "C", "D", "E", "F"])
                        ),
                        name="source_reliability_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reliability", "F"),
                            models.Q(("reliability_rationale", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="source_grade_has_rationale",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Quote",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("indirect", "Indirect"),
                            ("mixed", "Mixed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "speaker_kind",
                    models.CharField(
                        choices=[
                            ("anonymous_person", "Anonymous person"),
                            ("anonymous_group", "Anonymous group"),
                            ("named_person", "Named person"),
                            ("organisation", "Organisation"),
                            ("document", "Document"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=20,
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        blank=True,
                        help_text="As the copy has it: “an inside source”.",
                        max_length=300,
                        verbose_name="attribution wording",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("witnessed", "Witnessed it"),
                            ("took_part", "Took part"),
                            ("saw_document", "Saw a document"),
                            ("told_by", "Was told"),
                            ("inferred", "Inferred it"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=16,
                    ),
                ),
                (
                    "hops",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="People between the speaker and the event."
                    ),
                ),
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
                        default="none",
                        max_length=12,
                    ),
                ),
                (
                    "original_text",
                    models.TextField(
                        blank=True,
                        help_text="In the language it was said in.",
                        max_length=20000,
                    ),
                ),
                ("original_language", models.CharField(blank=True, max_length=16)),
                ("fidelity", models.CharField(blank=True, max_length=24)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("confirmed", "Confirmed"),
                            ("altered", "Altered"),
                            ("disputed", "Disputed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="unverified",
                        max_length=12,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="sources.agreement",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="tracker.article",
                    ),
                ),
                (
                    "cue",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.span",
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
                        related_name="quotes",
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
                    "mention",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracker.span",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "id"), name="quote_in_desk"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type__in", ["direct", "indirect", "mixed"])
                        ),
                        name="quote_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "confirmed",
                                    "altered",
                                    "disputed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="quote_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                [
                                    "witnessed",
                                    "took_part",
                                    "saw_document",
                                    "told_by",
                                    "inferred",
                                    "unknown",
                                ],
                            )
                        ),
                        name="quote_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "told_by"), ("hops__gte", 1)),
                            models.Q(
                                models.Q(("basis", "told_by"), _negated=True),
                                ("hops", 0),
                            ),
                            _connector="OR",
                        ),
                        name="quote_hops_only_when_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", None), ("document", None), _connector="OR"
                        ),
                        name="quote_one_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "confirmed"), _negated=True),
                            models.Q(("record_kind", "none"), _negated=True),
                            _connector="OR",
                        ),
                        name="quote_confirmed_against_record",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                        choices=[
                            ("told_by", "Was told by"),
                            ("same_household", "Same household"),
                            ("same_office", "Same office"),
                            ("same_network", "Same network"),
                            ("same_document", "Rests on the same document"),
                            ("independent", "Judged independent"),
                            ("other", "Other tie"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "confident",
                    models.BooleanField(
                        default=True, help_text="Off: a tie is suspected, not known."
                    ),
                ),
                ("rationale", models.TextField(max_length=2000)),
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
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_to",
                        to="sources.source",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_from",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("source", "other", "kind"),
                        name="link_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", models.F("other")), _negated=True
                        ),
                        name="link_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "told_by",
                                    "same_household",
                                    "same_office",
                                    "same_network",
                                    "same_document",
                                    "independent",
                                    "other",
                                ],
                            )
                        ),
                        name="link_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rationale", ""), _negated=True),
                        name="link_has_rationale",
                    ),
                ]
            },
        ),
        migrations.AddField(
            model_name="document",
            name="holder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="sources.source",
            ),
        ),
        migrations.CreateModel(
            name="Descriptor",
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
                ("wording", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=16)),
                (
                    "stance",
                    models.CharField(
                        choices=[("agreed", "Agreed"), ("forbidden", "Forbidden")],
                        max_length=10,
                    ),
                ),
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
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="descriptors",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("source"),
                        models.F("language"),
                        django.db.models.functions.text.Upper("wording"),
                        condition=models.Q(("ended_at", None)),
                        name="descriptor_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wording", ""), _negated=True),
                        name="descriptor_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["agreed", "forbidden"])),
                        name="descriptor_stance_known",
                    ),
                ]
            },
        ),
        migrations.AddField(
            model_name="agreement",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="sources.source",
            ),
        ),
        migrations.CreateModel(
            name="QuotePiece",
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
                ("position", models.PositiveSmallIntegerField()),
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
                        related_name="pieces",
                        to="sources.quote",
                    ),
                ),
                (
                    "span",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote_pieces",
                        to="tracker.span",
                    ),
                ),
            ],
            options={
                "ordering": ["quote", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quote", "position"), name="quote_piece_position_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                fields=["article", "created_at"], name="quote_by_article"
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                fields=["source", "-created_at"], name="quote_by_source"
            ),
        ),
    ]
