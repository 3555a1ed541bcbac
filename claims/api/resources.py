"""Resources: claims and what bears on them, notes, standards."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from claims import queries
from claims.api.asks import (
    AnnotationChangeIn,
    AnnotationIn,
    ClaimIn,
    CredibilityIn,
    CrossCheckIn,
    DecideIn,
    DecideQuoteIn,
    EvidenceIn,
    OccurrenceIn,
    RejudgeIn,
    ReplyIn,
    RewordIn,
    StandardsIn,
)
from claims.api.serializers import (
    AnnotationOut,
    ClaimOut,
    CrossCheckOut,
    DossierOut,
    EvidenceOut,
    OccurrenceOut,
    StandardsOut,
    VerificationOut,
)
from claims.models import ClaimType, Occurrence, Relation, Visibility
from claims.services import (
    annotations,
    claims,
    crosschecks,
    evidence,
    standards,
    verification,
)
from claims.workflow import Status
from sources.api.serializers import QuoteOut
from tracker.api.actor import token_of
from tracker.api.filters import Filter, Rows, by_choice, by_id
from tracker.api.presenting import In, Out
from tracker.api.serializers import NothingIn, ReasonIn
from tracker.api.views import Listed, Resource, Shown
from tracker.errors import BelowStandard, Invalid


def _in_article(rows: Rows, article_id: UUID, _: Request) -> Rows:
    places = Occurrence.objects.current().filter(
        claim=OuterRef("pk"), article=article_id
    )
    return rows.filter(Exists(places))


def _of_claim(rows: Rows, claim_id: UUID, _: Request) -> Rows:
    return rows.filter(Q(claim=claim_id) | Q(other=claim_id))


class Claims(Listed, Shown):
    """Claims, where they are made, what bears on them, and what was decided."""

    scope = "claims"
    closed = frozenset({"decide", "dossier"})
    out = ClaimOut
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {
        "occurrences": OccurrenceOut,
        "evidence": EvidenceOut,
        "add_evidence": EvidenceOut,
        "verifications": VerificationOut,
    }
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": ClaimIn,
        "reword": RewordIn,
        "occurrences": OccurrenceIn,
        "add_evidence": EvidenceIn,
        "decide": DecideIn,
    }
    changes = frozenset({"reword", "decide"})
    creates = frozenset({"create", "occurrences", "add_evidence"})
    lists = frozenset({"list", "evidence", "verifications"})
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "status": by_choice("status", Status),
        "type": by_choice("type", ClaimType),
        "article": Filter(UUID, _in_article),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        if token_of(request) and "attributed_to" in asked:
            raise PermissionDenied("Your token is not good for sources.", code="scope")
        desk_id = asked.pop("desk")
        return self.act(lambda: claims.enter(desk_id, by=self.by, **asked), status=201)

    @action(detail=True, methods=["post"])
    def reword(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, claims.reword)

    @action(detail=True, methods=["post"])
    def occurrences(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, claims.occur)

    @action(detail=True)
    def evidence(self, request: Request, pk: UUID) -> Response:
        self.one(pk)
        return self.present_list(self.rows().filter(claim=pk))

    @evidence.mapping.post
    def add_evidence(self, request: Request, pk: UUID) -> Response:
        self.one(pk)
        asked = self.asked()
        service = _kind_of_evidence(asked)
        return self.act(lambda: service(pk, by=self.by, **asked), status=201)

    @action(detail=True)
    def verifications(self, request: Request, pk: UUID) -> Response:
        self.one(pk)
        return self.present_list(self.rows().filter(claim=pk))

    @extend_schema(responses=DossierOut)
    @action(detail=True)
    def dossier(self, request: Request, pk: UUID) -> Response:
        """What is behind the claim, and which moves are open to you, or why not."""
        return Response(DossierOut(queries.dossier(pk, user=self.by)).data)

    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: UUID) -> Response:
        """Move the status. Below standard is 409, with every reason in the facts.

        A verdict that differs from a second reader's is 409 as well, and is kept as a
        reading of its own.
        """
        try:
            return self.change(pk, verification.decide)
        except BelowStandard as refusal:
            # What the service kept was rolled back with the refused request.
            asked = self.asked()
            verification.keep_reading(
                pk,
                asked["move"],
                refusal,
                by=self.by,
                version=self.version,
                reason=asked["reason"],
            )
            raise


def _kind_of_evidence(asked: Mapping[str, Any]) -> Any:
    given = asked.keys() & {"quote_id", "document_id", "span"}
    if given == {"quote_id"}:
        return evidence.add_quote
    if given == {"document_id", "span"}:
        return evidence.add_passage
    raise Invalid("Give either quote_id, or document_id with span.")


class Occurrences(Shown):
    """One place where a claim is made; a mistaken one ends."""

    scope = "claims"
    out = OccurrenceOut
    asks: ClassVar[Mapping[str, type[In]]] = {"end": ReasonIn}
    changes = frozenset({"end"})

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, claims.leave)


class QuoteDecisions(Resource):
    """Deciding on quotes; it is claims that know when a quote may be confirmed."""

    out = QuoteOut
    asks: ClassVar[Mapping[str, type[In]]] = {"decide": DecideQuoteIn}
    changes = frozenset({"decide"})

    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, verification.move_quote)


class PiecesOfEvidence(Shown):
    """One piece of evidence: grade it, or withdraw it."""

    scope = "claims"
    closed = frozenset({"grade"})
    out = EvidenceOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "grade": CredibilityIn,
        "withdraw": ReasonIn,
    }
    changes = frozenset({"grade", "withdraw"})

    @action(detail=True, methods=["post"])
    def grade(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, evidence.grade)

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, evidence.withdraw)


class CrossChecks(Listed, Shown):
    """How two claims stand to each other, as a person judged. Read-only to programs."""

    scope = "claims"
    closed = frozenset({"create", "end", "rejudge"})
    out = CrossCheckOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": CrossCheckIn,
        "end": ReasonIn,
        "rejudge": RejudgeIn,
    }
    changes = frozenset({"end", "rejudge"})
    filterable: ClassVar = {
        "claim": Filter(UUID, _of_claim),
        "relation": by_choice("relation", Relation),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        claim_id, other_id = asked.pop("claim"), asked.pop("other")
        return self.act(
            lambda: crosschecks.judge(claim_id, other_id, by=self.by, **asked),
            status=201,
        )

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, crosschecks.end)

    @action(detail=True, methods=["post"])
    def rejudge(self, request: Request, pk: UUID) -> Response:
        """Judge the two anew: this judgement ends, and the new one is shown."""
        self.one(pk)
        version, asked = self.version, self.asked()
        return self.act(
            lambda: crosschecks.rejudge(pk, by=self.by, version=version, **asked),
            status=201,
        )


class Annotations(Listed, Shown):
    """Notes on articles and documents. Closed to programs."""

    out = AnnotationOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": AnnotationIn,
        "partial_update": AnnotationChangeIn,
        "reply": ReplyIn,
        "withdraw": NothingIn,
        "resolve": NothingIn,
        "reopen": NothingIn,
    }
    changes = frozenset({"partial_update", "withdraw", "resolve", "reopen"})
    creates = frozenset({"create", "reply"})
    filterable: ClassVar = {
        "article": by_id("article"),
        "document": by_id("document"),
        "visibility": by_choice("visibility", Visibility),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        subject = {name: asked.pop(name, None) for name in ("article", "document")}
        match subject:
            case {"article": UUID() as pk, "document": None}:
                service: Any = annotations.annotate
            case {"article": None, "document": UUID() as pk}:
                service = annotations.annotate_document
            case _:
                raise Invalid("Give either article or document.")
        return self.act(lambda: service(pk, by=self.by, **asked), status=201)

    def partial_update(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, annotations.edit)

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: UUID) -> Response:
        """Take one's own note back: its words are shown no more."""
        return self.change(pk, annotations.withdraw)

    @action(detail=True, methods=["post"])
    def reply(self, request: Request, pk: UUID) -> Response:
        return self.add(pk, annotations.reply)

    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, annotations.resolve)

    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, annotations.reopen)


class StandardsVersions(Listed, Shown):
    """A desk's sourcing standards, version by version."""

    scope = "claims"
    closed = frozenset({"create"})
    out = StandardsOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": StandardsIn}
    filterable: ClassVar = {"desk": by_id("desk")}

    def create(self, request: Request) -> Response:
        asked = self.asked()
        desk_id = asked.pop("desk")
        return self.act(
            lambda: standards.adopt(desk_id, by=self.by, **asked), status=201
        )
