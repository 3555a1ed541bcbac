"""What a session must be before anything else is answered."""

import time
import zoneinfo
from collections.abc import Callable
from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from tracker.models import User

BEGAN: Final = "began_at"
ENROLLED: Final = "second_factor_enrolled"
TIME_ZONE: Final = "time_zone"

# What somebody without a second factor needs in order to enrol one, or to leave.
OPEN: Final = frozenset(
    {"account_logout", "account_reauthenticate", "livez", "readyz", "stop_mail"}
)
ENROLMENT: Final = "mfa_"

Answer = Callable[[HttpRequest], HttpResponse]


class SessionLimit:
    """Ends a session for good some hours after its log-in, however busy it is."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            began = request.session.get(BEGAN, 0)
            if time.time() - began > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
        return self.get_response(request)


class SecondFactor:
    """Refuses everything but enrolment to who must have a second factor and has none.

    Programs come in by token, not by session; a token is made in a session.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not is_required_of(user):
            return self.get_response(request)
        if is_given(request, user) or _is_open(request):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            body = {
                "status": 403,
                "code": "second_factor",
                "message": "Log in with a second factor first.",
                "facts": {},
            }
            return JsonResponse(
                body, status=403, content_type="application/problem+json"
            )
        return redirect("mfa_index")


class TheirTime:
    """Shows a person's pages in their own time zone; the API stays in UTC."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/") or not request.user.is_authenticated:
            return self.get_response(request)
        name = request.session.get(TIME_ZONE, "UTC")
        with timezone.override(zoneinfo.ZoneInfo(name)):
            return self.get_response(request)


def is_required_of(user: User) -> bool:
    """Whether the site wants a second factor of who has such a role, or is staff."""
    wanted = settings.SECOND_FACTOR_FOR
    if "staff" in wanted and user.is_staff:
        return True
    return any(wanted & roles for roles in user.roles.values()) if wanted else False


def is_given(request: HttpRequest, user: User) -> bool:
    """Whether this very session was opened with one, or enrolled one."""
    if request.session.get(ENROLLED) == str(user.pk):
        return True
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def _is_open(request: HttpRequest) -> bool:
    name = resolve(request.path_info).url_name or ""
    return name in OPEN or name.startswith(ENROLMENT)
