"""What a token may reach at all; what its user may do is policy's business."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from tracker.api.actor import token_of
from tracker.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView


class Known(BasePermission):
    """One of our users, active, and with the scope when a program comes by token.

    A view names its `scope` ("articles"); one that names none is closed to tokens,
    and so are the actions that a view names as `closed`.
    """

    message = "Your token is not good for this."
    code = "scope"

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not isinstance(request.user, User) or not request.user.is_active:
            return False
        token = token_of(request)
        if token is None:
            return True
        scope = getattr(view, "scope", None)
        if scope is None or getattr(view, "action", "") in getattr(view, "closed", ()):
            return False
        act = "read" if request.method in SAFE_METHODS else "write"
        return f"{scope}:{act}" in token.scopes
