"""What a session must be before anything else is answered."""

import time
import zoneinfo
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from tracker.models import User

BEGAN: Final = "began_at"
TIME_ZONE: Final = "time_zone"
ENROLLED: Final = "second_factors_enrolled"  # in this session: {person: [type, …]}
KEY: Final = Authenticator.Type.WEBAUTHN

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
        lacking = what_is_lacking(request)
        if lacking is None or _is_open(request):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            body = {
                "status": 403,
                "code": lacking,
                "message": TOLD[lacking],
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


class Lacking(StrEnum):
    """What a session must have been opened with, and was not."""

    SECOND_FACTOR = "second_factor"
    SECURITY_KEY = "security_key"


TOLD: Final = {
    Lacking.SECOND_FACTOR: "Log in with a second factor first.",
    Lacking.SECURITY_KEY: "Log in with a security key or passkey first.",
}


def what_is_lacking(request: HttpRequest) -> Lacking | None:
    """Return what keeps this session from everything but enrolment, if something.

    A keeper's session is opened with a security key: it answers only to this site, so
    no look-alike page can pass it on, as it could the six digits of an app. An app or
    a recovery code still lets a keeper in far enough to add a key.
    """
    user = request.user
    if not isinstance(user, User):
        return None
    used = _factors_of(request, user)
    if _holds(user, settings.SECURITY_KEY_FOR):
        return None if KEY in used else Lacking.SECURITY_KEY
    if _holds(user, settings.SECOND_FACTOR_FOR):
        return None if used else Lacking.SECOND_FACTOR
    return None


def enrolled(request: HttpRequest, user: User, kind: str) -> None:
    """Remember that this session added a factor: whoever did has it at hand."""
    known = request.session.get(ENROLLED, {}).get(str(user.pk), [])
    request.session[ENROLLED] = {str(user.pk): sorted({*known, kind})}


def disenrolled(request: HttpRequest, user: User, kind: str) -> None:
    known = request.session.get(ENROLLED, {}).get(str(user.pk), [])
    request.session[ENROLLED] = {str(user.pk): [one for one in known if one != kind]}


def _factors_of(request: HttpRequest, user: User) -> set[str]:
    """Which kinds this very session was opened with, or has added."""
    records = get_authentication_records(request, user)
    used = {str(r.get("type")) for r in records if r.get("method") == "mfa"}
    return used | set(request.session.get(ENROLLED, {}).get(str(user.pk), []))


def _holds(user: User, wanted: frozenset[str]) -> bool:
    """Whether the person has such a role on some desk, or is staff and that is one."""
    if "staff" in wanted and user.is_staff:
        return True
    return any(wanted & roles for roles in user.roles.values()) if wanted else False


def _is_open(request: HttpRequest) -> bool:
    name = resolve(request.path_info).url_name or ""
    return name in OPEN or name.startswith(ENROLMENT)
