"""Quotes: what was said, where it stands in the copy, and how the speaker knows."""

from typing import ClassVar, Final, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from sources.models.agreement import Agreement
from sources.models.document import Document
from sources.models.source import Source, SpeakerKind
from sources.workflow import QuoteStatus
from tracker.models import Article, EditableRecord, Record, RecordQuerySet, Span


class QuoteType(models.TextChoices):
    DIRECT = "direct", "Direct"
    INDIRECT = "indirect", "Indirect"
    MIXED = "mixed", "Mixed"


class Basis(models.TextChoices):
    """How the speaker knows."""

    WITNESSED = "witnessed", "Witnessed it"
    TOOK_PART = "took_part", "Took part"
    SAW_DOCUMENT = "saw_document", "Saw a document"
    TOLD_BY = "told_by", "Was told"
    INFERRED = "inferred", "Inferred it"
    UNKNOWN = "unknown", "Not known"


class RecordKind(models.TextChoices):
    """What the newsroom has of the words themselves."""

    RECORDING = "recording", "Recording"
    NOTES = "notes", "Notes at the time"
    LATER_NOTES = "later_notes", "Later notes"
    DOCUMENT = "document", "Document"
    NONE = "none", "None"


class Translation(models.TextChoices):
    """How the words of the copy follow from those that were said."""

    VERBATIM = "verbatim", "Word for word"
    PARAPHRASE = "paraphrase", "In the newsroom’s own words"


OF_THE_SPEAKER: Final = frozenset(
    {RecordKind.RECORDING, RecordKind.NOTES, RecordKind.LATER_NOTES}
)
"""Records of somebody speaking, as distinct from a document."""


class QuoteQuerySet(RecordQuerySet["Quote"]):
    def with_place(self) -> Self:
        """With pieces and their spans, in order: what a page needs to show a quote."""
        return self.prefetch_related(
            models.Prefetch("pieces", QuotePiece.objects.select_related("span"))
        )

    def in_order(self) -> Self:
        """As they stand in the article's first text, then as entered."""
        return self.order_by("created_at", "pk")

    def without_source(self) -> Self:
        return self.filter(source=None, document=None)


class Quote(EditableRecord):
    """Words of one speaker in one article, in one or more pieces."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="quotes")
    type = models.CharField(max_length=10, choices=QuoteType)
    speaker_kind = models.CharField(
        max_length=20, choices=SpeakerKind, default=SpeakerKind.UNKNOWN
    )
    attribution = models.CharField(
        "attribution wording",
        max_length=300,
        blank=True,
        help_text="As the copy has it: “an inside source”.",
    )
    cue = models.ForeignKey(Span, models.PROTECT, related_name="+", null=True)
    mention = models.ForeignKey(Span, models.PROTECT, related_name="+", null=True)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="quotes", null=True, blank=True
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="quotes", null=True, blank=True
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="quotes", null=True, blank=True
    )
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.UNKNOWN)
    hops = models.PositiveSmallIntegerField(
        default=0, help_text="People between the speaker and the event."
    )
    record_kind = models.CharField(
        max_length=12, choices=RecordKind, default=RecordKind.NONE
    )
    original_text = models.TextField(
        blank=True, max_length=20_000, help_text="In the language it was said in."
    )
    original_language = models.CharField(max_length=16, blank=True)
    translation = models.CharField(
        max_length=10,
        choices=Translation,
        blank=True,
        db_default="",
        help_text="Of what was said in another language.",
    )
    fidelity = models.CharField(max_length=24, blank=True)
    status = models.CharField(
        max_length=12, choices=QuoteStatus, default=QuoteStatus.UNVERIFIED
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="quote_in_desk"),
            models.CheckConstraint(
                condition=models.Q(type__in=QuoteType.values),
                name="quote_type_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=QuoteStatus.values),
                name="quote_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=Basis.values), name="quote_basis_known"
            ),
            models.CheckConstraint(
                condition=models.Q(basis=Basis.TOLD_BY, hops__gte=1)
                | (~models.Q(basis=Basis.TOLD_BY) & models.Q(hops=0)),
                name="quote_hops_only_when_told",
            ),
            models.CheckConstraint(
                condition=models.Q(source=None) | models.Q(document=None),
                name="quote_one_origin",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=QuoteStatus.CONFIRMED)
                | ~models.Q(record_kind=RecordKind.NONE),
                name="quote_confirmed_against_record",
            ),
            models.CheckConstraint(
                condition=models.Q(translation__in=["", *Translation.values]),
                name="quote_translation_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["article", "created_at"], name="quote_by_article"),
            models.Index(fields=["source", "-created_at"], name="quote_by_source"),
            GinIndex(
                SearchVector("attribution", config="simple"),
                condition=models.Q(source__isnull=False),
                name="quote_by_wording",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display().lower()} quote"

    @property
    def words(self) -> str:
        """The quoted words as first marked, pieces joined by an ellipsis."""
        return " … ".join(piece.span.exact for piece in self.pieces.all())


class QuotePiece(Record):
    """One stretch of a quote that its attribution interrupts."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="pieces")
    span = models.ForeignKey(Span, models.PROTECT, related_name="quote_pieces")
    position = models.PositiveSmallIntegerField()

    objects = RecordQuerySet["QuotePiece"].as_manager()

    class Meta:
        ordering: ClassVar = ["quote", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["quote", "position"], name="quote_piece_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.position}"
