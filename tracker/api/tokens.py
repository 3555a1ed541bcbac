"""A person's own tokens. Made, listed and ended in a session, never by a token."""

from datetime import timedelta
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.api.actor import actor
from tracker.api.presenting import In
from tracker.models import ApiToken, Scope
from tracker.services import tokens


class TokenIn(In):
    name = serializers.CharField(max_length=80)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices), min_length=1
    )
    days = serializers.IntegerField(min_value=1, max_value=366)


class TokenOut(serializers.ModelSerializer[ApiToken]):
    id = serializers.CharField(source="digest", read_only=True)
    ends = serializers.DateTimeField(source="expiry", read_only=True)

    class Meta:
        model = ApiToken
        fields = ("id", "name", "scopes", "created", "ends")


class NewTokenOut(TokenOut):
    key = serializers.SerializerMethodField(help_text="Told this once.")

    class Meta(TokenOut.Meta):
        fields = (*TokenOut.Meta.fields, "key")  # type: ignore[assignment]  # one more

    def get_key(self, _token: ApiToken) -> str:
        key: str = self.context["key"]
        return key


class Tokens(APIView):
    """Your tokens."""

    @extend_schema(responses=TokenOut(many=True))
    def get(self, request: Request) -> Response:
        rows = ApiToken.objects.filter(user=actor(request)).order_by("-created", "pk")
        return Response(TokenOut(rows, many=True).data)

    @extend_schema(request=TokenIn, responses={201: NewTokenOut})
    def post(self, request: Request) -> Response:
        body = TokenIn(data=request.data)
        body.is_valid(raise_exception=True)
        asked: dict[str, Any] = body.validated_data
        by = actor(request)
        token, key = tokens.issue(
            by,
            name=asked["name"],
            scopes=[Scope(scope) for scope in asked["scopes"]],
            lasting=timedelta(days=asked["days"]),
            by=by,
        )
        return Response(NewTokenOut(token, context={"key": key}).data, status=201)


class OneToken(APIView):
    """One of your tokens."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, digest: str) -> Response:
        tokens.revoke(digest, by=actor(request))
        return Response(status=204)
