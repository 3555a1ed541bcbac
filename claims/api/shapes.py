"""Resources: what a claim asserts in fields, splitting it, merging two."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.serializers import ClaimOut
from claims.models import ClaimType
from claims.services import shapes
from claims.services.shapes import Amount
from tracker.api.fields import EnumField
from tracker.api.presenting import In
from tracker.api.views import Resource


class AmountIn(In):
    low = serializers.DecimalField(max_digits=24, decimal_places=6)
    high = serializers.DecimalField(max_digits=24, decimal_places=6)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)


class DescribeIn(In):
    type = EnumField(ClaimType, required=False)
    checkable = serializers.BooleanField(required=False)
    topics = serializers.ListField(
        child=serializers.CharField(max_length=60), max_length=20, required=False
    )
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)
    happened_from = serializers.DateField(required=False, allow_null=True)
    happened_to = serializers.DateField(required=False, allow_null=True)
    figures = AmountIn(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.keys() & {"happened_from", "happened_to"}:
            first = attrs.pop("happened_from", None)
            attrs["happened"] = (first, attrs.pop("happened_to", first))
        if "figures" in attrs:
            attrs["figures"] = [Amount(**amount) for amount in attrs["figures"]]
        return attrs


class AttributeIn(In):
    """A source, or null for the outlet itself."""

    source_id = serializers.UUIDField(allow_null=True)


class SplitIn(In):
    parts = serializers.ListField(
        child=serializers.CharField(max_length=2000), min_length=2, max_length=20
    )
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class MergeIn(In):
    into_id = serializers.UUIDField()
    reason = serializers.CharField(max_length=2000)


class Shapes(Resource):
    """Say what a claim is about; make several of one, or one of two."""

    scope = "claims"
    closed = frozenset({"attribute", "split", "merge"})
    out = ClaimOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "describe": DescribeIn,
        "attribute": AttributeIn,
        "split": SplitIn,
        "merge": MergeIn,
    }
    changes = frozenset({"describe", "attribute", "split", "merge"})

    def describe(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, shapes.describe)

    def attribute(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, shapes.attribute)

    def split(self, request: Request, pk: UUID) -> Response:
        """Answer with the first part; the others say that they were split from it."""
        return self.change(pk, _first_of_split)

    def merge(self, request: Request, pk: UUID) -> Response:
        """Answer with the claim as it was closed."""
        return self.change(pk, shapes.merge)


def _first_of_split(claim_id: UUID, **asked: Any) -> Any:
    return shapes.split(claim_id, **asked)[0]
