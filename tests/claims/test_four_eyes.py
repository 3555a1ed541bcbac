"""Nobody settles what they entered: not by service, page, API, admin, nor in SQL."""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from claims.models import Claim, QuoteVerification, StandardsVersion, Verification
from claims.policy import QUOTE_SETTLING, SETTLING
from claims.services import claims, verification
from claims.workflow import TABLE, Move, Status, moves_from
from sources.models import Quote
from sources.workflow import TABLE as QUOTE_TABLE
from sources.workflow import QuoteMove, QuoteStatus
from tests.claims.conftest import supported_by
from tests.factories.claims import (
    ClaimFactory,
    QuoteVerificationFactory,
    VerificationFactory,
)
from tests.factories.sources import QuoteFactory
from tests.factories.tracker import member
from tests.matrix.people import undone
from tracker.errors import NotAllowed
from tracker.models import Role

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# The admin's name of each action.
ACTIONS = {Move.RETURN: "return_to_reporter"}
REASON = "As the log says."


@dataclass(frozen=True)
class Matter:
    """What is settled, and how."""

    model: type
    move: Move | QuoteMove

    def decide(self, row, by):
        service = (
            verification.decide if self.model is Claim else verification.move_quote
        )
        return service(row.pk, self.move, by=by, version=row.version, reason=REASON)


def browser(person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def by_service(matter, row, by) -> str:
    try:
        matter.decide(row, by)
    except NotAllowed as refusal:
        return refusal.message
    return ""


def by_page(matter, row, by) -> str:
    kind = "claims" if matter.model is Claim else "quotes"
    answer = browser(by).post(
        f"/{kind}/{row.pk}/move/",
        {"version": row.version, "move": matter.move.value, "reason": REASON},
    )
    assert answer.status_code in {302, 403}
    return answer.content.decode() if answer.status_code == 403 else ""


def by_api(matter, row, by) -> str:
    kind = "claims" if matter.model is Claim else "quotes"
    answer = browser(by).post(
        f"/api/v1/{kind}/{row.pk}/decide",
        {"move": matter.move.value, "reason": REASON},
        content_type="application/json",
        HTTP_IF_MATCH=f'"v{row.version}"',
    )
    assert answer.status_code in {200, 403}
    return answer.json()["message"] if answer.status_code == 403 else ""


def by_admin(matter, row, by) -> str:
    options = matter.model._meta
    answer = browser(by).post(
        reverse(f"admin:{options.app_label}_{options.model_name}_changelist"),
        {
            "action": ACTIONS.get(matter.move, matter.move.value),
            "_selected_action": [str(row.pk)],
            "reason": REASON,
        },
        follow=True,
    )
    said = [str(message) for message in answer.context["messages"]]
    return "" if said == [f"{matter.move.label}: 1."] else " ".join(said)


def by_sql(matter, row, by) -> str:
    """What somebody would write who went past every service."""
    target = (TABLE if matter.model is Claim else QUOTE_TABLE)[row.status, matter.move]
    what = {"move": matter.move, "to_status": target, "decided_by": by}
    try:
        with transaction.atomic():
            if matter.model is Claim:
                rules = StandardsVersion.objects.get(desk=row.desk)
                VerificationFactory(claim=row, **what, standards=rules)
            else:
                QuoteVerificationFactory(quote=row, **what)
    except IntegrityError as refusal:
        return str(refusal)
    return ""


DOORS = (by_service, by_page, by_api, by_admin)
CLAIM_MOVES = sorted(SETTLING & set(moves_from(Status.IN_REVIEW)))
QUOTE_MOVES = sorted(
    QUOTE_SETTLING & {m for s, m in QUOTE_TABLE if s == QuoteStatus.UNVERIFIED}
)


@pytest.fixture
def claim(desk, wire, two, editor):
    """In review, good enough for every verdict, entered by an editor."""
    found = ClaimFactory(desk=desk, entered_by=editor, status=Status.IN_REVIEW)
    supported_by(found, *two)
    return found


@pytest.fixture
def second(desk):
    return member(desk, Role.EDITOR)


@pytest.mark.parametrize("move", CLAIM_MOVES)
def test_who_entered_a_claim_settles_it_by_no_door(move, claim, editor):
    matter = Matter(Claim, move)
    before = Verification.objects.count()
    for door in DOORS:
        assert "You entered this claim yourself" in door(matter, claim, editor), door
    assert Verification.objects.count() == before
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW


@pytest.mark.parametrize("move", [m for m in CLAIM_MOVES if m != Move.REFUTE])
def test_a_second_person_settles_it_by_every_door(move, claim, second):
    matter = Matter(Claim, move)
    for door in DOORS:
        with undone():
            assert door(matter, claim, second) == "", door
            claim.refresh_from_db()
            assert claim.status == TABLE[Status.IN_REVIEW, move], door
        claim.refresh_from_db()


def test_nor_does_who_worded_it(desk, claim, second):
    claims.reword(claim.pk, text="It is shut.", by=second, version=claim.version)
    claim.refresh_from_db()
    matter = Matter(Claim, Move.DISPUTE)
    for door in DOORS:
        assert "You worded this claim yourself" in door(matter, claim, second), door


@pytest.mark.parametrize("move", QUOTE_MOVES)
def test_who_recorded_a_quote_settles_it_by_no_door(move, desk, editor):
    quote = QuoteFactory(desk=desk, entered_by=editor, record_kind="recording")
    matter = Matter(Quote, move)
    for door in DOORS:
        assert "You recorded this quote yourself" in door(matter, quote, editor), door
    assert not QuoteVerification.objects.exists()
    quote.refresh_from_db()
    assert quote.status == QuoteStatus.UNVERIFIED


@pytest.mark.parametrize("move", [m for m in QUOTE_MOVES if m != QuoteMove.CONFIRM])
def test_a_second_person_settles_a_quote_by_every_door(move, desk, second):
    for door in DOORS:
        quote = QuoteFactory(desk=desk)
        assert door(Matter(Quote, move), quote, second) == "", door
        quote.refresh_from_db()
        assert quote.status == QUOTE_TABLE[QuoteStatus.UNVERIFIED, move], door


def test_not_even_in_sql(desk, claim, editor):
    said = by_sql(Matter(Claim, Move.VERIFY), claim, editor)
    assert "nobody settles what they entered" in said
    quote = QuoteFactory(desk=desk, entered_by=editor)
    said = by_sql(Matter(Quote, QuoteMove.DISPUTE), quote, editor)
    assert "nobody settles what they recorded" in said
