"""What the desk knew on Tuesday at noon, and what it had decided."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims.models import Claim, CrossCheck, Evidence
from claims.queries import facts
from claims.queries.asof import as_of, then
from claims.services import claims, crosschecks, evidence, verification
from claims.workflow import Move, Status
from sources.models import Link, LinkKind, Quote, Source
from sources.services import links, sources
from sources.workflow import QuoteMove
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory
from tests.factories.sources import SourceFactory
from tests.factories.tracker import UserFactory
from tracker.errors import NotFound

pytestmark = pytest.mark.usefixtures("committed")


def moment():
    """Return the present by the chain's clock: after everything done so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM audit.head")
        return cursor.fetchone()[0]


def test_everything_that_happened_since_is_put_back(  # noqa: PLR0917 (a whole desk)
    verified, two, checker, keeper, editor, desk
):
    settled = moment()
    before = as_of(verified.pk, settled, user=checker)
    assert (before.claim.status, len(before.decisions)) == (Status.VERIFIED, 2)
    assert before.corroboration.line == "2 quotes, 2 sources, 2 origins; independent"
    assert before.report

    sources.withdraw(two[0].pk, by=keeper, version=1, reason="Lied.")
    third = SourceFactory(desk=desk)
    (added,) = supported_by(verified, third)
    quote = added.quote
    verification.move_quote(
        quote.pk, QuoteMove.DISPUTE, by=checker, version=1, reason="Denies it."
    )
    links.link(
        two[1].pk, third.pk, kind=LinkKind.TOLD_BY, rationale="Said so.", by=keeper
    )
    evidence.withdraw(
        verified.evidence.order_by("created_at")[1].pk,
        by=checker,
        version=1,
        reason="Another bridge.",
    )
    crosschecks.judge(
        verified.pk,
        ClaimFactory(desk=desk).pk,
        relation="contradicts",
        rationale="Open.",
        by=checker,
    )
    verification.decide(
        verified.pk, Move.REOPEN, by=editor, version=verified.version, reason="Again."
    )
    claims.reword(
        verified.pk, text="It was shut.", by=editor, version=verified.version + 1
    )

    again = as_of(verified.pk, settled, user=checker)
    assert again.claim.status == Status.VERIFIED
    assert again.claim.text == before.claim.text
    assert again.claim.version == before.claim.version
    assert again.case == before.case
    assert again.report == before.report
    assert again.decisions == before.decisions

    now = as_of(verified.pk, moment(), user=checker)
    assert now.claim.text == "It was shut."
    assert now.corroboration.origins == 0
    assert not now.report


def test_as_of_now_is_what_the_dossier_says(verified, checker):
    found = as_of(verified.pk, timezone.now(), user=checker)
    assert found.case == facts.cases([verified])[verified.pk]


def test_rows_of_then_are_rows_of_now_where_nothing_changed(verified, two):
    for model in (Claim, Evidence, Quote, Source, Link, CrossCheck):
        rows = {row.pk: row.__dict__ for row in model.objects.all()}
        past = then(model.objects.all(), moment())
        for pk, row in past.items():
            kept = {k: v for k, v in row.__dict__.items() if k != "_state"}
            assert kept == {k: v for k, v in rows[pk].items() if k != "_state"}


def test_before_it_was_entered_there_was_no_claim(verified, checker):
    long_ago = verified.created_at - timedelta(days=1)
    with pytest.raises(NotFound, match="at that time"):
        as_of(verified.pk, long_ago, user=checker)


def test_an_outsider_learns_nothing_about_the_past(verified):
    with pytest.raises(NotFound):
        as_of(verified.pk, timezone.now(), user=UserFactory())
