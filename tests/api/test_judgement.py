"""Over HTTP: what would fall, how it stood, who has which work, what is published."""

import pytest
from django.utils import timezone

from claims.models import Notification
from claims.services import standards, verification
from claims.workflow import Move, Status
from sources.models import RecordKind
from sources.workflow import QuoteMove
from tests.claims.conftest import apart, supported_by
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, member
from tracker.models import Role, Scope
from tracker.services import articles

API = "/api/v1"


def tag(version):
    return {"format": "json", "HTTP_IF_MATCH": f'"v{version}"'}


@pytest.fixture
def checker(desk):
    return member(desk, Role.FACT_CHECKER)


@pytest.fixture
def sources(desk, editor):
    standards.adopt(desk.pk, preset="wire", by=editor)
    pair = SourceFactory.create_batch(2, desk=desk)
    apart(*pair)
    return pair


@pytest.fixture
def in_review(desk, sources):
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, *sources)
    return claim


@pytest.fixture
def verified(in_review, checker):
    verification.decide(
        in_review.pk, Move.VERIFY, by=checker, version=2, reason="Both saw it."
    )
    in_review.refresh_from_db()
    return in_review


def test_what_would_fall(as_person, editor, verified, sources):
    article = OccurrenceFactory(claim=verified).article
    answer = as_person(editor).post(
        f"{API}/blast-radius", {"source": str(sources[0].pk)}, format="json"
    )
    (fallen,) = answer.json()["fallen"]
    assert fallen["claim"] == str(verified.pk)
    assert fallen["reasons"][0]["code"] == "few_origins"
    assert answer.json()["articles"] == [str(article.pk)]


def test_each_change_that_may_be_supposed(as_person, editor, verified, sources):
    one, other = (str(source.pk) for source in sources)
    quote = str(verified.evidence.first().quote_id)
    supposed = [
        {"source": one, "reliability": "E"},
        {"source": one, "other": other, "kind": "same_office"},
        {"quote": quote, "status": "altered"},
    ]
    ask = as_person(editor)
    answers = [ask.post(f"{API}/blast-radius", s, format="json") for s in supposed]
    assert [len(answer.json()["fallen"]) for answer in answers] == [1, 1, 1]


@pytest.mark.parametrize("wrong", [{}, {"status": "altered"}, {"coffee": 1}])
def test_a_supposition_is_about_one_thing(as_person, editor, wrong):
    answer = as_person(editor).post(f"{API}/blast-radius", wrong, format="json")
    assert answer.status_code == 400


def test_who_may_not_see_the_source_finds_none(as_person, checker, sources):
    answer = as_person(checker).post(
        f"{API}/blast-radius", {"source": str(sources[0].pk)}, format="json"
    )
    assert answer.status_code == 404


def test_programs_suppose_nothing(as_program, editor, sources):
    answer = as_program(editor, *Scope).post(
        f"{API}/blast-radius", {"source": str(sources[0].pk)}, format="json"
    )
    assert answer.status_code == 403


def test_how_it_stood(as_person, checker, verified):
    ask = as_person(checker)
    at = timezone.now().isoformat()
    found = ask.get(f"{API}/claims/{verified.pk}/as-of", {"at": at}).json()
    assert (found["status"], found["reasons"]) == ("verified", [])
    past = {"at": "2001-01-01T00:00:00Z"}
    assert ask.get(f"{API}/claims/{verified.pk}/as-of", past).status_code == 404
    assert ask.get(f"{API}/claims/{verified.pk}/as-of").status_code == 400


def test_a_claim_review_and_a_quotation(as_person, editor, checker, verified):
    ask = as_person(checker)
    review = f"{API}/claims/{verified.pk}/claim-review"
    assert ask.get(review).status_code == 404
    article = OccurrenceFactory(claim=verified).article
    quote = QuoteFactory(
        desk=verified.desk, article=article, record_kind=RecordKind.NOTES
    )
    verification.move_quote(
        quote.pk, QuoteMove.CONFIRM, by=checker, version=1, reason="Heard."
    )
    articles.publish(article.pk, by=editor, version=1)
    assert ask.get(review).json()["@type"] == "ClaimReview"
    said = ask.get(f"{API}/quotes/{quote.pk}/quotation").json()
    assert said["creator"] == {"@type": "Person", "description": "a local source"}


def test_work_from_hand_to_hand(as_person, checker, editor, in_review):
    ask = as_person(editor)
    made = ask.post(
        f"{API}/assignments",
        {"claim": str(in_review.pk), "due_on": "2026-01-05"},
        format="json",
    )
    assert made.status_code == 201
    address = f"{API}/assignments/{made.json()['id']}"
    hand = {"assignee_id": str(checker.pk)}
    taken = as_person(checker).post(f"{address}/hand", hand, **tag(1))
    assert taken.json()["assignee"] == str(checker.pk)
    late = ask.get(f"{API}/assignments", {"overdue_on": "2026-01-06", "open": "true"})
    assert len(late.json()["results"]) == 1
    done = ask.post(f"{address}/finish", {}, **tag(2))
    assert done.json()["done_by"] == str(editor.pk)
    assert ask.post(f"{address}/finish", {}, **tag(2)).status_code == 412


