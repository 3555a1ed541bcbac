"""What a valid claim, its evidence and a decision look like."""

from collections import deque
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone

from claims.models import (
    Annotation,
    Assignment,
    Bearing,
    Claim,
    ClaimType,
    CrossCheck,
    Evidence,
    Exemption,
    Occurrence,
    Preset,
    QuoteVerification,
    Relation,
    SecondReading,
    SignOff,
    StandardsVersion,
    Verification,
)
from claims.workflow import TABLE, Move, Status
from sources.workflow import TABLE as QUOTE_TABLE
from sources.workflow import QuoteMove, QuoteStatus
from tests.factories.base import RecordFactory
from tests.factories.sources import QuoteFactory
from tests.factories.tracker import ArticleFactory, DeskFactory, SpanFactory, member
from tracker.audit import System, acting
from tracker.models import Desk, Role, User


def way_to(status: Status) -> list[tuple[Status, Move]]:
    """Return the shortest way from unverified: each status and the move from there."""
    ways: dict[Status, list[tuple[Status, Move]]] = {Status.UNVERIFIED: []}
    todo = deque([Status.UNVERIFIED])
    while todo:
        here = todo.popleft()
        for (origin, move), target in TABLE.items():
            if origin == here and target not in ways:
                ways[target] = [*ways[here], (here, move)]
                todo.append(target)
    return ways[status]


class StandardsVersionFactory(RecordFactory[StandardsVersion]):
    class Meta:
        model = StandardsVersion

    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))
    number = factory.Sequence(lambda n: n + 1)
    preset = Preset.WIRE
    effective_from = factory.LazyFunction(timezone.now)


class ClaimFactory(RecordFactory[Claim]):
    """A claim; with `status=` it has come there by decisions on record."""

    class Meta:
        model = Claim

    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.REPORTER))
    text = factory.Sequence(lambda n: f"The bridge at kilometre {n} is closed.")
    type = ClaimType.EVENT

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Claim:
        status = Status(kwargs.pop("status", Status.UNVERIFIED))
        with transaction.atomic():
            claim: Claim = super()._create(model_class, *args, **kwargs)
            if status != Status.UNVERIFIED:
                _settle(claim, status)
        return claim


def _settle(claim: Claim, status: Status) -> None:
    decider = member(claim.desk, Role.EDITOR)
    for origin, move in way_to(status):
        target = TABLE[origin, move]
        standards = _in_force(claim.desk, decider) if move is Move.VERIFY else None
        with acting(by=System.COMMAND, action="test.setup"):
            VerificationFactory(
                claim=claim, move=move, decided_by=decider, standards=standards
            )
            claim.change(status=target)


def _in_force(desk: Desk, editor: User) -> StandardsVersion:
    known = StandardsVersion.objects.filter(desk=desk).last()
    return known or StandardsVersionFactory(desk=desk, entered_by=editor, number=1)


class VerificationFactory(RecordFactory[Verification]):
    """The row of a decision; the claim itself is changed by whoever makes it."""

    class Meta:
        model = Verification

    claim = factory.SubFactory(ClaimFactory)
    desk = factory.SelfAttribute("claim.desk")
    move = Move.SUBMIT
    from_status = factory.SelfAttribute("claim.status")
    to_status = factory.LazyAttribute(
        lambda o: TABLE[Status(o.from_status), Move(o.move)]
    )
    decided_by: User = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))
    reason = "As the minutes say."
    claim_version = factory.SelfAttribute("claim.version")
    corroboration = factory.LazyFunction(dict)


class QuoteVerificationFactory(RecordFactory[QuoteVerification]):
    """The row of a decision on a quote; the quote is changed by whoever makes it."""

    class Meta:
        model = QuoteVerification

    quote = factory.SubFactory(QuoteFactory)
    desk = factory.SelfAttribute("quote.desk")
    move = QuoteMove.DISPUTE
    from_status = factory.SelfAttribute("quote.status")
    to_status = factory.LazyAttribute(
        lambda o: QUOTE_TABLE[QuoteStatus(o.from_status), QuoteMove(o.move)]
    )
    decided_by: User = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))
    reason = "As the minutes say."
    quote_version = factory.SelfAttribute("quote.version")


class OccurrenceFactory(RecordFactory[Occurrence]):
    class Meta:
        model = Occurrence

    claim = factory.SubFactory(ClaimFactory)
    desk = factory.SelfAttribute("claim.desk")
    article = factory.SubFactory(ArticleFactory, desk=factory.SelfAttribute("..desk"))
    span = factory.LazyAttribute(lambda o: SpanFactory(text=o.article.current.text))


class EvidenceFactory(RecordFactory[Evidence]):
    """A quote that supports the claim."""

    class Meta:
        model = Evidence

    claim = factory.SubFactory(ClaimFactory)
    desk = factory.SelfAttribute("claim.desk")
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.FACT_CHECKER))
    quote = factory.SubFactory(QuoteFactory, desk=factory.SelfAttribute("..desk"))
    bearing = Bearing.SUPPORTS


class AssignmentFactory(RecordFactory[Assignment]):
    """Work that is the whole desk's."""

    class Meta:
        model = Assignment

    claim = factory.SubFactory(ClaimFactory)
    desk = factory.SelfAttribute("claim.desk")
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))


class ExemptionFactory(RecordFactory[Exemption]):
    """A golden source."""

    class Meta:
        model = Exemption

    claim = factory.SubFactory(ClaimFactory)
    desk = factory.SelfAttribute("claim.desk")
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))
    code = "few_origins"
    reason = "She signed for it."


class SignOffFactory(RecordFactory[SignOff]):
    """One editor's word for one revision."""

    class Meta:
        model = SignOff

    revision = factory.LazyAttribute(lambda o: ArticleFactory().current)
    desk = factory.SelfAttribute("revision.desk")
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.EDITOR))
    reason = "I know who they are."


class SecondReadingFactory(RecordFactory[SecondReading]):
    """A blind verdict on a claim as it is."""

    class Meta:
        model = SecondReading

    claim = factory.SubFactory(ClaimFactory, status=Status.IN_REVIEW)
    desk = factory.SelfAttribute("claim.desk")
    claim_version = factory.SelfAttribute("claim.version")
    reader = factory.LazyAttribute(lambda o: member(o.desk, Role.FACT_CHECKER))
    verdict = Move.VERIFY
    reason = "So I read it."


class CrossCheckFactory(RecordFactory[CrossCheck]):
    class Meta:
        model = CrossCheck

    claim = factory.SubFactory(ClaimFactory)
    desk = factory.SelfAttribute("claim.desk")
    other = factory.SubFactory(ClaimFactory, desk=factory.SelfAttribute("..desk"))
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.FACT_CHECKER))
    relation = Relation.CONTRADICTS
    rationale = "One says open, the other closed."


class AnnotationFactory(RecordFactory[Annotation]):
    """A note on an article as a whole."""

    class Meta:
        model = Annotation

    article = factory.SubFactory(ArticleFactory)
    desk = factory.SelfAttribute("article.desk")
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.REPORTER))
    body = "Who told us this?"
