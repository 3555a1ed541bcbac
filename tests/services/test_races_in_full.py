"""Eight threads decide one claim five hundred times: four thousand tries, none lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from claims.models import Verification
from claims.services import verification
from claims.workflow import Move, Status
from tests.claims.test_races import ROUNDS, THREADS
from tests.factories.claims import ClaimFactory
from tests.factories.tracker import DeskFactory, member
from tests.tracker.chain import checked
from tracker.errors import StaleVersion
from tracker.models import Role

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("committed")]


def test_every_version_has_one_winner_and_seven_who_are_told():
    """In each round all eight decide on the version that all eight have seen."""
    desk = DeskFactory()
    claim = ClaimFactory(desk=desk)
    people = [member(desk, Role.EDITOR) for _ in range(THREADS)]
    together = Barrier(THREADS)

    def decide(number, editor):
        outcomes = []
        try:
            for version in range(1, ROUNDS + 1):
                move = Move.SUBMIT if version % 2 else Move.RETURN
                together.wait()
                try:
                    verification.decide(
                        claim.pk,
                        move,
                        by=editor,
                        version=version,
                        reason=f"Round {version}, editor {number}.",
                    )
                    outcomes.append((version, "won"))
                except StaleVersion:
                    outcomes.append((version, "told"))
        finally:
            connection.close()
        return outcomes

    with ThreadPoolExecutor(THREADS) as pool:
        by_editor = list(pool.map(decide, range(THREADS), people))

    tally = Counter(outcome for outcomes in by_editor for outcome in outcomes)
    versions = range(1, ROUNDS + 1)
    assert sum(tally.values()) == THREADS * ROUNDS
    assert all(tally[version, "won"] == 1 for version in versions)
    assert all(tally[version, "told"] == THREADS - 1 for version in versions)
    # Nothing is lost: each winner's own words are on record, under its version.
    expected = {
        version: f"Round {version}, editor {number}."
        for number, outcomes in enumerate(by_editor)
        for version, outcome in outcomes
        if outcome == "won"
    }
    decisions = Verification.objects.filter(claim=claim)
    assert dict(decisions.values_list("claim_version", "reason")) == expected
    claim.refresh_from_db()
    assert (claim.version, claim.status) == (ROUNDS + 1, Status.UNVERIFIED)
    assert checked().sound
