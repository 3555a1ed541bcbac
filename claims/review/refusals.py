"""A refusal, shown where it happened: what was refused, and every reason for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from claims.review.shell import actor
from tracker.audit import note
from tracker.errors import (
    BelowStandard,
    Conflict,
    Frozen,
    Invalid,
    NotAllowed,
    NotFound,
    SourcelineError,
    StaleVersion,
    TooLarge,
    frozen,
)

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

STATUS: dict[type[SourcelineError], HTTPStatus] = {
    NotAllowed: HTTPStatus.FORBIDDEN,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Invalid: HTTPStatus.BAD_REQUEST,
    Conflict: HTTPStatus.CONFLICT,
    Frozen: HTTPStatus.LOCKED,
    SourcelineError: HTTPStatus.BAD_REQUEST,
}
TITLES: dict[type[SourcelineError], str] = {
    NotAllowed: "You may not do this",
    BelowStandard: "Below the desk’s sourcing standards",
    StaleVersion: "Somebody was faster",
    Conflict: "Not possible now",
    Frozen: "Frozen",
    Invalid: "Not accepted",
    SourcelineError: "Not done",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a page shows of a no. `at` is the card or form that it belongs to."""

    title: str
    message: str
    code: str
    status: HTTPStatus
    at: str = ""
    reasons: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, error: SourcelineError, *, at: str = "") -> "Refusal":
        lineage = type(error).__mro__
        return cls(
            title=next(TITLES[kind] for kind in lineage if kind in TITLES),
            message=error.message,
            code=str(error.facts.get("rule") or error.code),
            status=next(STATUS[kind] for kind in lineage if kind in STATUS),
            at=at,
            reasons=_reasons(error),
        )


def _reasons(error: SourcelineError) -> list[dict[str, Any]]:
    """Every reason; one that several pieces of evidence share is said once."""
    found = error.facts.get("reasons", [])
    if not isinstance(found, list):
        return []
    return list({(item["code"], item["message"]): item for item in found}.values())


def attempt(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    done: str | Callable[[], str],
    refused: Callable[[Refusal], HttpResponse],
    said: str = "",
    at: str = "",
    about: tuple[UUID, UUID] | None = None,
) -> HttpResponse:
    """Do it and go to `done`; or show `refused`, the same page with the reason.

    Where to go may depend on what was made: then `done` is asked afterwards.
    `about` is the record's desk and id: an attempt that policy refused goes on record.
    """
    try:
        _do(act)
    except NotFound:
        raise Http404 from None
    except SourcelineError as error:
        refusal = Refusal.of(error, at=at)
        _remember(request, error, about)
        response = refused(refusal)
        response.status_code = refusal.status
        return response
    if said:
        messages.success(request, said)
    return redirect(done() if callable(done) else done)


def _do(act: Callable[[], T]) -> T:
    """Act; a freeze that is found only at the commit is a refusal like any other."""
    try:
        return act()
    except DatabaseError as error:
        if (refusal := frozen(error)) is not None:
            raise refusal from None
        raise


def _remember(
    request: HttpRequest, error: SourcelineError, about: tuple[UUID, UUID] | None
) -> None:
    if not isinstance(error, NotAllowed | BelowStandard):
        return
    desk, row = about or (None, None)
    route = request.resolver_match.view_name if request.resolver_match else ""
    with transaction.atomic():
        note(
            by=actor(request),
            action="access.refused",
            desk=desk,
            row=row,
            facts={
                "method": request.method,
                "act": route,
                "rule": Refusal.of(error).code,
            },
        )


def guarded(view: "View[P]") -> "View[P]":
    """Answer a refusal that no page caught: 404 for what may not be known of."""

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        try:
            return _do(lambda: view(request, *args, **kwargs))
        except NotFound:
            raise Http404 from None
        except SourcelineError as error:
            _remember(request, error, None)
            refusal = Refusal.of(error)
            template = (
                "403.html"
                if refusal.status == HTTPStatus.FORBIDDEN
                else ("claims/review/refused.html")
            )
            return render(
                request,
                template,
                {"reason": refusal.message, "refusal": refusal},
                status=refusal.status,
            )

    return answer


def valid(form: forms.BaseForm) -> dict[str, Any]:
    """Return what was entered. Raises Invalid with each field's errors as reasons."""
    if form.is_valid():
        return form.cleaned_data
    reasons = [
        {"code": name.replace("__all__", "form"), "message": str(message)}
        for name, found in form.errors.items()
        for message in found
    ]
    raise Invalid("Some of what was entered cannot be used.", reasons=reasons)
