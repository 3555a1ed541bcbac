"""Resources: files on their way to becoming documents.

Closed to programs: a file may point at who gave it.
"""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.documents import HELD, HeldOut, HoldingIn
from sources.models import Upload, UploadState
from sources.sandbox import ending_of
from sources.services import uploads
from tracker.api.filters import by_choice, by_id
from tracker.api.parsers import StrictJSONParser
from tracker.api.presenting import In
from tracker.api.serializers import NothingIn, ReasonIn
from tracker.api.views import Listed, Shown


class UploadOut(HeldOut):
    class Meta:
        model = Upload
        fields = (*HELD, "state", "failure", "document")


class UploadIn(HoldingIn):
    """A form (multipart) with the file in it."""

    file = serializers.FileField(allow_empty_file=True)
    words = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text="What a person read in a picture or a scan; then nothing is read.",
    )


class WordsIn(In):
    words = serializers.CharField(trim_whitespace=False)


class Uploads(Listed, Shown):
    """Files on their way to becoming documents. Closed to programs."""

    parser_classes = (StrictJSONParser, MultiPartParser)
    out = UploadOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": UploadIn,
        "try_again": NothingIn,
        "type_words": WordsIn,
        "drop": ReasonIn,
    }
    changes = frozenset({"try_again", "type_words", "drop"})
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "state": by_choice("state", UploadState),
    }

    def create(self, request: Request) -> Response:
        """Take a file in: sealed at once, read by a worker; ask again how it went."""
        asked = self.asked()
        desk_id, file = asked.pop("desk"), asked.pop("file")
        return self.act(
            lambda: uploads.receive(
                desk_id,
                file=file.read(),
                ending=ending_of(file.name),
                by=self.by,
                **asked,
            ),
            status=201,
        )

    @action(detail=True, methods=["post"], url_path="try-again")
    def try_again(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, uploads.try_again)

    @action(detail=True, methods=["post"], url_path="words")
    def type_words(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, uploads.type_words)

    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, uploads.drop)
