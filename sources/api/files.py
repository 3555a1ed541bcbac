"""Resources: what is done with a source's file beyond its own fields."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from sources import queries
from sources.api.parts import (
    ConfidantOut,
    ContactIn,
    ContactOut,
    FloorIn,
    FloorOut,
    LegalHoldOut,
    MergeOut,
    MergeSourceIn,
    PersonIn,
    RejudgeLinkIn,
    RestrictIn,
    SearchIn,
    SplitSourceIn,
)
from sources.api.serializers import DescriptorOut, LinkOut, PurposeIn, SourceOut
from sources.jigsaw import Band
from sources.models import CandidateBand, Source
from sources.queries.floors import AS_BAND
from sources.services import (
    confidants,
    floors,
    links,
    merging,
    retention,
    sources,
    splitting,
    wordings,
)
from tracker.api.filters import by_id
from tracker.api.presenting import In, Out
from tracker.api.serializers import NothingIn, ReasonIn
from tracker.api.views import Listed, Resource, Shown
from tracker.errors import NotFound
from tracker.models import User

BAND_NAMES: Mapping[Band, str] = {
    **{band: name.value for name, band in AS_BAND.items()},
    Band.MORE: CandidateBand.MORE.value,
}


class SourceFiles(Resource):
    """Who sees a source, holds, contacts, merge and split. Closed to programs."""

    out = SourceOut
    ordering = ("codename", "id")
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {
        "let_in": ConfidantOut,
        "hold": LegalHoldOut,
        "contact": ContactOut,
        "merge": SourceOut,
    }
    asks: ClassVar[Mapping[str, type[In]]] = {
        "search": SearchIn,
        "hand_over": PersonIn,
        "restrict": RestrictIn,
        "let_in": PersonIn,
        "hold": ReasonIn,
        "contact": ContactIn,
        "merge": MergeSourceIn,
        "split": SplitSourceIn,
        "jigsaw": PurposeIn,
        "holdings": PurposeIn,
    }
    changes = frozenset({"hand_over", "restrict", "merge", "split"})
    creates = frozenset({"let_in", "hold", "contact"})
    lists = frozenset({"search"})

    def search(self, request: Request) -> Response:
        """Look for words in codenames and wordings. The search is on record first.

        The words go in the body, since addresses are logged.
        """
        asked = self.asked()
        found = sources.search(asked["desk"], words=asked["words"], by=self.by)
        return self.present_list(found)

    def hand_over(self, request: Request, pk: UUID) -> Response:
        found, version, asked = self.one(pk), self.version, self.asked()
        handler = _person(found, asked.pop("user_id"))
        return self.act(
            lambda: confidants.hand_over(
                pk, handler=handler, by=self.by, version=version, **asked
            ),
            shows=pk,
        )

    def restrict(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, confidants.restrict)

    def let_in(self, request: Request, pk: UUID) -> Response:
        found, asked = self.one(pk), self.asked()
        person = _person(found, asked.pop("user_id"))
        return self.act(
            lambda: confidants.let_in(pk, user=person, by=self.by, **asked), status=201
        )

    def hold(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, retention.place_hold)

    def contact(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, retention.log_contact)

    def merge(self, request: Request, pk: UUID) -> Response:
        """Say that this source is another; answers with the one that goes on."""
        return self.change(pk, merging.merge)

    def split(self, request: Request, pk: UUID) -> Response:
        """Say that some quotes are another person's, who gets a file."""
        return self.change(pk, splitting.split)

    @extend_schema(request=PurposeIn, responses=OpenApiTypes.OBJECT)
    def jigsaw(self, request: Request, pk: UUID) -> Response:
        """Return all that readers know, and what drafts add. The look is on record."""
        self.one(pk)
        source = sources.open_file(pk, by=self.by, **self.asked())
        view = queries.jigsaw_view(self.by, source)
        return Response(
            {
                "left": BAND_NAMES[view.published.left],
                "floor": BAND_NAMES[view.floor],
                "pieces": [
                    {
                        "dimension": piece.dimension.value,
                        "value": piece.value,
                        "words": piece.words,
                        "articles": piece.articles,
                        "since": piece.since,
                    }
                    for piece in view.published.pieces
                ],
                "drafts": [
                    {
                        "article": draft.article.pk,
                        "new": [
                            {"dimension": f.dimension.value, "words": f.words}
                            for f in draft.new
                        ],
                        "left": BAND_NAMES[draft.left],
                        "below_floor": draft.too_few,
                    }
                    for draft in view.drafts
                ],
            }
        )

    @extend_schema(request=PurposeIn, responses=OpenApiTypes.OBJECT)
    def holdings(self, request: Request, pk: UUID) -> Response:
        """Return what is held, as fields and counts, and when it is forgotten."""
        self.one(pk)
        source = sources.open_file(pk, by=self.by, **self.asked())
        expiry = queries.expiry_of(source)
        return Response(
            {
                "fields": queries.holdings(self.by, pk),
                "on_hold": expiry.held,
                "forgotten_next": {
                    "contact": expiry.contact,
                    "excerpt": expiry.excerpt,
                },
            }
        )


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


def _person(source: Source, user_id: UUID) -> User:
    """Return somebody of the source's desk. Raises NotFound."""
    person = (
        User.objects.filter(
            pk=user_id,
            memberships__desk=source.desk_id,
            memberships__ended_at=None,
        )
        .distinct()
        .first()
    )
    if person is None:
        raise NotFound("There is no such person on the desk.")
    return person
