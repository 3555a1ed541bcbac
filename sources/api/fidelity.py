"""What of holding a quote against its record goes over the API."""

from typing import Any

from rest_framework import serializers

from sources.fidelity import differences, words_compared
from sources.models import FidelityCheck, RecordKind
from tracker.api.fields import EnumField
from tracker.api.presenting import In, Out
from tracker.models import User


class CheckIn(In):
    """A document, or the text of a recording or of notes."""

    document_id = serializers.UUIDField(required=False)
    record_text = serializers.CharField(
        max_length=1_000_000,
        required=False,
        trim_whitespace=False,
        help_text="Compared and not kept, but for the place that was quoted.",
    )
    record_kind = EnumField(RecordKind, required=False)


class CheckOut(Out[FidelityCheck]):
    wording = serializers.SerializerMethodField(help_text="The quote as it was then.")
    pieces = serializers.SerializerMethodField(
        help_text="Both texts aligned: half-open ranges into `wording` and `excerpt`; "
        "null when the record's words are gone."
    )

    class Meta:
        model = FidelityCheck
        fields = (
            "id",
            "quote",
            "document",
            "record_kind",
            "record_sha256",
            "wording",
            "excerpt",
            "verdict",
            "pieces",
            "engine",
            "entered_by",
            "created_at",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:  # noqa: ARG003 (nothing to expand)
        return FidelityCheck.objects.visible_to(user).newest_first()

    def get_wording(self, check: FidelityCheck) -> str:
        return words_compared(check)

    def get_pieces(self, check: FidelityCheck) -> list[dict[str, Any]] | None:
        verdict = differences(check)
        if verdict is None:
            return None
        return [
            {
                "difference": piece.difference.value,
                "quote": piece.quote and [piece.quote.start, piece.quote.end],
                "record": piece.record and [piece.record.start, piece.record.end],
            }
            for piece in verdict.pieces
        ]
