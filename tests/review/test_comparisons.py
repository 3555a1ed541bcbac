"""Two claims side by side: judged, judged anew, and what that does to a verdict."""

import pytest

from claims.models import CrossCheck, Relation
from claims.queries.likely import likely, pairs_to_judge
from claims.services import crosschecks, standards, verification
from claims.workflow import Move, Status
from sources.models import LinkKind
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import LinkFactory, SourceFactory
from tests.factories.tracker import ArticleFactory
from tests.review.conftest import text_of
from tracker.errors import BelowStandard, Conflict, NotAllowed, StaleVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def shut(desk, reporter):
    return ClaimFactory(
        desk=desk, entered_by=reporter, text="The Sorim bridge is closed."
    )


@pytest.fixture
def opened(desk, reporter):
    return ClaimFactory(
        desk=desk, entered_by=reporter, text="The Sorim bridge is not closed."
    )


def address(one, other):
    return f"/claims/{one.pk}/against/{other.pk}/"


JUDGED = {"relation": "contradicts", "rationale": "One says not."}


def test_both_claims_stand_beside_each_other(shut, opened, desk, checker, as_person):
    OccurrenceFactory(claim=shut, article=ArticleFactory(desk=desk, title="Monday"))
    supported_by(opened, SourceFactory(desk=desk))
    shown = text_of(as_person(checker).get(address(shut, opened)))
    for words in (
        "Monday",
        "is closed.",
        "is not closed.",
        "May contradict",
        "1 quote",
    ):
        assert words in shown


def test_a_person_judges_and_judges_anew_and_both_stay(
    shut, opened, checker, as_person
):
    browser = as_person(checker)
    browser.post(address(shut, opened), JUDGED)
    first = CrossCheck.objects.get()
    anew = {"relation": "supersedes", "rationale": "It opened.", "version": 1}
    browser.post(address(opened, shut), {**anew, "check": first.pk})
    first.refresh_from_db()
    assert first.ended_at is not None
    standing = CrossCheck.objects.get(ended_at=None)
    assert (standing.claim, standing.relation) == (opened, Relation.SUPERSEDES)
    shown = text_of(browser.get(address(shut, opened)))
    assert "One says not." in shown
    assert "The right supersedes the left" in shown


def test_a_judgement_is_not_taken_for_one_of_other_claims(
    shut, opened, desk, checker, as_person
):
    browser = as_person(checker)
    browser.post(address(shut, opened), JUDGED)
    check = CrossCheck.objects.get()
    third = ClaimFactory(desk=desk)
    answer = browser.post(
        address(third, opened), {**JUDGED, "check": check.pk, "version": 1}
    )
    assert answer.status_code == 400
    check.refresh_from_db()
    assert check.ended_at is None


def test_who_was_slower_keeps_what_was_typed(shut, opened, checker, as_person):
    browser = as_person(checker)
    browser.post(address(shut, opened), JUDGED)
    late = browser.post(
        address(shut, opened), {"relation": "same", "rationale": "Typed late."}
    )
    assert late.status_code == 409
    assert "Typed late." in text_of(late)


def test_reporters_look_and_do_not_judge(shut, opened, reporter, as_person):
    browser = as_person(reporter)
    assert browser.get(address(shut, opened)).status_code == 200
    assert browser.post(address(shut, opened), JUDGED).status_code == 403
    assert not CrossCheck.objects.exists()


def test_claims_of_two_desks_are_not_held_against_each_other(shut, checker, as_person):
    browser = as_person(checker)
    elsewhere = ClaimFactory()
    assert browser.get(address(shut, elsewhere)).status_code == 404
    assert browser.post(address(shut, elsewhere), JUDGED).status_code == 404
    assert browser.get(address(shut, shut)).status_code == 404


def test_judging_anew_needs_the_judgement_as_it_is(shut, opened, checker, reporter):
    first = crosschecks.judge(
        shut.pk, opened.pk, relation=Relation.SAME, rationale="Alike.", by=checker
    )
    anew = {"relation": Relation.CONTRADICTS, "rationale": "No: not."}
    with pytest.raises(NotAllowed):
        crosschecks.rejudge(first.pk, **anew, by=reporter, version=1)
    with pytest.raises(StaleVersion):
        crosschecks.rejudge(first.pk, **anew, by=checker, version=2)
    crosschecks.rejudge(first.pk, **anew, by=checker, version=1)
    with pytest.raises(Conflict):
        crosschecks.rejudge(first.pk, **anew, by=checker, version=2)


