"""Decisions: by the table, the policy and the standards; in Python and in SQL."""

from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from claims import workflow
from claims.models import Claim, QuoteVerification, Verification
from claims.services import crosschecks, verification
from claims.workflow import Move, Status
from sources import workflow as quote_workflow
from sources.models import RecordKind
from sources.workflow import QuoteMove, QuoteStatus
from tests.claims.conftest import supported_by
from tests.factories.claims import (
    ClaimFactory,
    OccurrenceFactory,
    VerificationFactory,
)
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, UserFactory, member
from tracker.audit import System, acting
from tracker.errors import (
    BelowStandard,
    IllegalMove,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from tracker.models import ArticleStatus, Role

pytestmark = pytest.mark.django_db


def verify(claim, by, **changed):
    asked = {"version": claim.version, "reason": "Both saw it."} | changed
    return verification.decide(claim.pk, Move.VERIFY, by=by, **asked)


def test_a_decision_keeps_what_it_was_judged_on(in_review, checker, wire):
    decision = verify(in_review, checker)
    in_review.refresh_from_db()
    assert in_review.status == Status.VERIFIED
    assert (decision.from_status, decision.to_status) == ("in_review", "verified")
    assert decision.standards == wire
    assert decision.corroboration["line"] == (
        "2 quotes, 2 sources, 2 origins; independent"
    )
    assert len(decision.corroboration["groups"]) == 2
    assert decision.findings == []


def test_below_standard_with_every_reason(desk, wire, editor, two):
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, two[0])
    with pytest.raises(BelowStandard) as refused:
        verify(claim, editor)
    assert [r["code"] for r in refused.value.facts["reasons"]] == ["few_origins"]
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW


def test_a_desk_without_standards_verifies_nothing(desk, editor, two):
    claim = ClaimFactory(desk=desk)
    verification.decide(claim.pk, Move.SUBMIT, by=editor, version=1, reason="Please.")
    claim.refresh_from_db()
    supported_by(claim, *two)
    with pytest.raises(BelowStandard) as refused:
        verify(claim, editor)
    assert refused.value.facts["reasons"][0]["code"] == "no_standards"


def test_nobody_verifies_what_they_entered(desk, wire, two, editor):
    own = ClaimFactory(desk=desk, entered_by=editor, status=Status.IN_REVIEW)
    supported_by(own, *two)
    with pytest.raises(NotAllowed, match="entered this claim yourself"):
        verify(own, editor)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.KEEPER, Role.API_CLIENT])
def test_others_do_not_decide(in_review, desk, role):
    with pytest.raises(NotAllowed):
        verify(in_review, member(desk, role))


def test_an_outsider_finds_no_such_claim(in_review):
    with pytest.raises(NotFound):
        verify(in_review, UserFactory())


def test_a_decision_needs_its_reason(in_review, checker):
    with pytest.raises(Invalid):
        verify(in_review, checker, reason="  ")


def test_a_decision_is_about_the_version_that_was_read(in_review, checker):
    with pytest.raises(StaleVersion):
        verify(in_review, checker, version=in_review.version - 1)


def test_a_contradiction_has_to_be_settled_first(desk, in_review, checker):
    other = ClaimFactory(desk=desk)
    check = crosschecks.judge(
        in_review.pk, other.pk, relation="contradicts", rationale="No.", by=checker
    )
    with pytest.raises(BelowStandard, match="standards"):
        verify(in_review, checker)
    crosschecks.end(check.pk, by=checker, version=1, reason="Misread.")
    assert verify(in_review, checker)


def test_support_is_withdrawn_with_the_quote(in_review, checker):
    quote = in_review.evidence.first().quote
    verification.move_quote(
        quote.pk, QuoteMove.WITHDRAW, by=checker, version=1, reason="Took it back."
    )
    with pytest.raises(BelowStandard):
        verify(in_review, checker)


def test_there_is_no_move_but_those_in_the_table(desk, editor):
    claim = ClaimFactory(desk=desk)
    with pytest.raises(IllegalMove):
        verification.decide(claim.pk, Move.REFUTE, by=editor, version=1, reason="No.")


# What the database holds by itself


@pytest.mark.parametrize(
    ("function", "table", "statuses", "moves"),
    [
        ("claim_move_is_legal", workflow.TABLE, Status, Move),
        ("quote_move_is_legal", quote_workflow.TABLE, QuoteStatus, QuoteMove),
    ],
)
def test_sql_has_the_same_table(function, table, statuses, moves):
    for origin, move, target in product(statuses, moves, statuses):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT public.{function}(%s, %s, %s)", [origin, move, target]
            )
            assert cursor.fetchone() == (table.get((origin, move)) == target,)


