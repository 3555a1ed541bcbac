"""What every page says beside its own content: that something is frozen."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tracker.models import User
from tracker.queries import freezes_told_to


def freezes(request: HttpRequest) -> dict[str, Any]:
    """Looked up only by a page that has not done so itself."""

    def found() -> list[Any]:
        user = getattr(request, "user", None)
        return freezes_told_to(user if isinstance(user, User) else None)

    return {"freezes": SimpleLazyObject(found)}
