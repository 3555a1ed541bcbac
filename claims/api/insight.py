"""Resources that only tell: what would fall, how it stood, what is published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.serializers import ClaimOut
from claims.queries import (
    Change,
    DocumentWithdrawn,
    QuoteMoved,
    SourceGraded,
    SourcesLinked,
    SourceWithdrawn,
    blast_radius,
)
from claims.queries.asof import as_of
from claims.queries.published import quotation_of, review_of
from sources.models import LinkKind, Reliability
from sources.workflow import QuoteStatus
from tracker.api.fields import EnumField
from tracker.api.presenting import In
from tracker.api.views import Resource
from tracker.errors import Invalid


class SupposeIn(In):
    """One change, supposed: give what it is about, and nothing else."""

    source = serializers.UUIDField(  # type: ignore[assignment]  # DRF takes it out
        required=False
    )
    reliability = EnumField(Reliability, required=False)
    other = serializers.UUIDField(required=False)
    kind = EnumField(LinkKind, required=False)
    document = serializers.UUIDField(required=False)
    quote = serializers.UUIDField(required=False)
    status = EnumField(QuoteStatus, required=False)


class Insight(Resource):
    """Questions that change nothing. Closed to programs, as what they touch is."""

    out = ClaimOut
    asks: ClassVar[Mapping[str, type[In]]] = {"blast_radius": SupposeIn}

    @extend_schema(request=SupposeIn, responses=OpenApiTypes.OBJECT)
    @action(detail=False, methods=["post"], url_path="blast-radius")
    def blast_radius(self, request: Request) -> Response:
        """Say which settled claims and articles would fall below standard."""
        found = blast_radius(_supposed(self.asked()), user=self.by)
        return Response(
            {
                "touched": found.touched,
                "fallen": [
                    {
                        "claim": fallen.claim.pk,
                        "status": fallen.claim.status,
                        "already": fallen.already,
                        "before": fallen.before.line,
                        "after": fallen.report.corroboration.line,
                        "reasons": [r.as_json() for r in fallen.report.reasons],
                        "articles": [article.pk for article in fallen.articles],
                    }
                    for fallen in found.fallen
                ],
                "articles": [article.pk for article in found.articles],
            }
        )

    @extend_schema(
        parameters=[OpenApiParameter("at", datetime, required=True)],
        responses=OpenApiTypes.OBJECT,
    )
    @action(detail=True, url_path="as-of")
    def as_of(self, request: Request, pk: UUID) -> Response:
        """Return the claim as the desk had it at that moment."""
        at = serializers.DateTimeField().run_validation(request.query_params.get("at"))
        found = as_of(pk, at, user=self.by)
        return Response(
            {
                "at": found.at,
                "claim": found.claim.pk,
                "text": found.claim.text,
                "status": found.claim.status,
                "version": found.claim.version,
                "corroboration": found.corroboration.line,
                "standards": found.standards.version and found.standards.version.number,
                "reasons": [reason.as_json() for reason in found.report.reasons],
                "decisions": [decision.pk for decision in found.decisions],
            }
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, url_path="claim-review")
    def claim_review(self, request: Request, pk: UUID) -> Response:
        """Return the schema.org ClaimReview of a published verdict."""
        return Response(review_of(pk, user=self.by))


class Published(Resource):
    """What of a quote is public."""

    out = ClaimOut

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def quotation(self, request: Request, pk: UUID) -> Response:
        """Return the schema.org Quotation of a published quote."""
        return Response(quotation_of(pk, user=self.by))


def _supposed(asked: Mapping[str, Any]) -> Change:
    match asked:
        case {"source": one, "other": other, "kind": kind, **rest} if not rest:
            return SourcesLinked(one, other, kind)
        case {"source": source, "reliability": grade, **rest} if not rest:
            return SourceGraded(source, grade)
        case {"source": source, **rest} if not rest:
            return SourceWithdrawn(source)
        case {"document": document, **rest} if not rest:
            return DocumentWithdrawn(document)
        case {"quote": quote, "status": status, **rest} if not rest:
            return QuoteMoved(quote, status)
    raise Invalid(
        "Give a source, a source and its grade, two tied sources, a document, "
        "or a quote and its status."
    )
