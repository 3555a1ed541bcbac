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

from claims.api.serializers import AnnotationOut, ClaimOut
from claims.models import Annotation
from claims.queries import (
    Change,
    DocumentWithdrawn,
    QuoteMoved,
    SourceGraded,
    SourcesLinked,
    SourceWithdrawn,
    blast_radius,
    notes,
)
from claims.queries.asof import as_of
from claims.queries.published import quotation_of, review_of
from claims.services import annotations
from claims.webannotation import Note, Place, to_jsonld
from sources.models import LinkKind, Reliability
from sources.workflow import QuoteStatus
from tracker.api.fields import EnumField, SafeJSONField
from tracker.api.presenting import In
from tracker.api.views import Resource
from tracker.errors import Invalid, NotFound


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


class WebAnnotationIn(In):
    article = serializers.UUIDField()
    annotation = SafeJSONField()


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


class WebAnnotations(Resource):
    """Notes as W3C Web Annotations, and the search over all of them."""

    out = AnnotationOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": WebAnnotationIn}

    def create(self, request: Request) -> Response:
        """Take a Web Annotation in as a note on an article."""
        asked = self.asked()
        return self.act(
            lambda: annotations.take_in(
                asked["article"], data=asked["annotation"], by=self.by
            ),
            status=201,
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        note = (
            Annotation.objects.visible_to(self.by)
            .select_related("span", "entered_by")
            .filter(pk=pk)
            .first()
        )
        if note is None:
            raise NotFound("There is no such annotation.")
        return Response(_as_web_annotation(note))

    @extend_schema(
        parameters=[
            OpenApiParameter("words", str),
            OpenApiParameter("label", str),
            OpenApiParameter("open", bool),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def list(self, request: Request) -> Response:
        """Return the newest notes with these words or this label, over all texts."""
        asked = request.query_params
        if unknown := set(asked) - {"words", "label", "open"}:
            raise Invalid("There is no such filter.", parameter=min(unknown))
        found = notes.search(
            self.by,
            asked.get("words", ""),
            label=asked.get("label", ""),
            open_only=asked.get("open") == "true",
        )
        return Response({"results": [_as_web_annotation(note) for note in found]})


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


def _as_web_annotation(note: Annotation) -> dict[str, Any]:
    span = note.span
    place = None
    if span is not None:
        place = Place(span.exact, span.prefix, span.suffix, span.start, span.end)
    about = note.article_id or note.document_id
    if about is None:
        raise NotFound("There is no such annotation.")
    return to_jsonld(
        Note(note.body, note.label, place),
        id_=note.pk,
        about=about,
        created=note.created_at,
        creator=note.entered_by.name,
        reply_to=note.parent_id,
    )
