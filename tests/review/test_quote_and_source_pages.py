"""Quotes and sources: tied, untied, decided; a source's file is opened on record."""

import pytest

from sources.models import Agreement, Link, Quote, Source
from tests.factories.sources import (
    AgreementFactory,
    DocumentFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.review.conftest import text_of
from tests.tracker import chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(article, desk) -> Quote:
    return QuoteFactory(article=article, desk=desk)


@pytest.fixture
def source(desk, reporter) -> Source:
    return SourceFactory(desk=desk, handler=reporter, codename="GREY LANTERN")


def test_a_quote_is_tied_and_untied(quote, source, reporter, as_person):
    browser = as_person(reporter)
    browser.post(f"/quotes/{quote.pk}/tie/", {"version": 1, "codename": "GREY LANTERN"})
    quote.refresh_from_db()
    assert quote.source == source
    assert "GREY LANTERN" in text_of(browser.get(f"/quotes/{quote.pk}/"))
    browser.post(
        f"/quotes/{quote.pk}/untie/", {"version": 2, "reason": "Somebody else spoke."}
    )
    quote.refresh_from_db()
    assert quote.source is None


def test_a_quote_without_a_record_is_not_confirmed(quote, checker, as_person):
    browser = as_person(checker)
    move = {"version": 1, "move": "confirm", "reason": "Heard it."}
    answer = browser.post(f"/quotes/{quote.pk}/move/", move)
    assert answer.status_code == 409
    assert "only against a record" in text_of(answer)


def test_a_quote_is_confirmed_against_its_record(quote, reporter, checker, as_person):
    as_person(reporter).post(
        f"/quotes/{quote.pk}/amend/",
        {"version": 1, "basis": "told_by", "hops": "", "record_kind": "recording"},
    )
    answer = as_person(checker).post(
        f"/quotes/{quote.pk}/move/",
        {"version": 2, "move": "confirm", "reason": "Heard it on the tape."},
    )
    quote.refresh_from_db()
    assert answer["Location"] == f"/quotes/{quote.pk}/"
    assert (quote.status, quote.hops) == ("confirmed", 1)
    shown = text_of(as_person(checker).get(f"/quotes/{quote.pk}/"))
    assert "Heard it on the tape." in shown


def test_nobody_confirms_what_they_recorded(quote, as_person):
    answer = as_person(quote.entered_by).post(
        f"/quotes/{quote.pk}/move/",
        {"version": 1, "move": "confirm", "reason": "Trust me."},
    )
    assert answer.status_code == 403
    assert "data-refusal" in text_of(answer)


def test_a_truncated_quote_is_shown_beside_its_record(article, desk, as_person):
    words = "Nobody has been told why."
    start = article.current.text.content.index(words)
    place = (start, start + len(words))
    quote = QuoteFactory(article=article, desk=desk, place=place)
    document = DocumentFactory(
        desk=desk,
        content="Nobody has been told why the trucks wait, unless by telephone.",
    )
    browser = as_person(article.entered_by)
    browser.post(f"/quotes/{quote.pk}/compare/", {"document": str(document.pk)})
    quote.refresh_from_db()
    shown = text_of(browser.get(f"/quotes/{quote.pk}/"))
    assert quote.fidelity == "silent_truncation"
    assert "Silently truncated" in shown
    assert "unless by telephone" in shown


def test_a_quote_is_compared_with_something(quote, reporter, as_person):
    answer = as_person(reporter).post(f"/quotes/{quote.pk}/compare/", {})
    assert answer.status_code == 400
    assert "Name a document" in text_of(answer)


def test_looking_at_a_source_is_on_record(source, reporter, as_person):
    as_person(reporter).get(f"/sources/{source.pk}/")
    (event,) = chain.events("action = 'source.opened'")
    assert (event["actor"], event["row_id"]) == (str(reporter.pk), str(source.pk))


def test_a_source_one_need_not_know_of_does_not_exist(source, checker, as_person):
    browser = as_person(checker)
    assert browser.get(f"/sources/{source.pk}/").status_code == 404
    assert "GREY LANTERN" not in text_of(browser.get("/desks/border/sources/"))


def test_a_new_source_gets_a_codename(desk, reporter, as_person):
    as_person(reporter).post("/desks/border/sources/register/", {"kind": "person"})
    source = Source.objects.get()
    shown = text_of(as_person(reporter).get("/desks/border/sources/"))
    assert source.codename in shown


def test_a_taken_codename_is_refused(desk, source, reporter, as_person):
    answer = as_person(reporter).post(
        "/desks/border/sources/register/",
        {"kind": "person", "codename": "grey lantern"},
    )
    assert answer.status_code == 409
    assert "data-refusal" in text_of(answer)


def test_terms_are_entered_by_one_and_approved_by_another(
    source, reporter, editor, as_person
):
    as_person(reporter).post(
        f"/sources/{source.pk}/agreement/",
        {
            "ground_rules": "background",
            "anonymous_from": "public",
            "reason": "Would lose the post.",
        },
    )
    terms = Agreement.objects.get()
    address = f"/agreements/{terms.pk}/approve/"
    approval = {"version": 1, "identity_known": "on"}
    as_person(editor).post(address, approval)
    terms.refresh_from_db()
    assert terms.approved_by == editor


def test_nobody_approves_their_own_terms(source, editor, as_person):
    terms = AgreementFactory(source=source, entered_by=editor)
    answer = as_person(editor).post(
        f"/agreements/{terms.pk}/approve/", {"version": 1, "identity_known": "on"}
    )
    assert answer.status_code == 403
    assert "somebody else has to approve" in text_of(answer)


def test_anonymity_without_a_reason_is_refused(source, reporter, as_person):
    answer = as_person(reporter).post(
        f"/sources/{source.pk}/agreement/",
        {"ground_rules": "background", "anonymous_from": "public"},
    )
    assert answer.status_code == 400
    assert "Anonymity needs a reason." in text_of(answer)


def test_the_file_is_kept_on_the_page(source, desk, reporter, as_person):
    other = SourceFactory(desk=desk, handler=reporter, codename="RED ANCHOR")
    browser = as_person(reporter)
    address = f"/sources/{source.pk}"
    browser.post(
        f"{address}/grade/",
        {"version": 1, "reliability": "B", "rationale": "Right nine times in ten."},
    )
    browser.post(
        f"{address}/wording/",
        {"wording": "a source in the north", "language": "en", "stance": "agreed"},
    )
    browser.post(
        f"{address}/link/",
        {
            "codename": "RED ANCHOR",
            "kind": "same_office",
            "confident": "on",
            "rationale": "Both named the same superior.",
        },
    )
    shown = text_of(browser.get(f"{address}/"))
    assert "Right nine times in ten." in shown
    assert "a source in the north" in shown
    assert Link.objects.get().other == other
