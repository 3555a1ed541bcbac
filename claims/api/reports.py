"""The pre-publication report over the API, as the page and the command have it."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.serializers import ClaimOut
from claims.queries import prepublication
from claims.queries.prepublication import objection
from sources.services import acceptances, revisions
from tracker.api.idempotency import Answer, once
from tracker.api.presenting import In
from tracker.api.serializers import ReasonIn
from tracker.api.views import Resource


class CheckTextIn(In):
    text = serializers.CharField(trim_whitespace=False)


class AcceptFindingIn(In):
    fingerprint = serializers.RegexField(r"^[0-9a-f]{64}$")
    reason = serializers.CharField(max_length=2000)
    text = serializers.CharField(
        required=False,
        trim_whitespace=False,
        help_text="Words not filed yet, if the finding is in them.",
    )


class Reports(Resource):
    """What stands against publishing an article. Closed to programs."""

    out = ClaimOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "accept": AcceptFindingIn,
        "check": CheckTextIn,
        "withdraw": ReasonIn,
    }
    creates = frozenset({"accept"})

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def report(self, request: Request, pk: UUID) -> Response:
        """Return every objection to the newest revision, as its reader may know."""
        return Response(prepublication(self.by, pk).as_json())

    @extend_schema(request=CheckTextIn, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: UUID) -> Response:
        """Return what the checks would find in a text before it is filed."""
        found = revisions.check(pk, by=self.by, **self.asked())
        return Response({"objections": [objection(one).as_json() for one in found]})

    @extend_schema(request=AcceptFindingIn, responses={201: OpenApiTypes.OBJECT})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: UUID) -> Response:
        """Let one finding of the checks stand, with a reason."""
        asked = self.asked()

        def effect() -> Answer:
            made = acceptances.accept(pk, by=self.by, **asked)
            return Answer(201, {"id": str(made.pk), "rule": made.rule})

        answer: Any = once(request, effect)
        return Response(answer.kept, status=answer.status)

    @extend_schema(request=ReasonIn, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Take an exception back, with a reason; the finding counts again."""
        asked = self.asked()

        def effect() -> Answer:
            row = acceptances.withdraw(pk, by=self.by, **asked)
            return Answer(200, {"id": str(row.pk), "rule": row.rule})

        answer: Any = once(request, effect)
        return Response(answer.kept, status=answer.status)
