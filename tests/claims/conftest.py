"""A desk with its people, and claims with what stands behind them."""

import pytest

from claims.models import Claim
from claims.services import standards, verification
from claims.workflow import Move, Status
from sources.models import Link, LinkKind, Source
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import (
    AgreementFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import DeskFactory, member
from tracker.models import Role


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def reporter(desk):
    return member(desk, Role.REPORTER)


@pytest.fixture
def checker(desk):
    return member(desk, Role.FACT_CHECKER)


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER)


@pytest.fixture
def wire(desk, editor):
    """The desk works by a wire's standards."""
    return standards.adopt(desk.pk, preset="wire", by=editor)


def approved(source: Source) -> dict[str, object]:
    """Terms that somebody else approved, who knows who the source is."""
    return {
        "source": source,
        "agreement": AgreementFactory(
            source=source,
            approved_by=member(source.desk, Role.EDITOR),
            approved_at="2026-01-05T10:00:00Z",
            identity_known_to_approver=True,
        ),
    }


def supported_by(claim: Claim, *sources: Source) -> list:
    """Let one approved anonymous quote of each source support the claim."""
    return [
        EvidenceFactory(
            claim=claim, quote=QuoteFactory(desk=claim.desk, **approved(source))
        )
        for source in sources
    ]


def apart(one: Source, other: Source) -> Link:
    return LinkFactory(source=one, other=other, kind=LinkKind.INDEPENDENT)


@pytest.fixture
def two(desk):
    """Two sources whom a person judged independent."""
    one, other = SourceFactory.create_batch(2, desk=desk)
    apart(one, other)
    return one, other


@pytest.fixture
def in_review(desk, wire, two):
    """A claim in review that the wire's standards admit."""
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, *two)
    return claim


@pytest.fixture
def verified(in_review, checker):
    """A claim that two independent sources carry, verified under the wire's rules."""
    verification.decide(
        in_review.pk,
        Move.VERIFY,
        by=checker,
        version=in_review.version,
        reason="Both were there.",
    )
    in_review.refresh_from_db()
    return in_review
