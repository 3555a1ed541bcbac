"""Who is asking: one place that settles that it is one of our users."""

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

from tracker.models import ApiToken, User


def actor(request: Request) -> User:
    """Return the user behind the request. Raises NotAuthenticated."""
    if isinstance(request.user, User):
        return request.user
    raise NotAuthenticated


def token_of(request: Request) -> ApiToken | None:
    """Return the token that a program came in with; None for a person's session."""
    return request.auth if isinstance(request.auth, ApiToken) else None
