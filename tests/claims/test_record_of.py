"""A source's track record as the record has it, at any moment."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Bearing
from claims.queries import record_of
from claims.services import verification
from claims.trackrecord import TrackRecord
from claims.workflow import Move, Status
from sources.workflow import QuoteMove
from tests.factories.claims import (
    ClaimFactory,
    EvidenceFactory,
    StandardsVersionFactory,
    VerificationFactory,
    way_to,
)
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import member
from tracker.audit import System, acting
from tracker.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(desk, reporter):
    return SourceFactory(desk=desk, handler=reporter)


@pytest.fixture
def resolved(desk):
    """A claim that was decided, and what bore on it."""

    def decided(*bearings, status=Status.VERIFIED):
        claim = ClaimFactory(desk=desk)
        for source, bearing in bearings:
            quote = QuoteFactory(desk=desk, source=source)
            EvidenceFactory(claim=claim, quote=quote, bearing=bearing)
        decide(claim, *(move for _, move in way_to(status)))
        return claim

    return decided


def decide(claim, *moves):
    """Move the claim on by decisions on record."""
    for move in moves:
        with transaction.atomic(), acting(by=System.COMMAND, action="test"):
            settling = move is Move.VERIFY
            standards = StandardsVersionFactory(desk=claim.desk) if settling else None
            made = VerificationFactory(claim=claim, move=move, standards=standards)
            claim.change(status=made.to_status)


def shift(row, **moments):
    """Say that it happened at another moment: one transaction has one time."""
    with acting(by=System.COMMAND, action="test"):
        type(row).objects.filter(pk=row.pk).update(**moments)


FOR, AGAINST = Bearing.SUPPORTS, Bearing.REFUTES


def test_a_claim_counts_once_however_often_the_source_said_it(source, editor, resolved):
    resolved((source, FOR), (source, FOR))
    resolved((source, AGAINST), status=Status.REFUTED)
    resolved((source, FOR), status=Status.REFUTED)
    resolved((source, AGAINST))
    resolved((source, FOR), (source, AGAINST))
    resolved((source, Bearing.CONTEXT))
    found = record_of(source, user=editor)
    assert (found.borne_out, found.not_borne_out, found.both_ways) == (2, 2, 1)


@pytest.mark.parametrize(
    "status", [Status.IN_REVIEW, Status.DISPUTED, Status.UNVERIFIABLE, Status.RETRACTED]
)
def test_what_is_not_resolved_is_not_counted(source, editor, resolved, status):
    resolved((source, FOR), status=status)
    assert record_of(source, user=editor) == TrackRecord()


def test_it_says_when_nobody_else_said_so(source, editor, resolved):
    resolved((source, FOR))
    resolved((source, FOR), (SourceFactory(desk=source.desk), FOR))
    resolved((source, FOR), (SourceFactory(desk=source.desk), AGAINST))
    assert record_of(source, user=editor).alone == 2


def test_only_the_last_decision_counts(source, editor, resolved):
    claim = resolved((source, FOR))
    decide(claim, Move.REOPEN, Move.REFUTE)
    found = record_of(source, user=editor)
    assert (found.borne_out, found.not_borne_out) == (0, 1)


def test_withdrawing_in_time_is_not_an_error_and_later_mends_nothing(
    source, editor, resolved
):
    now = timezone.now()
    early = resolved((source, FOR), status=Status.REFUTED).evidence.get()
    late = resolved((source, FOR), status=Status.REFUTED).evidence.get()
    shift(early, withdrawn_at=now - timedelta(days=1))
    shift(late, withdrawn_at=now + timedelta(days=1))
    found = record_of(source, user=editor, at=now + timedelta(days=2))
    assert (found.not_borne_out, found.taken_back) == (1, 1)


def test_a_quote_the_source_took_back_in_time_is_not_counted(source, editor, resolved):
    claim = ClaimFactory(desk=source.desk)
    quote = QuoteFactory(desk=source.desk, source=source)
    EvidenceFactory(claim=claim, quote=quote)
    verification.move_quote(
        quote.pk,
        QuoteMove.WITHDRAW,
        by=editor,
        version=1,
        reason="Took it back.",
    )
    decide(claim, *(move for _, move in way_to(Status.REFUTED)))
    assert record_of(source, user=editor).taken_back == 1


def test_who_spoke_after_the_outcome_was_known_gains_nothing(source, editor, resolved):
    claim = resolved()
    EvidenceFactory(claim=claim, quote=QuoteFactory(desk=source.desk, source=source))
    assert record_of(source, user=editor) == TrackRecord()


def test_the_record_of_a_past_moment_stays_what_it_was(source, editor, resolved):
    claim = resolved((source, FOR))
    then = timezone.now()
    before = record_of(source, user=editor, at=then)
    decide(claim, Move.REOPEN, Move.REFUTE)
    resolved((source, FOR), status=Status.REFUTED)
    shift(claim.evidence.get(), withdrawn_at=timezone.now())
    assert record_of(source, user=editor, at=then) == before
    assert before.borne_out == 1
    assert record_of(source, user=editor).not_borne_out == 2


def test_it_tells_nothing_to_who_may_not_see_the_source(source, desk, resolved):
    resolved((source, FOR))
    stranger = member(desk, Role.FACT_CHECKER)
    assert record_of(source, user=stranger) == TrackRecord()


def test_it_takes_one_query_however_much_was_said(source, editor, resolved):
    editor.roles  # noqa: B018 (loaded, as in a request)
    for _ in range(4):
        resolved((source, FOR), (SourceFactory(desk=source.desk), FOR))
    with CaptureQueriesContext(connection) as queries:
        assert record_of(source, user=editor).borne_out == 4
    assert len(queries) == 1