def at_commit():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_status_does_not_change_without_a_decision(desk):
    claim = ClaimFactory(desk=desk)
    with (
        pytest.raises(IntegrityError, match="decision on record"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        claim.change(status=Status.IN_REVIEW)
        at_commit()


def test_nor_does_a_quotes(desk):
    quote = QuoteFactory(desk=desk)
    with (
        pytest.raises(IntegrityError, match="decision on record"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        quote.change(status=QuoteStatus.DISPUTED)
        at_commit()


def test_a_decision_changes_the_status(desk):
    claim = ClaimFactory(desk=desk)
    with (
        pytest.raises(IntegrityError, match="changes the claim"),
        transaction.atomic(),
    ):
        VerificationFactory(claim=claim)
        at_commit()


def test_a_decided_version_changes_by_that_decision_only(desk):
    claim = ClaimFactory(desk=desk)
    with (
        pytest.raises(IntegrityError, match="has been decided on"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        VerificationFactory(claim=claim)
        claim.change(text="Something else.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"claim_version": 7},
        {"from_status": Status.IN_REVIEW, "move": Move.RETURN},
        {"to_status": Status.VERIFIED},
    ],
)
def test_a_decision_is_about_the_claim_as_it_stands(desk, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationFactory(claim=ClaimFactory(desk=desk), **wrong)


@pytest.mark.parametrize("status", [ArticleStatus.PUBLISHED, ArticleStatus.RETRACTED])
def test_what_readers_have_seen_is_retracted_with_a_note_to_them(desk, editor, status):
    claim = ClaimFactory(desk=desk)
    article = ArticleFactory(desk=desk, status=status)
    OccurrenceFactory(claim=claim, article=article)
    asked = {"by": editor, "version": claim.version, "reason": "The log was forged."}
    with pytest.raises(Invalid, match="tell them") as refused:
        verification.decide(claim.pk, Move.RETRACT, **asked)
    assert refused.value.facts["field"] == "note_to_readers"
    told = {"note_to_readers": "We reported this on a forged log."}
    decision = verification.decide(claim.pk, Move.RETRACT, **asked, **told)
    assert decision.note_to_readers == told["note_to_readers"]


def test_what_no_reader_saw_is_retracted_without(desk, editor):
    claim = OccurrenceFactory(claim__desk=desk).claim
    assert verification.decide(
        claim.pk, Move.RETRACT, by=editor, version=claim.version, reason="Wrong."
    )


def test_the_database_counts_four_eyes_too(desk, editor):
    own = ClaimFactory(desk=desk, entered_by=editor)
    with pytest.raises(IntegrityError, match="nobody settles"), transaction.atomic():
        VerificationFactory(claim=own, move=Move.RETRACT, decided_by=editor)


@pytest.mark.parametrize("status", set(Status) - {Status.UNVERIFIED})
def test_no_claim_begins_decided(desk, status):
    with (
        pytest.raises(IntegrityError, match="unverified"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        Claim.objects.create(
            desk=desk,
            entered_by=UserFactory(),
            text="So it is.",
            type="event",
            status=status,
        )


def test_a_change_counts_the_version_up_by_one(desk):
    claim = ClaimFactory(desk=desk)
    with (
        pytest.raises(IntegrityError, match="by one"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        Claim.objects.filter(pk=claim.pk).update(text="Something else.")


@pytest.mark.parametrize("change", [{"reason": "Other."}, {"move": "retract"}])
def test_a_decision_is_never_changed(in_review, checker, change):
    decision = verify(in_review, checker)
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        Verification.objects.filter(pk=decision.pk).update(**change)


# Quotes


def test_a_quote_is_confirmed_by_a_second_person(desk, reporter, checker):
    quote = QuoteFactory(desk=desk, entered_by=reporter, record_kind=RecordKind.NOTES)
    confirm = {"version": 1, "reason": "Heard the recording."}
    with pytest.raises(NotAllowed):
        verification.move_quote(quote.pk, QuoteMove.CONFIRM, by=reporter, **confirm)
    verification.move_quote(quote.pk, QuoteMove.CONFIRM, by=checker, **confirm)
    quote.refresh_from_db()
    assert quote.status == QuoteStatus.CONFIRMED
    assert QuoteVerification.objects.get().decided_by == checker


def test_a_reporter_withdraws_a_quote_of_their_own(desk, reporter):
    quote = QuoteFactory(
        desk=desk, entered_by=reporter, source=SourceFactory(desk=desk)
    )
    verification.move_quote(
        quote.pk, QuoteMove.WITHDRAW, by=reporter, version=1, reason="At risk."
    )
    quote.refresh_from_db()
    assert quote.status == QuoteStatus.WITHDRAWN
