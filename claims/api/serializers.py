"""What the resources of claims answer."""

from typing import Any, ClassVar

from django.db.models import Prefetch
from rest_framework import serializers

from claims.models import (
    Annotation,
    Claim,
    CrossCheck,
    Evidence,
    ExtractionRun,
    Figure,
    Occurrence,
    StandardsVersion,
    SuggestedSpeaker,
    Suggestion,
    Verification,
)
from claims.queries import Dossier
from sources.api.serializers import SpanOut
from sources.queries import seeing_source
from tracker.api.presenting import Out
from tracker.models import User

COUNTS = ("line", "independence", "quotes", "passages", "sources", "origins")


class OccurrenceOut(Out[Occurrence]):
    span = SpanOut(read_only=True)

    class Meta:
        model = Occurrence
        fields = (
            "id",
            "claim",
            "article",
            "span",
            "ended_at",
            "created_at",
            "version",
        )


class FigureOut(Out[Figure]):
    class Meta:
        model = Figure
        fields = ("id", "low", "high", "unit", "place")


class EvidenceOut(Out[Evidence]):
    passage = SpanOut(read_only=True)

    class Meta:
        model = Evidence
        fields = (
            "id",
            "claim",
            "quote",
            "document",
            "passage",
            "bearing",
            "credibility",
            "rationale",
            "withdrawn_at",
            "entered_by",
            "created_at",
            "version",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        return super().rows(user, expand).select_related("passage")


class VerificationOut(Out[Verification]):
    corroboration = serializers.SerializerMethodField(
        help_text="As it stood when decided; null to programs."
    )

    class Meta:
        model = Verification
        fields = (
            "id",
            "claim",
            "move",
            "from_status",
            "to_status",
            "decided_by",
            "reason",
            "note_to_readers",
            "claim_version",
            "standards",
            "corroboration",
            "findings",
            "created_at",
        )

    def get_corroboration(self, decision: Verification) -> dict[str, Any] | None:
        return None if self.for_program else counted(decision.corroboration)


class ClaimOut(Out[Claim]):
    expandable: ClassVar = frozenset(
        {"figures", "occurrences", "evidence", "verifications"}
    )

    attributed_to = serializers.SerializerMethodField(
        help_text="A source, to whom may see it."
    )
    figures = FigureOut(many=True, read_only=True)
    occurrences = OccurrenceOut(many=True, read_only=True)
    evidence = EvidenceOut(many=True, read_only=True)
    verifications = VerificationOut(many=True, read_only=True)

    class Meta:
        model = Claim
        fields = (
            "id",
            "desk",
            "text",
            "type",
            "checkable",
            "attributed_to",
            "topics",
            "place",
            "happened_from",
            "happened_to",
            "split_from",
            "merged_into",
            "status",
            "entered_by",
            "created_at",
            "version",
            "figures",
            "occurrences",
            "evidence",
            "verifications",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        rows = super().rows(user, expand)
        if "figures" in expand:
            rows = rows.prefetch_related(Prefetch("figures", Figure.objects.current()))
        if "occurrences" in expand:
            rows = rows.with_places()
        for name, out in (
            ("evidence", EvidenceOut),
            ("verifications", VerificationOut),
        ):
            if name in expand:
                related = out.rows(user).order_by("created_at", "pk")
                rows = rows.prefetch_related(Prefetch(name, related))
        return rows.annotate(source_seen=seeing_source(user, "attributed_to_id"))

    def get_attributed_to(self, claim: Any) -> str | None:
        shown = claim.source_seen and not self.for_program
        return str(claim.attributed_to_id) if shown else None


class DossierOut(serializers.Serializer[Dossier]):
    """Where a claim stands: what is behind it, and which moves are open to you."""

    claim = serializers.UUIDField(source="claim.pk")
    status = serializers.CharField(source="claim.status")
    corroboration = serializers.SerializerMethodField()
    standards = serializers.CharField()
    moves = serializers.SerializerMethodField()

    def get_corroboration(self, dossier: Dossier) -> dict[str, Any]:
        return counted(dossier.corroboration.as_json())

    def get_moves(self, dossier: Dossier) -> list[dict[str, Any]]:
        return [
            {
                "move": choice.move.value,
                "allowed": bool(choice.decision),
                "refusal": choice.decision.reason,
                "findings": choice.report.as_json(),
            }
            for choice in dossier.choices
        ]


class CrossCheckOut(Out[CrossCheck]):
    class Meta:
        model = CrossCheck
        fields = (
            "id",
            "claim",
            "other",
            "relation",
            "rationale",
            "ended_at",
            "entered_by",
            "created_at",
            "version",
        )


class AnnotationOut(Out[Annotation]):
    span = SpanOut(read_only=True)
    body = serializers.SerializerMethodField(help_text="Empty once it is withdrawn.")

    class Meta:
        model = Annotation
        fields = (
            "id",
            "desk",
            "article",
            "document",
            "span",
            "parent",
            "body",
            "label",
            "visibility",
            "mentions",
            "resolved_at",
            "withdrawn_at",
            "entered_by",
            "created_at",
            "version",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        return super().rows(user, expand).select_related("span")

    def get_body(self, note: Annotation) -> str:
        return "" if note.withdrawn_at else note.body


class StandardsOut(Out[StandardsVersion]):
    class Meta:
        model = StandardsVersion
        fields = (
            "id",
            "desk",
            "number",
            "preset",
            "parameters",
            "effective_from",
            "entered_by",
            "created_at",
        )


class RunOut(Out[ExtractionRun]):
    class Meta:
        model = ExtractionRun
        fields = (
            "id",
            "desk",
            "revision",
            "engine",
            "state",
            "failure",
            "quotes_found",
            "claims_found",
            "created_at",
        )


class SpeakerOut(Out[SuggestedSpeaker]):
    source = serializers.SerializerMethodField(  # type: ignore[assignment]  # DRF takes it out
        help_text="To whom may see it."
    )

    class Meta:
        model = SuggestedSpeaker
        fields = (
            "id",
            "run",
            "key",
            "kind",
            "descriptor",
            "detail",
            "source",
            "created_at",
            "version",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        rows = super().rows(user, expand)
        return rows.annotate(source_seen=seeing_source(user, "source_id"))

    def get_source(self, speaker: Any) -> str | None:
        shown = speaker.source_seen and not self.for_program
        return str(speaker.source_id) if shown else None


class SuggestionOut(Out[Suggestion]):
    class Meta:
        model = Suggestion
        fields = (
            "id",
            "run",
            "kind",
            "start",
            "end",
            "speaker",
            "payload",
            "confidence",
            "rule",
            "state",
            "reason",
            "quote",
            "claim",
            "created_at",
            "version",
        )


def counted(corroboration: dict[str, Any]) -> dict[str, Any]:
    """Return the counts without what ties the sources together."""
    return {name: corroboration.get(name) for name in COUNTS}
