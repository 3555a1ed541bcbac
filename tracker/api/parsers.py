"""Bodies in: JSON that the record can hold, and bulk files as they are."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser

from tracker.errors import Invalid
from tracker.formats import strict_json
from tracker.formats.limits import MAX_FILE_BYTES, within


def _all_of(stream: IO[Any]) -> bytes:
    content: bytes = stream.read(MAX_FILE_BYTES + 1)
    within(len(content), MAX_FILE_BYTES, what="The request")
    return content


class StrictJSONParser(BaseParser):
    """JSON in UTF-8, at most 32 deep, without NUL and half surrogates."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            text = _all_of(stream).decode()
        except UnicodeDecodeError as error:
            raise Invalid("The body is not UTF-8.", offset=error.start) from None
        return strict_json.parse(text)


class BulkParser(BaseParser):
    """A bulk file's bytes; its format is told by the media type."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return _all_of(stream)


class JSONLinesParser(BulkParser):
    media_type = "application/jsonl"


class CSVParser(BulkParser):
    media_type = "text/csv"
