"""The report's page: what it shows, and letting a finding stand."""

import html
import io
import json
import re

import pytest
from django.core.management import call_command

from claims.services import signoffs
from sources.queries import article_findings
from sources.services import acceptances, quotes
from tests.factories.sources import SourceFactory
from tests.review.conftest import text_of
from tracker.services import articles
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
    assert "No reason" in shown
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


def test_an_exception_is_taken_back_and_the_finding_counts_again(
    page, editor, reporter, as_person
):
    browser = as_person(editor)
    shown = text_of(browser.get(page))
    fingerprint = re.search(r'name="fingerprint" value="(\w{64})"', shown)[1]
    browser.post(
        f"{page}accept/", {"fingerprint": fingerprint, "reason": "Readers know why."}
    )
    shown = text_of(browser.get(page))
    back = re.search(r'action="(/exceptions/[^"]+)"', shown)[1]
    assert as_person(reporter).post(back, {"reason": "No."}).status_code == 403
    assert browser.post(back, {"reason": ""}).status_code == 400
    assert browser.post(back, {"reason": "They do not."}).status_code == 302
    told = text_of(browser.get(page))
    assert "Stands because" not in told
    assert fingerprint in told
    assert browser.post(back, {"reason": "They do not."}).status_code == 409


def test_an_exception_is_taken_back_over_the_api(page, read_article, editor, as_person):
    browser = as_person(editor)
    at = f"/api/v1/articles/{read_article.pk}/report"
    found = next(o for o in browser.get(at).json()["objections"] if o["fingerprint"])
    ask = {"fingerprint": found["fingerprint"], "reason": "Readers know why."}
    browser.post(f"{at}/accept", ask, content_type="application/json")
    objections = browser.get(at).json()["objections"]
    (exception,) = [o["exception"] for o in objections if o["exception"]]
    answer = browser.post(
        f"/api/v1/exceptions/{exception}/withdraw",
        {"reason": "They do not."},
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["rule"]) == (200, found["code"])
    assert not any(o["accepted"] for o in browser.get(at).json()["objections"])


# The next words of what is public


@pytest.fixture
def public(page, read_article, reporter, editor, keeper):
    """The same article in print, its quote tied to a source."""
    source = SourceFactory(desk=read_article.desk, handler=reporter)
    quote = read_article.quotes.get()
    quotes.tie(quote.pk, source_id=source.pk, by=reporter, version=quote.version)
    for found in article_findings(keeper, read_article.pk):
        if found.source:
            acceptances.accept(
                read_article.pk,
                fingerprint=found.fingerprint,
                reason="The source insists.",
                by=keeper,
            )
    read_article.refresh_from_db()
    signoffs.sign(read_article.current.pk, reason="I know who it is.", by=editor)
    articles.publish(read_article.pk, by=editor, version=read_article.version)
    return read_article


@pytest.fixture
def telling(public):
    """Its text with more about the source."""
    return public.current.text.content.replace(
        "an inside source from Sorim",
        "a customs officer from Sorim in his 30s whose uncle keeps the gate",
    )


def test_more_about_a_source_is_filed_only_with_a_keepers_word(
    public, telling, reporter, keeper, as_person
):
    public.refresh_from_db()
    page = f"/articles/{public.pk}/report/"
    at = f"/articles/{public.pk}/revise/"
    ask = {"text": telling, "version": public.version}
    refused = as_person(reporter).post(at, ask)
    assert refused.status_code == 409
    assert "customs officer" in text_of(refused)
    checked = text_of(as_person(keeper).post(f"{page}check/", {"text": telling}))
    section = checked[checked.index('id="check"') :]
    fingerprint = next(
        found["value"]
        for found in re.finditer(
            r'name="fingerprint" value="(?P<value>\w{64})"', section
        )
        if "With what was published" in section[: found.start()]
    )
    answer = as_person(keeper).post(
        f"{page}accept/",
        {"fingerprint": fingerprint, "reason": "It is safe.", "text": telling},
    )
    assert answer.status_code == 302
    assert as_person(reporter).post(at, ask).status_code == 302


def test_the_api_holds_revisions_to_it_too(
    public, telling, reporter, keeper, as_person
):
    public.refresh_from_db()
    at = f"/api/v1/articles/{public.pk}"

    def revise():
        return as_person(reporter).post(
            f"{at}/revisions",
            {"text": telling},
            content_type="application/json",
            headers={"If-Match": f'"v{public.version}"'},
        )

    refused = revise()
    assert refused.status_code == 409
    assert refused.json()["code"] == "below_standard"
    answer = as_person(keeper).post(
        f"{at}/report/check", {"text": telling}, content_type="application/json"
    )
    for found in answer.json()["objections"]:
        if found["area"] == "jigsaw":
            as_person(keeper).post(
                f"{at}/report/accept",
                {
                    "fingerprint": found["fingerprint"],
                    "reason": "It is safe.",
                    "text": telling,
                },
                content_type="application/json",
            )
    assert revise().status_code == 201


def test_a_text_that_cannot_be_checked_says_why(public, page, reporter, as_person):
    browser = as_person(reporter)
    assert browser.post(f"{page}check/", {"text": ""}).status_code == 400
    same = browser.post(f"{page}check/", {"text": public.current.text.content})
    assert same.status_code == 409
    assert "current revision" in text_of(same)
