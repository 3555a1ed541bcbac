"""The report's page: what it shows, and letting a finding stand."""

import re

import pytest

from sources.services import quotes
from tests.review.conftest import text_of
from tracker.services.spans import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(read_article, reporter):
    """The report of an article whose quote tells the day it was said on."""
    content = read_article.current.text.content
    quotes.record(
        read_article.pk,
        pieces=[find(content, "Forty trucks are waiting at the gate,")],
        mention=find(content, "an inside source from Sorim"),
        speaker_kind="anonymous_person",
        type="direct",
        by=reporter,
    )
    return f"/articles/{read_article.pk}/report/"


def test_the_report_shows_each_finding_and_its_way_out(page, editor, as_person):
    shown = text_of(as_person(editor).get(page))
    assert "no_reason" in shown
    assert "an inside source from Sorim" in shown
    assert "It is not tied to any source or document." in shown


def test_the_report_as_json(page, editor, as_person):
    told = as_person(editor).get(f"{page}?format=json").json()
    assert told["ready"] is False
    assert told["revision"] == 1


def test_an_editor_lets_a_finding_stand(page, editor, reporter, as_person):
    shown = text_of(as_person(editor).get(page))
    fingerprint = re.search(r'name="fingerprint" value="(\w{64})"', shown)[1]
    ask = {"fingerprint": fingerprint, "reason": "Readers know why."}
    assert as_person(reporter).post(f"{page}accept/", ask).status_code == 403
    assert as_person(editor).post(f"{page}accept/", {}).status_code == 400
    assert as_person(editor).post(f"{page}accept/", ask).status_code == 302
    assert "Stands because: Readers know why." in text_of(as_person(editor).get(page))
    assert as_person(editor).post(f"{page}accept/", ask).status_code == 409


def test_outsiders_find_no_report(page, outsider, as_person):
    assert as_person(outsider).get(page).status_code == 404
    ask = {"fingerprint": "0" * 64, "reason": "Mine."}
    assert as_person(outsider).post(f"{page}accept/", ask).status_code == 404
