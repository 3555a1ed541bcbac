"""Work: asked for, taken, finished; and what falls when a source falls."""

import pytest

from claims.models import Assignment
from claims.services import standards, verification
from claims.workflow import Move, Status
from sources.models import LinkKind, Source
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory
from tests.factories.sources import LinkFactory, SourceFactory
from tests.review.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(desk, reporter):
    return ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)


def asked(claim, **fields: str) -> dict[str, str]:
    return {"task": "review", "assignee": "", "message": "", "due_on": "", **fields}


def test_work_is_asked_for_taken_and_done(claim, editor, checker, as_person):
    as_person(editor).post(
        f"/claims/{claim.pk}/assign/",
        asked(claim, message="Before noon, please.", due_on="2020-01-01"),
    )
    work = Assignment.objects.get()
    browser = as_person(checker)
    shown = text_of(browser.get("/desks/border/work/"))
    assert "Before noon, please." in shown
    assert "Overdue" in shown
    browser.post(f"/work/{work.pk}/take/", {"version": work.version})
    work.refresh_from_db()
    assert work.assignee == checker
    browser.post(f"/work/{work.pk}/finish/", {"version": work.version})
    work.refresh_from_db()
    assert work.done_by == checker
    assert "Nothing waits for you" in text_of(browser.get("/desks/border/work/"))


def test_work_is_given_back(claim, editor, checker, as_person):
    as_person(editor).post(
        f"/claims/{claim.pk}/assign/", asked(claim, assignee=str(checker.pk))
    )
    work = Assignment.objects.get()
    browser = as_person(checker)
    assert "Give back" in text_of(browser.get("/desks/border/work/"))
    browser.post(f"/work/{work.pk}/give-back/", {"version": work.version})
    work.refresh_from_db()
    assert work.assignee is None
    assert "Take it" in text_of(browser.get("/desks/border/work/"))


def test_a_blind_reading_given_back_is_not_taken_again(
    claim, editor, checker, as_person
):
    for move in (Move.DISPUTE, Move.REOPEN):
        claim.refresh_from_db()
        verification.decide(
            claim.pk, move, by=editor, version=claim.version, reason="So."
        )
    as_person(editor).post(
        f"/claims/{claim.pk}/assign/",
        asked(claim, task="second_reading", assignee=str(checker.pk)),
    )
    work = Assignment.objects.get()
    browser = as_person(checker)
    assert "is not asked blind again" in text_of(browser.get("/desks/border/work/"))
    browser.post(f"/work/{work.pk}/give-back/", {"version": work.version})
    refused = browser.post(f"/work/{work.pk}/take/", {"version": work.version + 1})
    assert refused.status_code == 403
    assert "somebody else reads this claim" in text_of(refused)
    hand = browser.post(
        f"/api/v1/assignments/{work.pk}/hand",
        {"assignee_id": str(checker.pk)},
        content_type="application/json",
        headers={"If-Match": f'"v{work.version + 1}"'},
    )
    assert hand.status_code == 403
    assert hand.json()["facts"] == {"rule": "not_blind"}
    shown = text_of(browser.get(f"/claims/{claim.pk}/"))
    assert "Give a blind verdict" not in shown
    assert "somebody else reads this claim" in shown


def test_whoever_is_asked_is_told(claim, editor, checker, as_person):
    as_person(editor).post(
        f"/claims/{claim.pk}/assign/", asked(claim, assignee=str(checker.pk))
    )
    browser = as_person(checker)
    assert "You were given a task" in text_of(browser.get("/desks/border/work/"))
    browser.post("/desks/border/work/read/")
    assert "You were given a task" not in text_of(browser.get("/desks/border/work/"))


def test_work_one_could_not_do_is_not_taken(claim, editor, auditor, as_person):
    as_person(editor).post(f"/claims/{claim.pk}/assign/", asked(claim))
    work = Assignment.objects.get()
    answer = as_person(auditor).post(f"/work/{work.pk}/take/", {"version": 1})
    assert answer.status_code == 403
    assert "data-refusal" in text_of(answer)


def test_nobody_is_asked_to_review_their_own_claim(claim, reporter, editor, as_person):
    answer = as_person(editor).post(
        f"/claims/{claim.pk}/assign/", asked(claim, assignee=str(reporter.pk))
    )
    assert answer.status_code == 403
    assert not Assignment.objects.exists()


@pytest.fixture
def pillar(desk, editor) -> Source:
    """One of two sources on which a verified claim rests."""
    standards.adopt(desk.pk, preset="wire", by=editor)
    one, other = SourceFactory.create_batch(2, desk=desk)
    LinkFactory(source=one, other=other, kind=LinkKind.INDEPENDENT)
    claim = ClaimFactory(desk=desk, text="The bridge is closed.", status="verified")
    supported_by(claim, one, other)
    return one


def test_a_source_s_file_says_what_falls_with_it(pillar, editor, as_person):
    shown = text_of(as_person(editor).get(f"/sources/{pillar.pk}/falls/"))
    assert "1 of 1 decided claim on this source would no longer stand" in shown
    assert "The bridge is closed." in shown


def test_a_source_is_withdrawn_with_a_reason(pillar, editor, as_person):
    address = f"/sources/{pillar.pk}/withdraw/"
    browser = as_person(editor)
    assert browser.post(address, {"version": 1, "reason": ""}).status_code == 400
    browser.post(address, {"version": 1, "reason": "It was somebody else."})
    pillar.refresh_from_db()
    assert pillar.status == "withdrawn"
