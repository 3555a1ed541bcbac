"""What the resources of sources take and answer.

Whatever points at a source is answered only to a person who may see that source;
to everybody else it is null, as if there were none.
"""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from sources.models import (
    Agreement,
    AnonymousFrom,
    Basis,
    CandidateBand,
    Descriptor,
    GroundRules,
    Link,
    LinkKind,
    Quote,
    QuotePiece,
    QuoteType,
    RecordKind,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    SpeakerKind,
    Stance,
    Translation,
)
from sources.queries import expiry_of, known_sources, seeing_source
from tracker.api.fields import EnumField, RangeField
from tracker.api.presenting import In, Out
from tracker.models import Span, User


class SourceOut(Out[Source]):
    """A source as its desk's lists show it; its file is opened by an act of its own."""

    class Meta:
        model = Source
        fields = (
            "id",
            "desk",
            "codename",
            "kind",
            "status",
            "handler",
            "reliability",
            "restricted",
            "version",
        )


class DescriptorOut(Out[Descriptor]):
    class Meta:
        model = Descriptor
        fields = ("id", "source", "wording", "language", "stance", "ended_at")


class AgreementOut(Out[Agreement]):
    class Meta:
        model = Agreement
        fields = (
            "id",
            "source",
            "ground_rules",
            "anonymous_from",
            "reason",
            "risk",
            "motive",
            "entered_by",
            "approved_by",
            "approved_at",
            "identity_known_to_approver",
            "review_on",
            "version",
        )


class LinkOut(Out[Link]):
    class Meta:
        model = Link
        fields = (
            "id",
            "source",
            "other",
            "kind",
            "confident",
            "rationale",
            "ended_at",
            "version",
        )


class SourceFileOut(Out[Source]):
    """The whole file, answered only after the look has gone on the record."""

    descriptors = serializers.SerializerMethodField()
    agreements = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()
    let_in = serializers.SerializerMethodField(help_text="Who was let in by name.")
    merged_into = serializers.SerializerMethodField(help_text="To who may see it.")
    forgotten_next = serializers.SerializerMethodField()

    class Meta:
        model = Source
        fields = (
            *SourceOut.Meta.fields,
            "reliability_rationale",
            "graded_by",
            "graded_at",
            "candidates",
            "merged_into",
            "let_in",
            "forgotten_next",
            "descriptors",
            "agreements",
            "links",
        )

    def get_descriptors(self, source: Source) -> list[dict[str, Any]]:
        rows = source.descriptors.current().order_by("created_at", "pk")
        return list(DescriptorOut(rows, many=True).data)

    def get_agreements(self, source: Source) -> list[dict[str, Any]]:
        return list(AgreementOut(source.agreements.newest_first(), many=True).data)

    def get_let_in(self, source: Source) -> list[str]:
        rows = source.confidants.current().order_by("created_at", "pk")
        return [str(user) for user in rows.values_list("user", flat=True)]

    def get_merged_into(self, source: Source) -> str | None:
        if source.merged_into_id is None:
            return None
        seen = known_sources(self.context["request"].user, [source.merged_into_id])
        return str(source.merged_into_id) if seen else None

    def get_forgotten_next(self, source: Source) -> date | None:
        """The next day on which something is forgotten, unless a hold stops it."""
        expiry = expiry_of(source)
        return None if expiry.held else expiry.next

    def get_links(self, source: Source) -> list[dict[str, Any]]:
        by: User = self.context["request"].user
        rows = Link.objects.visible_to(by).current().touching(source.pk)
        return list(LinkOut(rows.order_by("created_at", "pk"), many=True).data)


class SpanOut(serializers.ModelSerializer[Span]):
    class Meta:
        model = Span
        fields = ("id", "text", "start", "end", "exact", "prefix", "suffix")


