"""Resources: what stands in a source's file as a row of its own, and the floors."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.parts import (
    ConfidantOut,
    FloorIn,
    FloorOut,
    LegalHoldOut,
    MergeOut,
    RejudgeLinkIn,
)
from sources.api.serializers import DescriptorOut, LinkOut, SourceOut
from sources.services import (
    confidants,
    floors,
    links,
    merging,
    retention,
    wordings,
)
from tracker.api.filters import by_id
from tracker.api.presenting import In, Out
from tracker.api.serializers import NothingIn, ReasonIn
from tracker.api.views import Listed, Resource, Shown


class Descriptors(Resource):
    """Public wordings, agreed or forbidden."""

    out = DescriptorOut
    asks: ClassVar[Mapping[str, type[In]]] = {"end": ReasonIn}

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, wordings.drop_wording, status=200)


class Links(Resource):
    """Judgements of how two sources are tied."""

    out = LinkOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {"rejudge": LinkOut}
    asks: ClassVar[Mapping[str, type[In]]] = {"rejudge": RejudgeLinkIn, "end": ReasonIn}
    changes = frozenset({"rejudge", "end"})

    @action(detail=True, methods=["post"])
    def rejudge(self, request: Request, pk: UUID) -> Response:
        """Judge anew; answers with the new judgement, the old one stays on record."""
        return self.change(pk, links.rejudge)

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, links.unlink)


class Confidants(Resource):
    """Who was let into a source's file."""

    out = ConfidantOut
    asks: ClassVar[Mapping[str, type[In]]] = {"end": ReasonIn}

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, confidants.shut_out, status=200)


class LegalHolds(Resource):
    """Holds: two people place one, two lift it."""

    out = LegalHoldOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "confirm": NothingIn,
        "ask_to_lift": ReasonIn,
        "lift": NothingIn,
    }
    changes = frozenset({"confirm", "ask_to_lift", "lift"})

    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, retention.confirm_hold)

    @action(detail=True, methods=["post"], url_path="ask-to-lift")
    def ask_to_lift(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, retention.ask_to_lift)

    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, retention.lift_hold)


class Merges(Listed, Shown):
    """Merges of sources that you may see, and undoing them. Closed to programs."""

    out = MergeOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {"undo": SourceOut}
    asks: ClassVar[Mapping[str, type[In]]] = {"undo": ReasonIn}
    changes = frozenset({"undo"})
    filterable: ClassVar = {"desk": by_id("desk")}

    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: UUID) -> Response:
        """Undo it; answers with the source that had gone."""
        return self.change(pk, merging.undo)


class JigsawFloors(Listed, Shown):
    """The desk's floors, newest first: the newest is in force. Closed to programs."""

    out = FloorOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": FloorIn}
    filterable: ClassVar = {"desk": by_id("desk")}

    def create(self, request: Request) -> Response:
        asked = self.asked()
        desk_id = asked.pop("desk")
        return self.act(
            lambda: floors.set_floor(desk_id, by=self.by, **asked), status=201
        )
