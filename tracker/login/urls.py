"""Under accounts/: logging in and out, second factors, sessions, the own password.

What allauth also offers is closed. Accounts are made by site staff, an address is
changed by them alone, and nothing is ever mailed; the names stay reversible, since
allauth's pages ask for them.
"""

from typing import Final, NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, include, path

CLOSED: Final = (
    "signup/",
    "email/",
    "confirm-email/",
    "confirm-email/<path:rest>",
    "password/set/",
    "password/reset/",
    "password/reset/<path:rest>",
    "login/code/",
    "login/code/<path:rest>",
)


def closed(_request: HttpRequest, **_parts: str) -> NoReturn:
    """Answer as for an address that does not exist."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(address, closed) for address in CLOSED),
    path("", include("allauth.urls")),
]
