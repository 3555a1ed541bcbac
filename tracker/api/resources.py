"""The record's own resources: desks, articles and their revisions, and who I am."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar, Final
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.api import filters
from tracker.api.actor import actor, token_of
from tracker.api.idempotency import Answer, once
from tracker.api.parsers import CSVParser, JSONLinesParser
from tracker.api.presenting import In, Out
from tracker.api.serializers import (
    ArticleChangeIn,
    ArticleIn,
    ArticleOut,
    DeskOut,
    ImportOut,
    MeOut,
    OptionalReasonIn,
    ReasonIn,
    ReleaseIn,
    RevisionIn,
    RevisionOut,
)
from tracker.api.views import BodyKept, Listed, Shown
from tracker.errors import Invalid, TooLarge
from tracker.formats import Sheet, read_rows
from tracker.models import ArticleStatus
from tracker.services import articles, desks, imports

MOST_ROWS: Final = 1_000


class Me(APIView):
    """Who the API takes you for."""

    scope = "articles"

    @extend_schema(responses=MeOut)
    def get(self, request: Request) -> Response:
        context = {"token": token_of(request)}
        return Response(MeOut(actor(request), context=context).data)


class Desks(Listed, Shown):
    """Desks that you are on."""

    scope = "articles"
    out = DeskOut
    asks: ClassVar[Mapping[str, type[In]]] = {"exports_release": ReleaseIn}
    closed = frozenset({"exports_release"})

    @action(detail=True, methods=["post"], url_path="exports-release")
    def exports_release(self, request: Request, pk: UUID) -> Response:
        """Have what leaves the newsroom wait for a second person, or no longer."""
        return self.add(pk, desks.set_release, status=200)


class Articles(Listed, Shown):
    """Articles, filed and revised."""

    scope = "articles"
    out = ArticleOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {
        "revisions": RevisionOut,
        "revise": RevisionOut,
    }
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": ArticleIn,
        "partial_update": ArticleChangeIn,
        "revise": RevisionIn,
        "publish": OptionalReasonIn,
        "retract": ReasonIn,
    }
    changes = frozenset({"partial_update", "revise", "publish", "retract"})
    creates = frozenset({"create", "revise"})
    lists = frozenset({"list", "revisions"})
    filterable: ClassVar = {
        "desk": filters.by_id("desk"),
        "status": filters.by_choice("status", ArticleStatus),
        "external_id": filters.by_words("external_id"),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        desk_id = asked.pop("desk")
        return self.act(
            lambda: articles.file_article(desk_id, by=self.by, **asked), status=201
        )

    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, articles.describe)

    @action(detail=True)
    def revisions(self, request: Request, pk: UUID) -> Response:
        self.one(pk)
        return self.present_list(self.rows().filter(article=pk))

    @revisions.mapping.post
    def revise(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, articles.revise, status=201)

    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, articles.publish)

    @action(detail=True, methods=["post"])
    def retract(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, articles.retract)


class BulkImport(BodyKept):
    """Articles in bulk: JSON Lines or CSV in, a report for every row out."""

    scope = "articles"
    parser_classes = (JSONLinesParser, CSVParser)

    @extend_schema(
        request={
            parser.media_type: OpenApiTypes.BINARY
            for parser in (JSONLinesParser, CSVParser)
        },
        parameters=[
            OpenApiParameter("desk", OpenApiTypes.UUID, required=True),
            OpenApiParameter(
                "Idempotency-Key", location=OpenApiParameter.HEADER, required=False
            ),
        ],
        responses=ImportOut,
    )
    def post(self, request: Request) -> Response:
        by, desk_id = actor(request), _desk_asked(request)
        kind = (
            Sheet.CSV
            if request.content_type.startswith(CSVParser.media_type)
            else Sheet.JSON_LINES
        )
        if not isinstance(request.data, bytes):
            raise Invalid("The body is empty.")
        rows = list(read_rows(request.data, kind))
        if len(rows) > MOST_ROWS:
            raise TooLarge(
                f"More than {MOST_ROWS:,} rows; send them in parts.",
                limit=MOST_ROWS,
                unit="rows",
            )
        answer = once(
            request,
            lambda: Answer(
                200,
                [
                    _plain(report)
                    for report in imports.import_rows(desk_id, rows, by=by)
                ],
            ),
        )
        outcomes = Counter(row["outcome"] for row in answer.kept)
        body = ImportOut({"outcomes": outcomes, "rows": answer.kept})
        response = Response(body.data, status=answer.status)
        if answer.replayed:
            response["Idempotency-Replayed"] = "true"
        return response


def _desk_asked(request: Request) -> UUID:
    try:
        return UUID(request.query_params.get("desk", ""))
    except ValueError:
        raise Invalid("Say on which desk: ?desk=<id>.", parameter="desk") from None


def _plain(report: imports.RowReport) -> Any:
    """The report as JSON that can be kept with an idempotency key."""
    return json.loads(json.dumps(asdict(report), cls=DjangoJSONEncoder))
