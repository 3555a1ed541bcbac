"""Terms: anonymity has a reason, is approved by a second person, and stays."""

from datetime import date

import pytest

from sources.models import AnonymousFrom, GroundRules
from sources.services import agreements, quotes
from tests.factories.sources import AgreementFactory
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound

TERMS = {
    "ground_rules": GroundRules.BACKGROUND,
    "anonymous_from": AnonymousFrom.PUBLIC,
    "reason": "Would be arrested; two colleagues were in March.",
}


def test_terms_are_entered_by_one_and_approved_by_another(
    source, reporter, editor, events
):
    made = agreements.agree(source.pk, by=reporter, risk="Prison.", **TERMS)
    assert (made.approved_by, made.risk) == (None, "Prison.")
    approved = agreements.approve(made.pk, by=editor, version=1, identity_known=True)
    assert approved.approved_by == editor
    assert approved.identity_known_to_approver is True
    assert [event[0] for event in events()] == [
        "agreement.made",
        "agreement.approved",
    ]


def test_nobody_approves_terms_that_they_entered(source, editor):
    made = agreements.agree(source.pk, by=editor, **TERMS)
    with pytest.raises(NotAllowed, match="somebody else"):
        agreements.approve(made.pk, by=editor, version=1, identity_known=False)


def test_a_reporter_does_not_approve(source, reporter, editor):
    made = agreements.agree(source.pk, by=editor, **TERMS)
    with pytest.raises(NotAllowed, match="editor or keeper"):
        agreements.approve(made.pk, by=reporter, version=1, identity_known=True)


def test_terms_are_approved_once(source, editor, keeper):
    made = AgreementFactory(source=source)
    agreements.approve(made.pk, by=editor, version=1, identity_known=True)
    with pytest.raises(Conflict):
        agreements.approve(made.pk, by=keeper, version=2, identity_known=True)


def test_who_may_not_see_the_source_does_not_see_its_terms(source, outsider, colleague):
    made = AgreementFactory(source=source)
    for person in (outsider, colleague):
        with pytest.raises(NotFound):
            agreements.approve(made.pk, by=person, version=1, identity_known=True)


@pytest.mark.parametrize(
    "wrong",
    [{"reason": " "}, {"ground_rules": GroundRules.ON_THE_RECORD}],
)
def test_terms_that_make_no_sense_are_refused(source, reporter, wrong):
    with pytest.raises(Invalid):
        agreements.agree(source.pk, by=reporter, **(TERMS | wrong))


def test_a_named_source_needs_no_reason(source, reporter):
    made = agreements.agree(
        source.pk,
        ground_rules=GroundRules.ON_THE_RECORD,
        anonymous_from=AnonymousFrom.NOBODY,
        reason="",
        by=reporter,
    )
    assert made.pk


def test_a_quote_keeps_the_terms_it_was_given_under(source, article, reporter):
    first = agreements.agree(source.pk, by=reporter, **TERMS)
    quote = quotes.record(
        article.pk, pieces=[(1, 22)], type="direct", by=reporter, source_id=source.pk
    )
    agreements.agree(source.pk, by=reporter, **(TERMS | {"reason": "Released."}))
    quote.refresh_from_db()
    assert quote.agreement == first


def test_terms_come_up_for_review(source, reporter):
    made = agreements.agree(source.pk, by=reporter, **TERMS)
    agreements.set_review(made.pk, review_on=date(2026, 3, 1), by=reporter, version=1)
    due = source.agreements.due
    assert not due(date(2026, 2, 28)).exists()
    assert list(due(date(2026, 3, 1))) == [made]
