"""A refusal is an act on record too: who was refused what, and under which rule."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from rest_framework.request import Request

from tracker import audit
from tracker.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView


def put_on_record(request: Request, view: "APIView", *, code: str) -> None:
    """Note the refused attempt in a transaction of its own; no words of the request."""
    if not isinstance(request.user, User):
        return
    model = getattr(getattr(view, "records", None), "model", None)
    row = view.kwargs.get("pk")
    with transaction.atomic():
        audit.note(
            by=request.user,
            action="access.refused",
            table=model._meta.db_table if model else "",  # noqa: SLF001 (documented API)
            row=row if isinstance(row, UUID) else None,
            facts={
                "method": request.method,
                "act": getattr(view, "action", "") or "",
                "rule": code,
            },
        )
