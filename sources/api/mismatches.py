"""Resources: that a speaker is not a certain source, as somebody said."""

from typing import ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from sources.models import Mismatch
from sources.services import likenesses
from tracker.api.filters import by_id
from tracker.api.presenting import Out
from tracker.api.serializers import NothingIn
from tracker.api.views import Listed, Shown


class MismatchOut(Out[Mismatch]):
    """Shown to who may see the source."""

    class Meta:
        model = Mismatch
        fields = (
            "id",
            "desk",
            "article",
            "source",
            "wording",
            "entered_by",
            "created_at",
            "ended_at",
            "version",
        )


class Mismatches(Listed, Shown):
    """Sources that somebody said a speaker is not. Closed to programs."""

    out = MismatchOut
    asks: ClassVar = {"reconsider": NothingIn}
    changes = frozenset({"reconsider"})
    filterable: ClassVar = {"desk": by_id("desk"), "article": by_id("article")}

    @action(detail=True, methods=["post"])
    def reconsider(self, request: Request, pk: UUID) -> Response:
        """Take it back; the source may be suggested there again."""
        return self.change(pk, likenesses.reconsider)
