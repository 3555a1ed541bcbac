"""Several people at once: one winner a version, every loser told, nothing lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from claims.models import Cause, Claim, Evidence, Verification
from claims.services import claims, evidence, rechecks, verification
from claims.workflow import Move, Status
from tests.claims.conftest import approved
from tests.factories.claims import ClaimFactory
from tests.factories.sources import QuoteFactory
from tests.factories.tracker import member
from tests.tracker.chain import checked
from tracker.errors import SourcelineError
from tracker.models import Job, Role

pytestmark = pytest.mark.usefixtures("committed")

THREADS = 8
ROUNDS = 500
LONG = pytest.mark.thorough


def told(act):
    """What became of it: done, or the code of the refusal."""
    try:
        act()
    except SourcelineError as refusal:
        return refusal.code
    finally:
        connection.close()
    return "done"


def race(acts):
    """Start all at one moment, each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        return told(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def seesaw(claim_id, people, rounds):
    """Decide on what is read at that moment, again and again; return what was told."""
    start = Barrier(len(people))
    seen = Claim.objects.filter(pk=claim_id).values_list("status", "version")

    def run(editor):
        start.wait()
        outcomes = Counter()
        try:
            while (now := seen.get())[1] <= rounds:
                status, version = now
                move = Move.SUBMIT if status == Status.UNVERIFIED else Move.RETURN
                try:
                    verification.decide(
                        claim_id, move, by=editor, version=version, reason="On."
                    )
                    outcomes["done"] += 1
                except SourcelineError as refusal:
                    outcomes[refusal.code] += 1
        finally:
            connection.close()
        return outcomes

    with ThreadPoolExecutor(len(people)) as pool:
        return sum(pool.map(run, people), Counter())


@pytest.mark.parametrize("rounds", [60, pytest.param(ROUNDS, marks=LONG)])
def test_eight_editors_decide_the_same_claim(desk, rounds):
    claim = ClaimFactory(desk=desk)
    people = [member(desk, Role.EDITOR) for _ in range(THREADS)]
    outcomes = seesaw(claim.pk, people, rounds)
    claim.refresh_from_db()
    decisions = list(Verification.objects.filter(claim=claim))
    assert claim.version > rounds
    assert set(outcomes) == {"done", "stale_version"}
    assert len(decisions) == outcomes["done"] == claim.version - 1
    assert [d.claim_version for d in decisions] == list(range(1, claim.version))
    statuses = [Status.UNVERIFIED, *(d.to_status for d in decisions)]
    assert [d.from_status for d in decisions] == statuses[:-1]
    assert claim.status == statuses[-1]
    assert checked().sound


@pytest.mark.parametrize(
    "_round", [0, 1, *(pytest.param(more, marks=LONG) for more in range(2, 5))]
)
def test_one_winner_and_seven_who_are_told(desk, wire, in_review, _round):
    people = [member(desk, Role.FACT_CHECKER) for _ in range(THREADS)]
    outcomes = race(
        [
            partial(
                verification.decide,
                in_review.pk,
                Move.VERIFY,
                by=person,
                version=in_review.version,
                reason="Both saw it.",
            )
            for person in people
        ]
    )
    assert outcomes == {"done": 1, "stale_version": THREADS - 1}


def test_the_same_quote_at_once_counts_once(desk, two):
    claim = ClaimFactory(desk=desk)
    quote = QuoteFactory(desk=desk, **approved(two[0]))
    people = [member(desk, Role.REPORTER) for _ in range(THREADS)]
    outcomes = race(
        [
            partial(
                evidence.add_quote,
                claim.pk,
                quote_id=quote.pk,
                bearing="supports",
                by=person,
            )
            for person in people
        ]
    )
    assert outcomes == {"done": 1, "duplicate": THREADS - 1}
    assert Evidence.objects.count() == 1


def test_a_decision_and_a_withdrawal_at_once(desk, wire, in_review, checker, editor):
    item = in_review.evidence.first()
    outcomes = race(
        [
            partial(
                verification.decide,
                in_review.pk,
                Move.VERIFY,
                by=checker,
                version=in_review.version,
                reason="Both saw it.",
            ),
            partial(
                evidence.withdraw, item.pk, by=editor, version=1, reason="Misheard."
            ),
        ]
    )
    in_review.refresh_from_db()
    looked_at_again = Job.objects.filter(kind=rechecks.JOBS[Cause.CLAIM]).count()
    assert (in_review.status, outcomes, looked_at_again) in (
        (Status.VERIFIED, {"done": 2}, 1),
        (Status.IN_REVIEW, {"done": 1, "below_standard": 1}, 0),
    )


def test_rewording_and_deciding_at_once(desk, wire, in_review, checker, editor):
    outcomes = race(
        [
            partial(
                verification.decide,
                in_review.pk,
                Move.VERIFY,
                by=checker,
                version=in_review.version,
                reason="Both saw it.",
            ),
            partial(
                claims.reword,
                in_review.pk,
                text="It is open.",
                by=editor,
                version=in_review.version,
            ),
        ]
    )
    assert outcomes == {"done": 1, "stale_version": 1}