class QuoteOut(Out[Quote]):
    pieces = serializers.SerializerMethodField(help_text="Spans, in order.")
    cue = SpanOut(read_only=True)
    mention = SpanOut(read_only=True)
    sourced = serializers.SerializerMethodField(
        help_text="Whether a source or document is named; null to programs."
    )
    source = serializers.SerializerMethodField()  # type: ignore[assignment]  # DRF takes it out
    agreement = serializers.SerializerMethodField()
    basis = serializers.SerializerMethodField()
    hops = serializers.SerializerMethodField()
    original_text = serializers.SerializerMethodField()

    class Meta:
        model = Quote
        fields = (
            "id",
            "desk",
            "article",
            "type",
            "speaker_kind",
            "attribution",
            "pieces",
            "cue",
            "mention",
            "sourced",
            "source",
            "document",
            "agreement",
            "basis",
            "hops",
            "record_kind",
            "original_text",
            "original_language",
            "translation",
            "fidelity",
            "status",
            "entered_by",
            "created_at",
            "version",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:  # noqa: ARG003 (nothing to expand)
        pieces = QuotePiece.objects.select_related("span").order_by("position")
        return (
            Quote.objects.visible_to(user)
            .select_related("cue", "mention")
            .prefetch_related(Prefetch("pieces", pieces))
            .annotate(source_seen=seeing_source(user, "source_id"))
        )

    def get_pieces(self, quote: Quote) -> list[dict[str, Any]]:
        return [dict(SpanOut(piece.span).data) for piece in quote.pieces.all()]

    def get_sourced(self, quote: Quote) -> bool | None:
        if self.for_program:
            return None
        return quote.source_id is not None or quote.document_id is not None

    def get_source(self, quote: Quote) -> str | None:
        return self._protected(quote, str(quote.source_id))

    def get_agreement(self, quote: Quote) -> str | None:
        return self._protected(quote, str(quote.agreement_id or "") or None)

    def get_basis(self, quote: Quote) -> str | None:
        return None if self.for_program else quote.basis

    def get_hops(self, quote: Quote) -> int | None:
        return None if self.for_program else quote.hops

    def get_original_text(self, quote: Quote) -> str | None:
        """Verbatim in the speaker's own language: as telling as a voice."""
        if quote.source_id is None and not self.for_program:
            return quote.original_text
        return self._protected(quote, quote.original_text)

    def _protected(self, quote: Any, value: str | None) -> str | None:
        return value if quote.source_seen and not self.for_program else None


class SourceIn(In):
    desk = serializers.UUIDField()
    kind = EnumField(SourceKind, required=False)
    codename = serializers.CharField(
        max_length=40, required=False, help_text="Without one, a word is drawn."
    )


class PurposeIn(In):
    purpose = serializers.CharField(
        max_length=500, help_text="Why you look; it goes on the record."
    )


class NotesIn(In):
    confirmed = serializers.CharField(
        max_length=500,
        required=False,
        allow_blank=True,
        help_text="Why notes held back as `identifying_text` are kept all the same.",
    )


class GradeIn(NotesIn):
    reliability = EnumField(Reliability)
    rationale = serializers.CharField(max_length=2000, allow_blank=True)


class EstimateIn(In):
    candidates = EnumField(CandidateBand)


class SourceStatusIn(In):
    status = EnumField(SourceStatus)
    reason = serializers.CharField(max_length=2000)


class DescriptorIn(In):
    wording = serializers.CharField(max_length=200)
    stance = EnumField(Stance)
    language = serializers.CharField(max_length=16, required=False)


class LinkIn(NotesIn):
    other = serializers.UUIDField()
    kind = EnumField(LinkKind)
    rationale = serializers.CharField(max_length=2000)
    confident = serializers.BooleanField(required=False)


class AgreementIn(NotesIn):
    ground_rules = EnumField(GroundRules)
    anonymous_from = EnumField(AnonymousFrom)
    reason = serializers.CharField(max_length=2000, allow_blank=True)
    risk = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    motive = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    review_on = serializers.DateField(required=False, allow_null=True)


class ApproveIn(In):
    identity_known = serializers.BooleanField(
        help_text="Whether you know who it is; never who that is."
    )


class QuoteIn(In):
    """Where the words stand, and what is known of who said them."""

    article = serializers.UUIDField()
    pieces = serializers.ListField(
        child=RangeField(), min_length=1, max_length=50, help_text="Code points."
    )
    type = EnumField(QuoteType)
    revision_id = serializers.UUIDField(required=False)
    cue = RangeField(required=False)
    mention = RangeField(required=False)
    speaker_kind = EnumField(SpeakerKind, required=False)
    attribution = serializers.CharField(
        max_length=300, required=False, allow_blank=True
    )
    source_id = serializers.UUIDField(required=False)
    document_id = serializers.UUIDField(required=False)
    agreement_id = serializers.UUIDField(required=False)
    basis = EnumField(Basis, required=False)
    hops = serializers.IntegerField(min_value=0, max_value=100, required=False)
    record_kind = EnumField(RecordKind, required=False)
    original_text = serializers.CharField(
        max_length=20_000, required=False, allow_blank=True, trim_whitespace=False
    )
    original_language = serializers.CharField(
        max_length=16, required=False, allow_blank=True
    )
    translation = EnumField(Translation, required=False)


class QuoteChangeIn(In):
    basis = EnumField(Basis, required=False)
    hops = serializers.IntegerField(min_value=0, max_value=100, required=False)
    record_kind = EnumField(RecordKind, required=False)
    attribution = serializers.CharField(
        max_length=300, required=False, allow_blank=True
    )
    speaker_kind = EnumField(SpeakerKind, required=False)
    original_text = serializers.CharField(
        max_length=20_000, required=False, allow_blank=True, trim_whitespace=False
    )
    original_language = serializers.CharField(
        max_length=16, required=False, allow_blank=True
    )
    translation = EnumField(Translation, required=False)
    agreement_id = serializers.UUIDField(required=False)


class PieceIn(In):
    piece = RangeField(help_text="Code points of the text that the others are in.")


class TieIn(In):
    """To a source or a document, not both."""

    source_id = serializers.UUIDField(required=False)
    document_id = serializers.UUIDField(required=False)
    agreement_id = serializers.UUIDField(required=False)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)
