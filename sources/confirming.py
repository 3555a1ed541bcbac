"""A person's word that what seems to identify somebody is kept, with each request.

Pages send it as the field `confirmed`, programs of people as the header
`Confirm-Identifying` (percent-encoded UTF-8). An API token cannot give it.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponseBase

from sources.freetext import confirming
from tracker.models import User

HEADER: Final = "Confirm-Identifying"
MOST: Final = 500
API: Final = "/api/"


class Confirmed:
    """Middleware: services read the confirmation from the request's context."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User) or request.method in {"GET", "HEAD"}:
            return self.answer(request)
        with confirming(user, _reason(request)[:MOST]):
            return self.answer(request)


def _reason(request: HttpRequest) -> str:
    """Return why it is kept; a body of the API is not touched for it."""
    if request.path.startswith(API):
        return unquote(request.headers.get(HEADER, ""), errors="replace")
    return str(request.POST.get("confirmed", ""))