def test_four_eyes_hold_for_work_too(as_person, editor, in_review):
    author = str(in_review.entered_by_id)
    answer = as_person(editor).post(
        f"{API}/assignments",
        {"claim": str(in_review.pk), "assignee_id": author},
        format="json",
    )
    assert answer.status_code == 403


def test_lifting_a_rule(as_person, editor, checker, in_review):
    body = {"claim": str(in_review.pk), "code": "few_origins", "reason": "She signed."}
    refused = as_person(checker).post(f"{API}/exemptions", body, format="json")
    assert refused.status_code == 403
    ask = as_person(editor)
    made = ask.post(f"{API}/exemptions", body, format="json").json()
    ended = ask.post(
        f"{API}/exemptions/{made['id']}/end", {"reason": "She did not."}, **tag(1)
    )
    assert ended.json()["ended_at"]


def test_a_second_reading_is_blind_until_the_decision(
    as_person, checker, editor, in_review
):
    body = {
        "claim": str(in_review.pk),
        "verdict": "verify",
        "reason": "So I read it.",
        "version": in_review.version,
    }
    given = as_person(checker).post(f"{API}/second-readings", body, format="json")
    assert given.status_code == 201
    others = as_person(editor)
    assert others.get(f"{API}/second-readings").json()["results"] == []
    verification.decide(in_review.pk, Move.VERIFY, by=editor, version=2, reason="So.")
    (shown,) = others.get(f"{API}/second-readings").json()["results"]
    assert shown["verdict"] == "verify"


def test_notices_are_ones_own(as_person, checker, editor, in_review):
    as_person(editor).post(
        f"{API}/assignments",
        {"claim": str(in_review.pk), "assignee_id": str(checker.pk)},
        format="json",
    )
    ask = as_person(checker)
    (notice,) = ask.get(f"{API}/notices", {"unread": "true"}).json()["results"]
    assert notice["kind"] == "assigned"
    assert as_person(editor).get(f"{API}/notices").json()["results"] == []
    assert ask.post(f"{API}/notices/read").json() == {"read": 1}
    assert not Notification.objects.unread().exists()


def test_describing_splitting_and_merging(as_person, editor, desk):
    claim, other = ClaimFactory.create_batch(2, desk=desk)
    ask, address = as_person(editor), f"{API}/claims/{claim.pk}"
    figures = [{"low": "2900", "high": "3000", "unit": "tonnes"}]
    body = {"topics": ["roads"], "happened_from": "2026-01-05", "figures": figures}
    assert ask.post(f"{address}/describe", body, **tag(1)).status_code == 200
    assert str(claim.figures.current().get()) == "2900 to 3000 tonnes"
    split = ask.post(f"{address}/split", {"parts": ["One.", "Two."]}, **tag(2))
    assert split.json()["text"] == "One."
    body = {"into_id": str(other.pk), "reason": "The same."}
    assert ask.post(f"{address}/merge", body, **tag(3)).status_code == 200
    claim.refresh_from_db()
    assert claim.merged_into == other


def test_notes_travel_as_web_annotations(as_person, reporter, desk):
    article = ArticleFactory(desk=desk, text="The bridge is closed, they say.")
    ask = as_person(reporter)
    selector = {"type": "TextQuoteSelector", "exact": "they say"}
    note = {
        "type": "Annotation",
        "body": "Who?",
        "target": {"source": "urn:x", "selector": selector},
    }
    made = ask.post(
        f"{API}/web-annotations",
        {"article": str(article.pk), "annotation": note},
        format="json",
    )
    assert made.status_code == 201
    out = ask.get(f"{API}/web-annotations/{made.json()['id']}").json()
    assert out["target"]["selector"][0]["exact"] == "they say"
    found = ask.get(f"{API}/web-annotations", {"words": "who", "open": "true"})
    assert found.json()["results"] == [out]
    assert ask.get(f"{API}/web-annotations", {"coffee": "1"}).status_code == 400


def test_a_retraction_carries_its_note(as_person, editor, verified):
    body = {"move": "retract", "reason": "Wrong.", "note_to_readers": "We erred."}
    ask = as_person(editor)
    address = f"{API}/claims/{verified.pk}"
    answer = ask.post(f"{address}/decide", body, **tag(verified.version))
    assert answer.status_code == 200
    told = ask.get(f"{address}/verifications").json()["results"][0]
    assert told["note_to_readers"] == "We erred."
