"""Resources: evidence documents.

Closed to programs: a document may point at who gave it.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.serializers import NotesIn, PurposeIn
from sources.models import Document
from sources.queries import seeing_source
from sources.services import documents
from tracker.api.attachments import attachment
from tracker.api.filters import Filter, Rows, by_id
from tracker.api.presenting import In, Out
from tracker.api.serializers import ReasonIn
from tracker.api.views import Listed, Shown
from tracker.models import User

# What is said of a document, and of the file that becomes one.
HELD: Final = (
    "id",
    "desk",
    "title",
    "provenance",
    "primary",
    "published",
    "holder",
    "media_type",
    "original_sha256",
    "original_size",
    "entered_by",
    "created_at",
    "version",
)


class HeldOut(Out[Any]):
    """Who gave it and how it came, for who may see that source; null for others."""

    holder = serializers.SerializerMethodField()
    provenance = serializers.SerializerMethodField()

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        rows = super().rows(user, expand)
        return rows.annotate(holder_seen=seeing_source(user, "holder_id"))

    def get_holder(self, held: Any) -> str | None:
        return str(held.holder_id) if held.holder_seen else None

    def get_provenance(self, held: Any) -> str | None:
        """How it came to the desk; part of the holder's file when there is one."""
        open_to_all = held.holder_id is None
        return held.provenance if open_to_all or held.holder_seen else None


class DocumentOut(HeldOut):
    expandable: ClassVar = frozenset({"content"})

    sha256 = serializers.CharField(source="text.sha256", read_only=True)
    characters = serializers.IntegerField(source="text.characters", read_only=True)
    content = serializers.CharField(source="text.content", read_only=True)

    class Meta:
        model = Document
        fields = (*HELD, "sha256", "characters", "content", "withdrawn_at")

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        rows = super().rows(user, expand).select_related("text")
        return rows if "content" in expand else rows.defer("text__content")


class HoldingIn(NotesIn):
    desk = serializers.UUIDField()
    title = serializers.CharField(max_length=300)
    provenance = serializers.CharField(max_length=2000)
    primary = serializers.BooleanField(required=False)
    published = serializers.BooleanField(required=False)
    holder_id = serializers.UUIDField(required=False, allow_null=True)


class DocumentIn(HoldingIn):
    content = serializers.CharField(trim_whitespace=False)


class WithdrawIn(NotesIn, ReasonIn):
    """Why, and why a reason that seems to identify somebody is kept."""


def _standing(rows: Rows, standing: bool, _: Request) -> Rows:  # noqa: FBT001 (a filter's value)
    return rows.filter(withdrawn_at__isnull=standing)


def _yes_or_no(value: str) -> bool:
    if value not in {"true", "false"}:
        raise ValueError(value)
    return value == "true"


def _titled(rows: Rows, words: str, _: Request) -> Rows:
    return rows.filter(title__icontains=words)


class Documents(Listed, Shown):
    """Evidence documents. Closed to programs."""

    out = DocumentOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": DocumentIn,
        "withdraw": WithdrawIn,
        "original": PurposeIn,
        "releasable": PurposeIn,
    }
    changes = frozenset({"withdraw"})
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "title": Filter(str, _titled),
        "standing": Filter(_yes_or_no, _standing, ("true", "false")),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        desk_id = asked.pop("desk")
        return self.act(
            lambda: documents.hold(desk_id, by=self.by, **asked), status=201
        )

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, documents.withdraw)

    @extend_schema(responses=OpenApiTypes.BINARY)
    @action(detail=True, methods=["post"])
    def original(self, request: Request, pk: UUID) -> HttpResponse:
        """Fetch the sealed original. The look is on the record before it is given."""
        held = self.one(pk)
        given = documents.open_original(pk, by=self.by, **self.asked())
        return attachment(given, name=documents.file_name(held))

    @extend_schema(responses=OpenApiTypes.BINARY)
    @action(detail=True, methods=["post"])
    def releasable(self, request: Request, pk: UUID) -> HttpResponse:
        """Take the words without marks of a copy; that they leave is on the record."""
        self.one(pk)
        released = documents.release_copy(pk, by=self.by, **self.asked())
        return attachment(released.text.encode(), name="document.txt")
