"""The report's page: what it shows, and letting a finding stand."""

import html
import io
import json
import re

import pytest
from django.core.management import call_command

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


def test_page_api_and_command_say_the_same(page, read_article, editor, as_person):
    browser = as_person(editor)
    over_api = browser.get(f"/api/v1/articles/{read_article.pk}/report").json()
    assert over_api == browser.get(f"{page}?format=json").json()
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "check_article",
            str(read_article.pk),
            "--as",
            editor.email,
            "--json",
            stdout=out,
        )
    assert ended.value.code == 1
    assert json.loads(out.getvalue()) == over_api
    shown = html.unescape(text_of(browser.get(page)))
    for objection in over_api["objections"]:
        assert objection["message"] in shown


def test_a_finding_is_let_stand_over_the_api(page, read_article, editor, as_person):
    browser = as_person(editor)
    at = f"/api/v1/articles/{read_article.pk}/report"
    found = next(o for o in browser.get(at).json()["objections"] if o["fingerprint"])
    ask = {"fingerprint": found["fingerprint"], "reason": "Readers know why."}
    answer = browser.post(f"{at}/accept", ask, content_type="application/json")
    assert (answer.status_code, answer.json()["rule"]) == (201, found["code"])
    accepted = {
        o["fingerprint"]: o["accepted"] for o in browser.get(at).json()["objections"]
    }
    assert accepted[found["fingerprint"]] == "Readers know why."
