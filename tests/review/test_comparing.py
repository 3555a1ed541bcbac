"""The quote's page: held against a record word by word, and its facts amended."""

import html
import re

import pytest

from sources.services import quotes
from tests.factories.sources import DocumentFactory, SourceFactory
from tests.factories.tracker import ArticleFactory
from tests.review.conftest import text_of
from tracker.services.spans import find

pytestmark = pytest.mark.django_db

SAID = "Every member shall report the number of permits issued on its territory"
COPY = f"“{SAID},” the order says. It adds: “No other form is valid.”"


@pytest.fixture
def quote(desk, reporter):
    article = ArticleFactory(desk=desk, entered_by=reporter, text=COPY)
    place = find(COPY, f"{SAID},")
    return quotes.record(article.pk, pieces=[place], type="direct", by=reporter)


def page_of(browser, quote):
    return html.unescape(text_of(browser.get(f"/quotes/{quote.pk}/")))


def held_against(browser, quote, record):
    document = DocumentFactory(desk=quote.desk, content=record)
    browser.post(f"/quotes/{quote.pk}/compare/", {"document": document.pk})
    shown = page_of(browser, quote)
    assert f"/documents/{document.pk}/" in shown
    return shown


@pytest.mark.parametrize(
    ("record", "verdict", "difference"),
    [
        (f"{SAID}.", "Exact but for typography", None),
        (
            f"{SAID.replace('permits', 'licences')}.",
            "Words replaced",
            ("changed", "permits", "licences"),
        ),
        (
            f"{SAID.replace('the number', 'the exact number')}.",
            "Silently truncated",
            ("only in the record", "", "exact"),
        ),
        (
            f"{SAID.replace('issued on', 'on')}.",
            "Words added",
            ("only in the quote", "issued", ""),
        ),
        (
            f"{SAID} unless the Committee approves.",
            "Silently truncated",
            ("only in the record", "", "unless the Committee approves."),
        ),
    ],
)
def test_what_differs_is_shown_and_said(quote, as_person, record, verdict, difference):
    shown = held_against(as_person(quote.entered_by), quote, record)
    assert f">{verdict}<" in re.sub(r"\s*\n\s*", "", shown)
    if difference is None:
        assert "differs-" not in shown
        return
    said, ours, theirs = difference
    for words in filter(None, (ours, theirs)):
        mark = f'<span class="visually-hidden">[{said}: </span>{words}'
        assert mark in shown.replace("</span> ", "</span>")
        assert f'<q dir="auto">{words}</q>' in shown


def test_words_handed_in_are_compared_and_not_stored(quote, desk, reporter, as_person):
    browser = as_person(reporter)
    notes = f"She came by the ferry. {SAID}. She left at dawn."
    ask = {"record_text": notes, "record_kind": "notes"}
    browser.post(f"/quotes/{quote.pk}/compare/", ask)
    shown = page_of(browser, quote)
    assert "Notes at the time" in shown
    assert "ferry" not in shown
    wrong = ask | {"record_kind": "none"}
    answer = browser.post(f"/quotes/{quote.pk}/compare/", wrong)
    assert answer.status_code == 400


def test_every_fact_of_a_quote_is_amended_on_its_page(quote, reporter, as_person):
    browser = as_person(reporter)
    facts = {
        "version": 1,
        "basis": "told_by",
        "hops": 2,
        "record_kind": "notes",
        "attribution": "the order",
        "speaker_kind": "document",
        "original_text": "모든 회원국은 보고한다",
        "original_language": "ko",
        "translation": "paraphrase",
    }
    answer = browser.post(f"/quotes/{quote.pk}/amend/", facts)
    assert answer.status_code == 302
    shown = page_of(browser, quote)
    assert "모든 회원국은 보고한다" in shown
    assert "In the newsroom’s own words" in shown
    assert "2 in between" in shown
    quote.refresh_from_db()
    assert (quote.speaker_kind, quote.translation) == ("document", "paraphrase")


def test_the_speakers_own_words_are_amended_only_by_who_may_know_the_speaker(
    quote, desk, reporter, keeper, as_person
):
    hidden = SourceFactory(desk=desk)
    quotes.tie(quote.pk, source_id=hidden.pk, by=keeper, version=1)
    kept = {"version": 2, "basis": "witnessed", "record_kind": "notes"}
    browser = as_person(reporter)
    assert "As it was said" not in page_of(browser, quote)
    refused = browser.post(
        f"/quotes/{quote.pk}/amend/", kept | {"original_text": "모든"}
    )
    assert refused.status_code == 403
    assert browser.post(f"/quotes/{quote.pk}/amend/", kept).status_code == 302


def test_another_piece_is_taken_in_where_it_stands(quote, reporter, checker, as_person):
    browser = as_person(reporter)
    at = f"/quotes/{quote.pk}/piece/"
    ask = {"version": 1, "words": "No other form is valid."}
    assert as_person(checker).post(at, ask).status_code == 403
    assert browser.post(at, ask | {"words": "Not there."}).status_code == 400
    assert browser.post(at, ask | {"words": "shall report"}).status_code == 400
    assert browser.post(at, ask).status_code == 302
    assert browser.post(at, ask).status_code == 409
    quote.refresh_from_db()
    pieces = [piece.span.exact for piece in quote.pieces.order_by("position")]
    assert pieces == [f"{SAID},", "No other form is valid."]


def test_a_piece_before_the_others_comes_first(desk, reporter):
    article = ArticleFactory(desk=desk, entered_by=reporter, text=COPY)
    last = find(COPY, "No other form is valid.")
    quote = quotes.record(article.pk, pieces=[last], type="direct", by=reporter)
    quotes.add_piece(quote.pk, piece=find(COPY, SAID), by=reporter, version=1)
    positions = [
        (piece.position, piece.span.exact)
        for piece in quote.pieces.order_by("position")
    ]
    assert positions == [(1, SAID), (2, "No other form is valid.")]
