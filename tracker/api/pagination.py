"""Pages by cursor: constant cost at any depth, no totals, nothing to forge."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.core.signing import BadSignature, Signer
from rest_framework.exceptions import ParseError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

MOST: Final = 100


class ForgedCursor(ParseError):
    default_detail = "This cursor is not one of ours, or is for another list."
    default_code = "bad_cursor"


class Pages(CursorPagination):
    """Newest first. `page_size` up to 100; a cursor is good for its own list only.

    There is no count of rows: how many sources an outlet has is a secret.
    """

    page_size = 50
    max_page_size = MOST
    page_size_query_param = "page_size"
    ordering = ("-created_at", "-id")

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> Any:
        self._list = request.path
        self.ordering = getattr(view, "ordering", self.ordering)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "results": data,
            }
        )

    def decode_cursor(self, request: Request) -> Cursor | None:
        encoded = request.query_params.get(self.cursor_query_param)
        if encoded is None:
            return None
        try:
            signed = urlsafe_b64decode(encoded.encode("ascii", "replace")).decode()
            fields = dict(parse_qsl(self._signer().unsign(signed)))
        except (NotBase64, UnicodeDecodeError, BadSignature):
            raise ForgedCursor from None
        return Cursor(
            offset=int(fields.get("o", 0)),
            reverse="r" in fields,
            position=fields.get("p"),  # type: ignore[arg-type]  # the stubs say int
        )

    def encode_cursor(self, cursor: Cursor) -> str:
        fields: dict[str, str] = {}
        if cursor.offset:
            fields["o"] = str(cursor.offset)
        if cursor.reverse:
            fields["r"] = "1"
        if cursor.position is not None:
            fields["p"] = str(cursor.position)
        signed = self._signer().sign(urlencode(fields))
        encoded = urlsafe_b64encode(signed.encode()).decode("ascii")
        return replace_query_param(str(self.base_url), self.cursor_query_param, encoded)

    def _signer(self) -> Signer:
        return Signer(salt=f"tracker.api.cursor:{self._list}")
