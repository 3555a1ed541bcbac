"""Any record's history and how it stood, over the API. Closed to programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from claims.queries.history import Entry
from claims.queries.subjects import SUBJECTS, as_it_stood, story
from tracker.api.actor import actor

KIND = OpenApiParameter(
    "kind", str, OpenApiParameter.PATH, enum=sorted(SUBJECTS), required=True
)


class History(APIView):
    """What happened to a record: who, when, what from what to what, and why."""

    scope = None

    @extend_schema(
        parameters=[
            KIND,
            OpenApiParameter("before", int, description="Events before this number."),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, kind: str, pk: UUID) -> Response:
        given = request.query_params.get("before")
        field = serializers.IntegerField(min_value=1, max_value=2**62)
        before = None if given is None else field.run_validation(given)
        told = story(kind, pk, user=actor(request), before=before)
        older = None
        if told.older is not None:
            address = request.build_absolute_uri()
            older = replace_query_param(address, "before", told.older)
        return Response({"next": older, "results": list(map(_told, told.entries))})


class AsItStood(APIView):
    """A record as the desk had it at a moment."""

    scope = None

    @extend_schema(
        parameters=[KIND, OpenApiParameter("at", datetime, required=True)],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, kind: str, pk: UUID) -> Response:
        at = serializers.DateTimeField().run_validation(request.query_params.get("at"))
        found = as_it_stood(kind, pk, at, user=actor(request))
        return Response({"at": found.at, "kind": kind, "record": found.fields})


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "event": entry.seq,
        "at": entry.at,
        "by": entry.who,
        "what": entry.what,
        "reason": entry.reason,
        "changes": [
            {"field": one.field, "from": one.old, "to": one.new}
            for one in entry.changes
        ],
    }
