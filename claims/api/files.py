"""The opened file of a source, with what became of what it said."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.queries import record_of
from sources.api.serializers import PurposeIn, SourceFileOut, SourceOut
from sources.models import Source
from sources.services import sources
from tracker.api.presenting import In, Out
from tracker.api.views import Resource


class OpenedFileOut(SourceFileOut):
    """The whole file and the track record, after the look has gone on the record."""

    track_record = serializers.SerializerMethodField(
        help_text="Resolved claims that rested on the source; 95 % Wilson interval."
    )

    class Meta:
        model = Source
        fields = (*SourceFileOut.Meta.fields, "track_record")

    def get_track_record(self, source: Source) -> dict[str, Any]:
        return record_of(source, user=self.context["request"].user).as_json()


class OpenedFiles(Resource):
    """Opening a source's file. Closed to programs."""

    out = SourceOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {"open_file": OpenedFileOut}
    asks: ClassVar[Mapping[str, type[In]]] = {"open_file": PurposeIn}

    @action(detail=True, methods=["post"], url_path="open")
    def open_file(self, request: Request, pk: UUID) -> Response:
        """Open the file. The look is on the record before anything is shown."""
        self.one(pk)
        opened = sources.open_file(pk, by=self.by, **self.asked())
        return self.present(opened.pk)
