"""The one place that knows which HTTP status a refusal is, and how it is told.

Every error has the same shape (RFC 9457 with a stable `code`, words for people and
facts for programs). The database's own words never appear: they repeat the row.
"""

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import page_not_found, server_error
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import set_rollback

from tracker import errors
from tracker.api.idempotency import KeyReused
from tracker.api.refusals import put_on_record

if TYPE_CHECKING:
    from rest_framework.views import APIView

CONTENT_TYPE: Final = "application/problem+json"

STATUS: Final[dict[type[errors.SourcelineError], int]] = {
    errors.SourcelineError: status.HTTP_400_BAD_REQUEST,
    errors.Invalid: status.HTTP_400_BAD_REQUEST,
    errors.TooLarge: status.HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    errors.NotFound: status.HTTP_404_NOT_FOUND,
    errors.NotAllowed: status.HTTP_403_FORBIDDEN,
    errors.Conflict: status.HTTP_409_CONFLICT,
    errors.Frozen: status.HTTP_423_LOCKED,
    errors.StaleVersion: status.HTTP_412_PRECONDITION_FAILED,
    KeyReused: status.HTTP_422_UNPROCESSABLE_ENTITY,
}

_ABSENT: Final = (404, "not_found", "There is nothing here for you.")

# Errors of others, in words of our own: theirs would repeat the row.
FIXED: Final[dict[type[Exception], tuple[int, str, str]]] = {
    IntegrityError: (409, "conflict", "The record cannot take this change."),
    DataError: (400, "invalid", "A value does not fit the record."),
    RequestDataTooBig: (413, "too_large", "The request is larger than 10 MiB."),
    PermissionDenied: (403, "not_allowed", "You may not do this."),
}


class PreconditionRequired(exceptions.APIException):
    """A change must say which version of the record it is a change of."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = "Send the record's ETag as If-Match."
    default_code = "precondition_required"


def problem(
    status_code: int, code: str, message: str, facts: dict[str, Any] | None = None
) -> Response:
    """Return an error as every client gets it."""
    return Response(
        {"status": status_code, "code": code, "message": message, "facts": facts or {}},
        status=status_code,
        content_type=CONTENT_TYPE,
    )


def no_address(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer where nothing is mounted: the API's way to a program, a page to people."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    return _as_json(_ABSENT)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer what nobody foresaw, without a word of what it was."""
    if not request.path.startswith("/api/"):
        return server_error(request)
    return _as_json((500, "fault", "Something went wrong here. Nothing was changed."))


def _as_json(told: tuple[int, str, str]) -> HttpResponse:
    """Answer outside any view, where nothing renders a Response."""
    body = problem(*told)
    return JsonResponse(body.data, status=body.status_code, content_type=CONTENT_TYPE)


def answer(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. What it does not know stays a 500."""
    response = _response_to(exc)
    if response is None:
        return None
    set_rollback()
    view: APIView | None = context.get("view")
    if response.status_code == status.HTTP_403_FORBIDDEN and view is not None:
        put_on_record(context["request"], view, code=response.data["code"])
    return response


def _response_to(exc: Exception) -> Response | None:
    """The first of its kinds that is known; what nobody foresaw is None."""
    if isinstance(exc, DatabaseError):
        exc = errors.frozen(exc) or exc  # found only at the commit
    if isinstance(exc, errors.NotFound | Http404 | exceptions.NotFound):
        # One body for what is absent and for what the asker may not know of.
        return problem(*_ABSENT)
    if isinstance(exc, errors.SourcelineError):
        return problem(status_of(exc), exc.code, exc.message, exc.facts)
    if isinstance(exc, exceptions.ValidationError):
        fields = {"fields": as_serializer_error(exc)}
        return problem(400, "invalid", "Some fields are not right.", fields)
    if isinstance(exc, exceptions.APIException):
        return _with_headers(exc)
    for kind, told in FIXED.items():
        if isinstance(exc, kind):
            return problem(*told)
    return None


def status_of(error: errors.SourcelineError) -> int:
    """Return the status of the nearest class in the error's ancestry."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _with_headers(exc: exceptions.APIException) -> Response:
    code = exc.get_codes()
    response = problem(
        exc.status_code,
        code if isinstance(code, str) else exc.default_code,
        str(exc.detail),
    )
    if header := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(exc, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response
