"""What happened to a record, told from the chain."""

import re

import pytest

from claims.workflow import Status
from tests.factories.claims import ClaimFactory
from tests.factories.sources import SourceFactory
from tests.review.conftest import text_of
from tests.tracker import chain

pytestmark = pytest.mark.django_db


def test_a_claim_tells_who_did_what_and_why(desk, reporter, checker, editor, as_person):
    claim = ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)
    as_person(checker).post(
        f"/claims/{claim.pk}/move/",
        {"version": claim.version, "move": "dispute", "reason": "The log says nine."},
    )
    chain.seal()
    shown = text_of(as_person(editor).get(f"/history/claim/{claim.pk}/"))
    assert "Claim: disputed" in shown
    assert checker.name in shown
    assert "The log says nine." in shown
    assert "<del>in review</del> → <ins>disputed</ins>" in shown


def test_one_act_is_told_once(desk, reporter, checker, editor, as_person):
    claim = ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)
    as_person(checker).post(
        f"/claims/{claim.pk}/move/",
        {"version": claim.version, "move": "dispute", "reason": "The log says nine."},
    )
    chain.seal()
    shown = text_of(as_person(editor).get(f"/history/claim/{claim.pk}/"))
    assert shown.count("Claim: disputed") == 1


def test_that_a_source_changed_hands_is_told_but_no_id(
    desk, reporter, editor, as_person
):
    source = SourceFactory(desk=desk, handler=reporter)
    as_person(reporter).post(
        f"/sources/{source.pk}/grade/",
        {"version": 1, "reliability": "B", "rationale": "Right nine times in ten."},
    )
    chain.seal()
    shown = text_of(as_person(editor).get(f"/history/source/{source.pk}/"))
    assert '<span class="meta">graded by</span> changed' in shown
    assert str(reporter.pk) not in shown


def test_history_is_for_those_who_may_read_the_trail(
    desk, reporter, auditor, outsider, as_person
):
    claim = ClaimFactory(desk=desk)
    address = f"/history/claim/{claim.pk}/"
    assert as_person(auditor).get(address).status_code == 200
    assert as_person(reporter).get(address).status_code == 403
    assert as_person(outsider).get(address).status_code == 404
    assert as_person(auditor).get(f"/history/text/{claim.pk}/").status_code == 404


def test_an_auditor_has_no_source_to_ask_after(desk, auditor, as_person):
    source = SourceFactory(desk=desk)
    answer = as_person(auditor).get(f"/history/source/{source.pk}/")
    assert answer.status_code == 404


def test_each_event_leads_to_the_record_as_it_stood_in_any_time_zone(
    desk, reporter, editor, as_person
):
    claim = ClaimFactory(desk=desk, entered_by=reporter, text="It is closed.")
    chain.seal()
    browser = as_person(editor)
    session = browser.session
    session["time_zone"] = "Asia/Seoul"
    session.save()
    address = f"/history/claim/{claim.pk}/"
    shown = text_of(browser.get(address))
    (link,) = set(re.findall(r'href="(\?at=[^"]+)"', shown))
    stood = text_of(browser.get(address + link))
    assert "It is closed." in stood
    assert "UTC</h3>" in stood
    assert browser.get(f"{address}?at=2001-01-01").status_code == 404
    assert browser.get(f"{address}?before=x").status_code == 400
