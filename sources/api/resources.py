"""Resources: sources and their files, terms, documents, quotes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from sources.api.documents import Documents
from sources.api.fidelity import CheckIn, CheckOut
from sources.api.parts import ReviewIn
from sources.api.serializers import (
    AgreementIn,
    AgreementOut,
    ApproveIn,
    DescriptorIn,
    DescriptorOut,
    EstimateIn,
    GradeIn,
    LinkIn,
    LinkOut,
    PieceIn,
    QuoteChangeIn,
    QuoteIn,
    QuoteOut,
    SourceIn,
    SourceOut,
    SourceStatusIn,
    TieIn,
)
from sources.api.uploads import Uploads
from sources.models import QuoteType, Source, SourceStatus
from sources.models.source import SourceQuerySet
from sources.queries import due_for_review
from sources.services import agreements, links, quotes, sources, wordings
from sources.workflow import QuoteStatus
from tracker.api.actor import actor, token_of
from tracker.api.filters import Filter, Rows, by_choice, by_id
from tracker.api.presenting import In, Out
from tracker.api.serializers import ReasonIn
from tracker.api.views import Listed, Resource, Shown


def _due(rows: Rows, day: date, _: Request) -> Rows:
    """Sources whose newest terms are to be talked over by this day."""
    return due_for_review(rows, day) if isinstance(rows, SourceQuerySet) else rows


class Sources(Listed, Shown):
    """Sources that you need to know, by codename. Closed to programs."""

    out = SourceOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {
        "descriptors": DescriptorOut,
        "links": LinkOut,
        "agreements": AgreementOut,
    }
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": SourceIn,
        "grade": GradeIn,
        "estimate": EstimateIn,
        "set_status": SourceStatusIn,
        "withdraw": ReasonIn,
        "descriptors": DescriptorIn,
        "links": LinkIn,
        "agreements": AgreementIn,
    }
    changes = frozenset({"grade", "estimate", "set_status", "withdraw"})
    creates = frozenset({"create", "descriptors", "links", "agreements"})
    ordering = ("codename", "id")
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "status": by_choice("status", SourceStatus),
        "terms_due": Filter(date.fromisoformat, _due),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        desk_id = asked.pop("desk")
        return self.act(
            lambda: sources.register(desk_id, by=self.by, **asked), status=201
        )

    @action(detail=True, methods=["post"])
    def grade(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, sources.grade)

    @action(detail=True, methods=["post"])
    def estimate(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, sources.estimate)

    @action(detail=True, methods=["post"], url_path="status")
    def set_status(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, sources.set_status)

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, sources.withdraw)

    @action(detail=True, methods=["post"])
    def descriptors(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, wordings.describe_as)

    @action(detail=True, methods=["post"])
    def links(self, request: Request, pk: UUID) -> Response:
        self.one(pk)
        asked = self.asked()
        other_id = asked.pop("other")
        return self.act(
            lambda: links.link(pk, other_id, by=self.by, **asked), status=201
        )

    @action(detail=True, methods=["post"])
    def agreements(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, agreements.agree)


class Agreements(Resource):
    """Terms with a source, and their approval by a second person."""

    out = AgreementOut
    asks: ClassVar[Mapping[str, type[In]]] = {"approve": ApproveIn, "review": ReviewIn}
    changes = frozenset({"approve", "review"})

    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, agreements.approve)

    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: UUID) -> Response:
        """Say when the terms are to be talked over again; null: never."""
        return self.change(pk, agreements.set_review)


def _of_source(rows: Rows, source_id: UUID, request: Request) -> Rows:
    """Quotes of a source that the reader may see; of any other, none."""
    if token_of(request) is not None:
        return rows.none()
    seen = Source.objects.visible_to(actor(request))
    return rows.filter(source__in=seen.filter(pk=source_id))


class Quotes(Listed, Shown):
    """Quotes. What ties them to sources is for people who may see the source."""

    scope = "quotes"
    closed = frozenset({"tie", "untie", "check", "checks"})
    out = QuoteOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {
        "check": CheckOut,
        "checks": CheckOut,
    }
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": QuoteIn,
        "partial_update": QuoteChangeIn,
        "tie": TieIn,
        "untie": ReasonIn,
        "check": CheckIn,
        "pieces": PieceIn,
    }
    changes = frozenset({"partial_update", "tie", "untie", "pieces"})
    creates = frozenset({"create", "check"})
    lists = frozenset({"list", "checks"})

    filterable: ClassVar = {
        "desk": by_id("desk"),
        "article": by_id("article"),
        "status": by_choice("status", QuoteStatus),
        "type": by_choice("type", QuoteType),
        "source": Filter(UUID, _of_source),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        self._expect_no_source(asked)
        article_id = asked.pop("article")
        return self.act(
            lambda: quotes.record(article_id, by=self.by, **asked), status=201
        )

    def partial_update(self, request: Request, pk: UUID) -> Response:
        self.one(pk)
        version, asked = self.version, self.asked()
        self._expect_no_source(asked)
        return self.act(lambda: quotes.amend(pk, by=self.by, version=version, **asked))

    @action(detail=True, methods=["post"])
    def tie(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, quotes.tie)

    @action(detail=True, methods=["post"])
    def untie(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, quotes.untie)

    @action(detail=True, methods=["post"])
    def pieces(self, request: Request, pk: UUID) -> Response:
        """Take in another stretch of the same words."""
        return self.change(pk, quotes.add_piece)

    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: UUID) -> Response:
        """Hold the quote against a document, or against words handed in."""
        return self.add(pk, quotes.check_fidelity)

    @action(detail=True)
    def checks(self, request: Request, pk: UUID) -> Response:
        """What came of holding the quote against records, newest first."""
        self.one(pk)
        return self.present_list(self.rows().filter(quote=pk))

    def _expect_no_source(self, asked: dict[str, Any]) -> None:
        """A program says nothing about whose words they are."""
        if token_of(self.request) and asked.keys() & {"source_id", "agreement_id"}:
            raise PermissionDenied("Your token is not good for sources.", code="scope")


RESOURCES: dict[str, type[Resource]] = {
    "sources": Sources,
    "agreements": Agreements,
    "documents": Documents,
    "uploads": Uploads,
    "quotes": Quotes,
}
