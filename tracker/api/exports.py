"""Exports: asked for, watched, released, cancelled, fetched.

Closed to programs: what leaves the desk is taken by a person, who answers for it.
"""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api import filters
from tracker.api.presenting import In, Out
from tracker.api.serializers import OptionalReasonIn
from tracker.api.views import Listed, Shown
from tracker.datasets import Profile
from tracker.models import Export, ExportState, User
from tracker.services import exports


class ExportIn(In):
    desk = serializers.UUIDField()
    dataset = serializers.SlugField(max_length=40)
    profile = serializers.ChoiceField(choices=[each.value for each in Profile])
    since = serializers.DateField(required=False, allow_null=True)
    until = serializers.DateField(required=False, allow_null=True)
    status = serializers.CharField(max_length=20, required=False, allow_blank=True)
    article = serializers.UUIDField(required=False, allow_null=True)
    chosen = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=exports.MOST_CHOSEN,
        help_text="Ids: these rows alone.",
    )
    as_of = serializers.DateTimeField(required=False, allow_null=True)
    bom = serializers.BooleanField(required=False, help_text="Mark the CSV for Excel.")


class ProgressOut(serializers.Serializer[Any]):
    step = serializers.CharField(help_text="csv, jsonl, chain or zip.")
    percent = serializers.IntegerField()
    rows = serializers.IntegerField(allow_null=True, help_text="So far; to who asked.")
    estimate = serializers.IntegerField(allow_null=True)


class ExportOut(Out[Export]):
    """Numbers of rows and bytes are for who asked: they may be a count of sources."""

    status = serializers.CharField(source="only_status", read_only=True)
    chosen = serializers.SerializerMethodField(help_text="How many rows were chosen.")
    row_count = serializers.SerializerMethodField()
    size = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()

    class Meta:
        model = Export
        fields = (
            "id",
            "desk",
            "dataset",
            "profile",
            "since",
            "until",
            "status",
            "article",
            "chosen",
            "as_of",
            "bom",
            "state",
            "progress",
            "row_count",
            "size",
            "said",
            "entered_by",
            "created_at",
            "needs_release",
            "released_by",
            "released_at",
            "ready_at",
            "fetched_at",
            "expires_at",
            "ended_at",
        )

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:
        return super().rows(user, expand).select_related("progress")

    def _is_own(self, export: Export) -> bool:
        return bool(export.entered_by_id == self.context["request"].user.pk)

    def get_chosen(self, export: Export) -> int | None:
        return len(export.chosen) or None

    def get_row_count(self, export: Export) -> int | None:
        return export.rows if self._is_own(export) else None

    def get_size(self, export: Export) -> int | None:
        return export.size if self._is_own(export) else None

    @extend_schema_field(ProgressOut(allow_null=True))
    def get_progress(self, export: Export) -> dict[str, Any] | None:
        told = getattr(export, "progress", None)
        if told is None or export.state != ExportState.RUNNING:
            return None
        own = self._is_own(export)
        return {
            "step": told.step,
            "percent": told.percent,
            "rows": told.rows if own else None,
            "estimate": told.estimate if own else None,
        }


class Exports(Listed, Shown):
    """What was asked to leave the desk, and where it is."""

    out = ExportOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": ExportIn,
        "release": OptionalReasonIn,
        "cancel": OptionalReasonIn,
    }
    filterable: ClassVar = {
        "desk": filters.by_id("desk"),
        "state": filters.by_choice("state", ExportState),
        "dataset": filters.by_words("dataset"),
        "entered_by": filters.by_id("entered_by"),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        asked["article_id"] = asked.pop("article", None)
        asked["profile"] = Profile(asked["profile"])
        desk_id, dataset = asked.pop("desk"), asked.pop("dataset")
        return self.act(
            lambda: exports.ask(desk_id, dataset_name=dataset, by=self.by, **asked),
            status=201,
        )

    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: UUID) -> Response:
        """Let it out, as the second person."""
        return self.add(pk, exports.release, status=200)

    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: UUID) -> Response:
        """Have it not made, or stopped while it is."""
        return self.add(pk, exports.cancel, status=200)

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @action(detail=True)
    def fetch(self, request: Request, pk: UUID) -> FileResponse:
        """Take the package. That it was taken is on record before the first byte."""
        package = exports.fetch(pk, by=self.by)
        response = FileResponse(
            package.path.open("rb"), as_attachment=True, filename=package.name
        )
        response["Cache-Control"] = "private, no-store"
        return response
