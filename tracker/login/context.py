"""What pages say beside their own content: what is frozen, what is to be enrolled."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tracker.login.middleware import what_is_lacking
from tracker.models import User
from tracker.queries import freezes_told_to


def freezes(request: HttpRequest) -> dict[str, Any]:
    """Looked up only by a page that has not done so itself."""

    def found() -> list[Any]:
        user = getattr(request, "user", None)
        return freezes_told_to(user if isinstance(user, User) else None)

    return {"freezes": SimpleLazyObject(found)}


def enrolment(request: HttpRequest) -> dict[str, Any]:
    """What this session lacks, for the pages on which it can be enrolled."""
    return {"lacking": SimpleLazyObject(lambda: str(what_is_lacking(request) or ""))}
