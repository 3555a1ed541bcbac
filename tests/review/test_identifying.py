"""What seems to identify somebody, on every field that people type notes into.

Held back on page and API alike; kept on a person's word with a reason, on the record.
"""

import html
import re
from contextlib import suppress
from urllib.parse import quote as percent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Annotation
from claims.services import (
    annotations,
    assignments,
    claims,
    crosschecks,
    evidence,
    shapes,
    standards,
)
from sources.freetext import Identifying, confirming, suspicions
from sources.services import confidants, quotes, retention, sources, wordings
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.review.conftest import text_of
from tests.tracker import chain
from tracker.errors import StaleVersion

pytestmark = pytest.mark.django_db

TELLING = "Ask Mr Kim on +86 138 1234 5678."


@pytest.fixture
def source(desk, reporter):
    return SourceFactory(desk=desk, handler=reporter)


@pytest.fixture
def attempts(article, source, editor, keeper):
    """Every kind of note that people type, by what it is written on."""
    desk, reporter = article.desk, source.handler
    quote = QuoteFactory(article=article, desk=desk, source=source)
    claim = ClaimFactory(desk=desk, entered_by=reporter)
    whole = ClaimFactory(desk=desk)
    item = EvidenceFactory(claim=claim, quote=quote)
    why = {"reason": TELLING}
    return {
        "a status": lambda: sources.set_status(
            source.pk, status="dormant", by=reporter, version=1, **why
        ),
        "a wording": lambda: wordings.describe_as(
            source.pk, wording="Mr Kim of the port", stance="agreed", by=reporter
        ),
        "a restriction": lambda: confidants.restrict(
            source.pk, restricted=True, by=keeper, version=1, **why
        ),
        "letting in": lambda: confidants.let_in(
            source.pk, user=editor, by=keeper, **why
        ),
        "a hold": lambda: retention.place_hold(source.pk, by=editor, **why),
        "an untied quote": lambda: quotes.untie(quote.pk, by=editor, version=1, **why),
        "a note": lambda: annotations.annotate(article.pk, body=TELLING, by=editor),
        "evidence": lambda: evidence.withdraw(item.pk, by=editor, version=1, **why),
        "an assignment": lambda: assignments.assign(
            claim.pk, task="review", message=TELLING, by=editor
        ),
        "a rewording": lambda: claims.reword(
            claim.pk, text="It is shut.", by=editor, version=1, **why
        ),
        "a split": lambda: shapes.split(
            whole.pk, parts=["It is shut.", "So it was."], by=editor, version=1, **why
        ),
        "standards": lambda: standards.adopt(desk.pk, preset="wire", by=editor, **why),
        "a cross-check": lambda: crosschecks.judge(
            claim.pk,
            ClaimFactory(desk=desk).pk,
            relation="same",
            rationale=TELLING,
            by=editor,
        ),
    }


def test_a_note_is_held_back_and_kept_only_on_a_persons_word(attempts, editor):
    for name, attempt in attempts.items():
        with pytest.raises(Identifying) as held:
            attempt()
        assert "Kim" not in str(held.value), name
        assert "Kim" not in str(held.value.facts), name
    for attempt in attempts.values():
        with (
            confirming(editor, "Kim is the mayor, and named in the copy."),
            suppress(StaleVersion),  # an attempt before it changed the same record
        ):
            attempt()
    kept = [event for event in chain.events() if event["action"] == "identifying.kept"]
    assert len(kept) >= len(attempts) - 1


def test_on_a_page_it_is_held_back_with_a_way_to_keep_it(
    read_article, editor, as_person
):
    browser = as_person(editor)
    at = f"/articles/{read_article.pk}/mark/"
    ask = {
        "revision": str(read_article.current.pk),
        "words": "Forty trucks",
        "what": "note",
        "body": TELLING,
    }
    answer = browser.post(at, ask)
    assert answer.status_code == 409
    shown = html.unescape(text_of(answer))
    assert "Why it is kept all the same" in shown
    panel = shown.partition('class="panel panel-refusal"')[2].partition("</form>")[0]
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', panel))
    again.pop("csrfmiddlewaretoken", None)
    assert again == ask
    assert browser.post(at, again | {"confirmed": " "}).status_code == 409
    assert browser.post(at, again | {"confirmed": "He is public."}).status_code == 302
    assert Annotation.objects.get().body == TELLING


def test_over_the_api_a_header_keeps_it(article, editor, as_person):
    browser = as_person(editor)
    ask = {"article": str(article.pk), "body": TELLING}

    def post(**headers):
        return browser.post(
            "/api/v1/annotations", ask, content_type="application/json", headers=headers
        )

    refused = post()
    assert refused.status_code == 409
    assert refused.json()["code"] == "identifying_text"
    assert "Kim" not in refused.content.decode()
    why = percent("시장은 공인이다.")
    assert post(**{"Confirm-Identifying": why}).status_code == 201
    reasons = [e["reason"] for e in chain.events() if e["action"] == "identifying.kept"]
    assert reasons == ["시장은 공인이다."]


PHONES = st.from_regex(r"\+86 1[3-9]\d \d{4} \d{4}", fullmatch=True)
MAILS = st.from_regex(r"[a-z]{3,8}@[a-z]{3,8}\.(?:com|org)", fullmatch=True)
PLACES = st.from_regex(r"4[0-2]\.\d{4}, 12[4-9]\.\d{4}", fullmatch=True)
IDS = st.from_regex(r"\d{6}-[1-4]\d{6}", fullmatch=True)
NAMES = st.builds(
    "{} {}".format,
    st.sampled_from(["Mr", "Mrs.", "Dr", "Prof.", "Comrade", "Col."]),
    st.sampled_from(["Kim", "Ri Chol", "O'Brien", "García"]),
)
AROUND = st.sampled_from(["", "Call ", "met at ", "그는 ", "see: "])


@given(AROUND, PHONES | MAILS | PLACES | IDS | NAMES, AROUND)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_identifies_is_found_wherever_it_stands(before, identity, after):
    found = suspicions(f"{before}{identity} {after}")
    assert any(s.span.start >= len(before) - 1 for s in found)


@given(
    st.sampled_from(
        [
            "The log says nine days, not ten.",
            "Filed on 2026-03-14 and again on 14.03.2026.",
            "Prices rose by 2.5 to 3,400 won between 2019 and 2024.",
            "See paragraph 17 of resolution 2397 (2017).",
            "다리는 3월 3일에 닫혔다.",
        ]
    )
)
def test_ordinary_notes_are_not_held_back(note):
    assert suspicions(note) == ()
