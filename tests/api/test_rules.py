"""Over HTTP: a desk's rules in words and on trial, signatures, agreement, shapes."""

import pytest

from claims.queries.trials import trial
from claims.services import readings, standards, verification
from claims.standards import for_desk
from claims.workflow import Move, Status
from tests.claims.conftest import apart, supported_by
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, member
from tracker.models import Role

API = "/api/v1"


def tag(version):
    return {"format": "json", "HTTP_IF_MATCH": f'"v{version}"'}


@pytest.fixture
def wire(desk, editor):
    return standards.adopt(desk.pk, preset="wire", by=editor)


@pytest.fixture
def verified(desk, wire):
    pair = SourceFactory.create_batch(2, desk=desk)
    apart(*pair)
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, *pair)
    checker = member(desk, Role.FACT_CHECKER)
    second = member(desk, Role.FACT_CHECKER)
    readings.give(claim.pk, verdict=Move.VERIFY, reason="Yes.", by=second, version=2)
    verification.decide(claim.pk, Move.VERIFY, by=checker, version=2, reason="So.")
    claim.refresh_from_db()
    return claim


def test_the_rules_in_force_are_told_in_words_and_as_parameters(
    as_person, reporter, desk, wire
):
    told = as_person(reporter).get(f"{API}/desks/{desk.pk}/standards").json()
    assert (told["number"], told["preset"]) == (1, "wire")
    assert told["parameters"]["origins"] == 2
    assert told["rules"][0]["parameter"] == "origins"
    assert "two origins" in told["rules"][0]["words"]


def test_a_desk_without_standards_says_so(as_person, reporter, desk):
    told = as_person(reporter).get(f"{API}/desks/{desk.pk}/standards").json()
    assert told["number"] is None


def test_a_trial_lists_what_would_fail_and_adopts_nothing(
    as_person, editor, desk, verified
):
    article = OccurrenceFactory(claim=verified).article
    address = f"{API}/desks/{desk.pk}/standards/trial"
    ask = as_person(editor)
    strict = ask.post(address, {"preset": "strict"}, format="json").json()
    assert (strict["standing"], strict["weighed"], strict["failing"]) == (1, 1, 1)
    (fallen,) = strict["fallen"]
    assert fallen["claim"] == str(verified.pk)
    assert fallen["articles"] == [str(article.pk)]
    assert not fallen["already"]
    lenient = {"preset": "wire", "parameters": {"origins": 1}}
    assert ask.post(address, lenient, format="json").json()["failing"] == 0
    wrong = {"preset": "wire", "parameters": {"coffee": 1}}
    assert ask.post(address, wrong, format="json").status_code == 400
    assert (
        ask.get(f"{API}/standards?desk={desk.pk}").json()["results"][0]["number"] == 1
    )


def test_the_queries_of_a_trial_do_not_grow(desk, verified, django_assert_num_queries):
    with django_assert_num_queries(9):
        trial(desk.pk, for_desk(desk.pk))


def test_agreement_over_time(as_person, editor, desk, verified):
    told = as_person(editor).get(f"{API}/desks/{desk.pk}/agreement").json()
    assert told["overall"] == {"claims": 1, "agreed": 1, "kappa": None}
    (month,) = told["months"]
    assert (month["claims"], month["agreed"]) == (1, 1)


def test_what_an_article_rests_on_and_who_answers_for_it(as_person, editor, desk):
    standards.adopt(desk.pk, preset="national-daily", by=editor)
    article = ArticleFactory(desk=desk)
    QuoteFactory(desk=desk, article=article)
    ask = as_person(editor)
    address = f"{API}/articles/{article.pk}/standing"
    before = ask.get(address).json()
    assert (before["anonymous"], before["quorum"]) == (1, 2)
    assert [f["code"] for f in before["findings"]] == ["quorum_missing"]
    body = {"revision": before["revision"], "reason": "I know who it is."}
    assert ask.post(f"{API}/sign-offs", body, format="json").status_code == 201
    assert ask.post(f"{API}/sign-offs", body, format="json").status_code == 409
    assert ask.get(address).json()["signed_by"] == [str(editor.pk)]
    listed = ask.get(f"{API}/sign-offs?article={article.pk}").json()["results"]
    assert [row["reason"] for row in listed] == ["I know who it is."]


def test_whose_claim_it_is_is_shown_to_who_may_see_the_source(
    as_person, editor, desk, reporter
):
    claim = ClaimFactory(desk=desk)
    source = SourceFactory(desk=desk)
    address = f"{API}/claims/{claim.pk}"
    ask = as_person(editor)
    body = {"source_id": str(source.pk)}
    told = ask.post(f"{address}/attribute", body, **tag(1)).json()
    assert told["attributed_to"] == str(source.pk)
    assert as_person(reporter).get(address).json()["attributed_to"] is None
    other = SourceFactory()
    wrong = {"source_id": str(other.pk)}
    assert ask.post(f"{address}/attribute", wrong, **tag(2)).status_code == 404


def test_an_interval_is_set_and_taken_away(as_person, editor, desk):
    claim = ClaimFactory(desk=desk)
    address, ask = f"{API}/claims/{claim.pk}", as_person(editor)
    body = {"happened_from": "2026-01-05", "happened_to": "2026-01-07"}
    told = ask.post(f"{address}/describe", body, **tag(1)).json()
    assert (told["happened_from"], told["happened_to"]) == (
        "2026-01-05",
        "2026-01-07",
    )
    none = {"happened_from": None, "happened_to": None}
    assert ask.post(f"{address}/describe", none, **tag(2)).json()["happened_to"] is None


def test_a_place_ends_over_the_api(as_person, editor, desk):
    place = OccurrenceFactory(claim=ClaimFactory(desk=desk))
    ask = as_person(editor)
    address = f"{API}/occurrences/{place.pk}"
    body = {"reason": "Another bridge."}
    assert ask.post(f"{address}/end", body, **tag(1)).json()["ended_at"]
    assert ask.post(f"{address}/end", body, **tag(1)).status_code == 412
    expanded = ask.get(f"{API}/claims/{place.claim_id}?expand=occurrences,figures")
    assert expanded.json()["occurrences"] == []
