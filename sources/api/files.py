"""Resources: what is done with a source's file beyond its own fields."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from sources import queries
from sources.api.parts import (
    ConfidantOut,
    ContactIn,
    ContactOut,
    LegalHoldOut,
    MergeSourceIn,
    PersonIn,
    RestrictIn,
    SearchIn,
    SplitSourceIn,
)
from sources.api.serializers import PurposeIn, SourceOut
from sources.jigsaw import Band
from sources.models import CandidateBand, Source
from sources.queries.floors import AS_BAND
from sources.services import (
    confidants,
    merging,
    retention,
    sources,
    splitting,
)
from tracker.api.presenting import In, Out
from tracker.api.serializers import ReasonIn
from tracker.api.views import Resource
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
