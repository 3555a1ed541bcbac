"""What bears on a claim: quotes and passages, once each, graded with a reason."""

import pytest

from claims import queries
from claims.models import Evidence
from claims.queries.contradictions import contradictions
from claims.services import crosschecks, evidence, verification
from claims.services.evidence import best_credibility
from sources.models import Basis
from sources.services import quotes
from tests.factories.claims import ClaimFactory, EvidenceFactory, OccurrenceFactory
from tests.factories.sources import DocumentFactory, QuoteFactory, SourceFactory
from tests.factories.tracker import UserFactory, member
from tracker.errors import (
    Conflict,
    Duplicate,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from tracker.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(desk):
    return ClaimFactory(desk=desk)


def add(claim, quote, by, **asked):
    asked = {"bearing": "supports"} | asked
    return evidence.add_quote(claim.pk, quote_id=quote.pk, by=by, **asked)


def test_a_quote_counts_once(desk, claim, checker):
    quote = QuoteFactory(desk=desk)
    add(claim, quote, checker)
    with pytest.raises(Duplicate):
        add(claim, quote, checker, bearing="refutes")


def test_a_passage_counts_once(desk, claim, checker):
    document = DocumentFactory(desk=desk)
    asked = {"document_id": document.pk, "span": (0, 3), "bearing": "supports"}
    made = evidence.add_passage(claim.pk, by=checker, **asked)
    assert made.passage.exact == "All"
    with pytest.raises(Duplicate):
        evidence.add_passage(claim.pk, by=checker, **asked)


def test_what_is_withdrawn_may_bear_again(desk, claim, checker):
    quote = QuoteFactory(desk=desk)
    first = add(claim, quote, checker)
    evidence.withdraw(first.pk, by=checker, version=1, reason="Misread.")
    assert add(claim, quote, checker) != first
    assert Evidence.objects.count() == 2
    with pytest.raises(Conflict):
        evidence.withdraw(first.pk, by=checker, version=2, reason="Again.")


def test_nothing_of_another_desk_bears_on_it(claim, checker):
    with pytest.raises(NotFound):
        add(claim, QuoteFactory(), checker)
    with pytest.raises(NotFound):
        evidence.add_passage(
            claim.pk,
            document_id=DocumentFactory().pk,
            span=(0, 3),
            bearing="supports",
            by=checker,
        )


def test_who_may_not(desk, claim):
    quote = QuoteFactory(desk=desk)
    with pytest.raises(NotAllowed):
        add(claim, quote, member(desk, Role.AUDITOR))
    with pytest.raises(NotFound):
        add(claim, quote, UserFactory())
    item = EvidenceFactory(claim=claim)
    with pytest.raises(NotFound):
        evidence.withdraw(item.pk, by=UserFactory(), version=1, reason="x")


@pytest.mark.parametrize(("hops", "best"), [(0, 1), (1, 2), (2, 3), (3, 4), (9, 4)])
def test_each_person_in_between_costs_a_grade(hops, best):
    assert best_credibility(hops) == best


def test_hearsay_is_not_graded_like_what_was_seen(desk, claim, checker):
    quote = QuoteFactory(desk=desk, basis="told_by", hops=2)
    with pytest.raises(Invalid) as refused:
        add(claim, quote, checker, credibility=2, rationale="Sounds right.")
    assert refused.value.facts["best"] == 3
    made = add(claim, quote, checker, credibility=3, rationale="Sounds right.")
    with pytest.raises(Invalid):
        evidence.grade(made.pk, credibility=1, rationale="So.", by=checker, version=1)


def test_a_grade_has_its_rationale(desk, claim, checker):
    item = EvidenceFactory(claim=claim)
    with pytest.raises(Invalid):
        evidence.grade(item.pk, credibility=2, rationale=" ", by=checker, version=1)
    with pytest.raises(Invalid):
        evidence.grade(item.pk, credibility=7, rationale="So.", by=checker, version=1)
    with pytest.raises(StaleVersion):
        evidence.grade(item.pk, credibility=2, rationale="So.", by=checker, version=2)
    graded = evidence.grade(
        item.pk, credibility=2, rationale="Fits the log.", by=checker, version=1
    )
    assert (graded.credibility, graded.version) == (2, 2)


# Cross-checks


def judge(one, other, by, **asked):
    asked = {"relation": "contradicts", "rationale": "Open, closed."} | asked
    return crosschecks.judge(one.pk, other.pk, by=by, **asked)


def test_two_claims_have_one_standing_judgement(desk, claim, checker):
    other = ClaimFactory(desk=desk)
    check = judge(claim, other, checker)
    with pytest.raises(Duplicate) as refused:
        judge(other, claim, checker, relation="same")
    assert refused.value.facts["crosscheck"] == str(check.pk)
    crosschecks.end(check.pk, by=checker, version=1, reason="Two bridges.")
    with pytest.raises(Conflict):
        crosschecks.end(check.pk, by=checker, version=2, reason="Again.")
    assert judge(other, claim, checker, relation="unrelated")


def test_a_judgement_is_of_two_claims_of_one_desk(desk, claim, checker):
    with pytest.raises(Invalid):
        judge(claim, claim, checker)
    with pytest.raises(NotFound):
        judge(claim, ClaimFactory(), checker)
    with pytest.raises(Invalid):
        judge(claim, ClaimFactory(desk=desk), checker, rationale=" ")
    with pytest.raises(NotAllowed):
        judge(claim, ClaimFactory(desk=desk), member(desk, Role.REPORTER))


def test_outsiders_end_no_judgement(desk, claim, checker):
    check = judge(claim, ClaimFactory(desk=desk), checker)
    with pytest.raises(NotFound):
        crosschecks.end(check.pk, by=UserFactory(), version=1, reason="x")


def test_where_the_outlet_contradicts_itself(
    desk, claim, checker, editor, django_assert_num_queries
):
    other, third = ClaimFactory.create_batch(2, desk=desk)
    one, two = OccurrenceFactory(claim=claim), OccurrenceFactory(claim=other)
    check = judge(claim, other, checker)
    settled = judge(claim, third, checker)
    verification.decide(third.pk, "retract", by=editor, version=1, reason="Wrong.")
    assert checker.roles
    with django_assert_num_queries(2):
        (found,) = contradictions(checker, desk.pk)
    assert found.check == check != settled
    assert (found.says, found.says_otherwise) == ((one.article,), (two.article,))
    assert found.between_articles
    assert contradictions(UserFactory()) == []


@pytest.mark.parametrize("span", [(0, 10), (0, 11), (2, 5), (9, 12)])
def test_the_same_words_do_not_count_again_in_another_passage(
    desk, claim, checker, span
):
    document = DocumentFactory(desk=desk)

    def bear(where):
        return evidence.add_passage(
            claim.pk,
            document_id=document.pk,
            span=where,
            bearing="supports",
            by=checker,
        )

    first = bear((0, 10))
    with pytest.raises(Duplicate):
        bear(span)
    assert bear((12, 15))
    evidence.withdraw(first.pk, by=checker, version=1, reason="Misread.")
    assert bear((0, 11))


def test_people_in_between_learned_later_lower_the_grade_that_counts(
    desk, claim, checker
):
    quote = QuoteFactory(desk=desk, source=SourceFactory(desk=desk))
    add(claim, quote, checker, credibility=1, rationale="She was there.")
    quotes.amend(quote.pk, by=quote.entered_by, version=1, basis=Basis.TOLD_BY, hops=2)
    (item,) = queries.cases([claim])[claim.pk].items
    assert item.credibility == 3
