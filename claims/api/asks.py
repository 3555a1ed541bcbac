"""What the resources of claims take."""

from typing import Any, Final

from rest_framework import serializers

from claims.models import Bearing, ClaimType, Credibility, Preset, Relation, Visibility
from claims.workflow import Move
from sources.models import Basis, QuoteType, RecordKind, SpeakerKind
from sources.workflow import QuoteMove
from tracker.api.fields import EnumField, RangeField, SafeJSONField
from tracker.api.presenting import In

MOST_MENTIONS: Final = 100


class ClaimIn(In):
    desk = serializers.UUIDField()
    text = serializers.CharField(max_length=2000)
    type = EnumField(ClaimType)
    article_id = serializers.UUIDField(required=False)
    revision_id = serializers.UUIDField(required=False)
    span = RangeField(required=False)
    checkable = serializers.BooleanField(required=False)
    attributed_to = serializers.UUIDField(required=False)


class RewordIn(In):
    text = serializers.CharField(max_length=2000)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class OccurrenceIn(In):
    article_id = serializers.UUIDField()
    span = RangeField()
    revision_id = serializers.UUIDField(required=False)


class DecideIn(In):
    move = EnumField(Move)
    reason = serializers.CharField(max_length=5000)
    note_to_readers = serializers.CharField(
        max_length=2000, required=False, allow_blank=True
    )


class DecideQuoteIn(In):
    move = EnumField(QuoteMove)
    reason = serializers.CharField(max_length=5000)


class EvidenceIn(In):
    """A quote, or a passage of a document."""

    quote_id = serializers.UUIDField(required=False)
    document_id = serializers.UUIDField(required=False)
    span = RangeField(required=False)
    bearing = EnumField(Bearing)
    credibility = EnumField(Credibility, required=False)
    rationale = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class CredibilityIn(In):
    credibility = EnumField(Credibility)
    rationale = serializers.CharField(max_length=2000, allow_blank=True)


class CrossCheckIn(In):
    claim = serializers.UUIDField()
    other = serializers.UUIDField()
    relation = EnumField(Relation)
    rationale = serializers.CharField(max_length=2000)


class MentionsField(serializers.ListField):
    """Members it is for; who may read the note is told."""

    child = serializers.UUIDField()

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_MENTIONS, **options)


class RejudgeIn(In):
    claim = serializers.UUIDField(required=False)
    relation = EnumField(Relation)
    rationale = serializers.CharField(max_length=2000)


class AnnotationIn(In):
    """A note on an article or on a document."""

    article = serializers.UUIDField(required=False)
    document = serializers.UUIDField(required=False)
    body = serializers.CharField(max_length=10_000)
    span = RangeField(required=False)
    label = serializers.CharField(  # type: ignore[assignment]  # DRF takes it out
        max_length=40, required=False, allow_blank=True
    )
    visibility = EnumField(Visibility, required=False)
    mentions = MentionsField(required=False)


class AnnotationChangeIn(In):
    body = serializers.CharField(max_length=10_000)
    label = serializers.CharField(  # type: ignore[assignment]  # DRF takes it out
        max_length=40, required=False, allow_blank=True
    )


class ReplyIn(In):
    body = serializers.CharField(max_length=10_000)
    mentions = MentionsField(required=False)


class StandardsIn(In):
    desk = serializers.UUIDField()
    preset = EnumField(Preset)
    parameters = SafeJSONField(required=False)
    effective_from = serializers.DateTimeField(required=False)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class RunIn(In):
    revision = serializers.UUIDField()


class QuoteEditsIn(In):
    type = EnumField(QuoteType, required=False)
    attribution = serializers.CharField(
        max_length=300, required=False, allow_blank=True
    )
    speaker_kind = EnumField(SpeakerKind, required=False)
    source_id = serializers.UUIDField(required=False)
    document_id = serializers.UUIDField(required=False)
    basis = EnumField(Basis, required=False)
    hops = serializers.IntegerField(min_value=0, max_value=100, required=False)
    record_kind = EnumField(RecordKind, required=False)


class ClaimEditsIn(In):
    text = serializers.CharField(max_length=2000, required=False)
    type = EnumField(ClaimType, required=False)
    checkable = serializers.BooleanField(required=False)


class AcceptIn(In):
    """What to enter otherwise than proposed; for the suggestion's own kind."""

    quote = QuoteEditsIn(required=False)
    claim = ClaimEditsIn(required=False)


class RejectIn(In):
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class NotTheSourceIn(In):
    source_id = serializers.UUIDField()
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class TieSpeakerIn(In):
    source_id = serializers.UUIDField()