def test_the_engine_finds_what_to_hold_a_claim_against(
    shut, opened, desk, checker, django_assert_num_queries
):
    ClaimFactory(desk=desk, text="Rice costs six thousand won in Hyesan.")
    ClaimFactory(text="The Sorim bridge is not closed.")  # another desk's
    assert checker.roles
    with django_assert_num_queries(2):
        (pair,) = likely(shut, checker)
    assert (pair.other, pair.match.relation) == (opened, "contradicts")
    crosschecks.judge(
        opened.pk, shut.pk, relation=Relation.CONTRADICTS, rationale="Not.", by=checker
    )
    assert likely(shut, checker) == []
    assert pairs_to_judge(checker, desk.pk) == []


def test_a_claim_to_compare_is_found_by_words(shut, opened, checker, as_person):
    browser = as_person(checker)
    assert address(shut, opened) in text_of(browser.get(f"/claims/{shut.pk}/against/"))
    shown = text_of(browser.get(f"/claims/{shut.pk}/against/?q=sorim"))
    assert address(shut, opened) in shown
    assert address(shut, shut) not in shown


def test_the_desk_lists_where_it_contradicts_itself(
    shut, opened, desk, checker, as_person
):
    browser = as_person(checker)
    page = "/desks/border/contradictions/"
    assert "Not judged yet" in text_of(browser.get(page))
    for claim, title in ((shut, "Monday"), (opened, "Tuesday")):
        OccurrenceFactory(claim=claim, article=ArticleFactory(desk=desk, title=title))
    browser.post(address(shut, opened), JUDGED)
    shown = text_of(browser.get(page))
    for words in ("Monday", "Tuesday", "One says not.", "Between articles"):
        assert words in shown
    assert "Not judged yet" not in shown


@pytest.fixture
def contradicted(desk, editor, reporter, opened, checker):
    """A claim that the wire's standards would admit, were it not contradicted."""
    standards.adopt(desk.pk, preset="wire", by=editor)
    claim = ClaimFactory(
        desk=desk,
        entered_by=reporter,
        text="The bridge is shut.",
        status=Status.IN_REVIEW,
    )
    one, other = SourceFactory.create_batch(2, desk=desk)
    LinkFactory(source=one, other=other, kind=LinkKind.INDEPENDENT)
    supported_by(claim, one, other)
    crosschecks.judge(
        claim.pk, opened.pk, relation=Relation.CONTRADICTS, rationale="No.", by=checker
    )
    return claim


def test_a_contradiction_bars_a_verdict_by_service_page_and_api(
    contradicted, checker, as_person
):
    version = contradicted.version
    with pytest.raises(BelowStandard) as refused:
        verification.decide(
            contradicted.pk, Move.VERIFY, by=checker, version=version, reason="Two."
        )
    assert {r["code"] for r in refused.value.facts["reasons"]} == {"contradicted"}
    browser = as_person(checker)
    page = browser.post(
        f"/claims/{contradicted.pk}/move/",
        {"move": "verify", "version": version, "reason": "Two."},
    )
    assert (page.status_code, "contradicted" in text_of(page)) == (409, True)
    answer = browser.post(
        f"/api/v1/claims/{contradicted.pk}/decide",
        {"move": "verify", "reason": "Two."},
        content_type="application/json",
        headers={"if-match": f'"v{version}"'},
    )
    assert answer.status_code == 409
    assert answer.json()["facts"]["reasons"][0]["code"] == "contradicted"


def test_taken_back_it_bars_nothing(contradicted, checker):
    check = CrossCheck.objects.get()
    crosschecks.rejudge(
        check.pk,
        relation=Relation.UNRELATED,
        rationale="Another bridge.",
        by=checker,
        version=1,
    )
    verification.decide(
        contradicted.pk,
        Move.VERIFY,
        by=checker,
        version=contradicted.version,
        reason="Two.",
    )
    contradicted.refresh_from_db()
    assert contradicted.status == Status.VERIFIED
