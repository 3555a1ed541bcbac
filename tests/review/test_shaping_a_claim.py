"""On a claim's page: what it asserts, where it is made, split, merged, weighed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Evidence, Occurrence
from claims.workflow import Status
from tests.factories.claims import ClaimFactory, EvidenceFactory, OccurrenceFactory
from tests.factories.sources import (
    DocumentFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import ArticleFactory, TextFactory
from tests.review.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(desk, reporter):
    return ClaimFactory(desk=desk, entered_by=reporter, text="The bridge is closed.")


@pytest.fixture
def browser(checker, as_person):
    return as_person(checker)


def page(browser, claim) -> str:
    return text_of(browser.get(f"/claims/{claim.pk}/"))


def describe(browser, claim, **entered):
    given = {"version": claim.version, "type": "quantity", "checkable": "on"}
    return browser.post(f"/claims/{claim.pk}/describe/", given | entered)


def test_a_claim_is_described_and_the_page_says_so(claim, browser):
    answer = describe(
        browser,
        claim,
        topics="trucks, border",
        place="Sorim",
        happened_from="2026-03-03",
        figures="40; 60; trucks; Sorim\n9",
    )
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert (claim.type, claim.topics) == ("quantity", ["border", "trucks"])
    assert claim.happened_from == claim.happened_to
    assert [str(f) for f in claim.figures.current()] == ["9", "40 to 60 trucks"]
    shown = page(browser, claim)
    assert "40 to 60 trucks, Sorim" in shown
    assert "9; 9\n40; 60; trucks; Sorim" in shown
    describe(browser, claim, figures="")
    claim.refresh_from_db()
    assert (claim.happened_from, list(claim.figures.current())) == (None, [])


@pytest.mark.parametrize(
    "figures", ["many", "1; 2; 3; 4; 5", "NaN", "1e999", "9; 3", "1e18"]
)
def test_what_is_no_figure_is_refused_and_what_was_typed_stays(claim, browser, figures):
    answer = describe(browser, claim, figures=figures, place="Sorim")
    assert answer.status_code == 400
    assert f"{figures}</textarea>" in text_of(answer)
    assert 'name="place" maxlength="120" value="Sorim"' in text_of(answer)


def test_a_claim_is_a_sources_only_by_a_codename_that_one_knows(
    desk, claim, browser, editor, as_person
):
    source = SourceFactory(desk=desk, codename="PALE HERON")
    address = f"/claims/{claim.pk}/attribute/"
    given = {"version": 1, "codename": "pale heron"}
    assert browser.post(address, given).status_code == 400
    inside = as_person(editor)
    assert inside.post(address, given).status_code == 302
    claim.refresh_from_db()
    assert claim.attributed_to == source
    assert "PALE HERON" in page(inside, claim)
    seen = page(browser, claim)
    assert "PALE HERON" not in seen
    assert "Source withheld" in seen
    taken = browser.post(address, {"version": 2, "codename": ""})
    assert taken.status_code == 409
    assert inside.post(address, {"version": 2, "codename": ""}).status_code == 302


def test_a_claim_is_split_one_part_a_line(claim, browser):
    OccurrenceFactory(claim=claim)
    answer = browser.post(
        f"/claims/{claim.pk}/split/",
        {"version": 1, "parts": "The bridge is closed.\r\n\r\nThe port is closed.\r\n"},
    )
    assert answer.status_code == 302
    (part,) = Claim.objects.filter(split_from=claim)
    assert part.text == "The port is closed."
    assert part.occurrences.count() == 1
    assert "Split from" in page(browser, part)


def test_one_part_is_no_split_and_a_reporter_splits_nothing(
    claim, browser, reporter, as_person
):
    address, given = f"/claims/{claim.pk}/split/", {"version": 1, "parts": "One."}
    assert browser.post(address, given).status_code == 400
    refused = as_person(reporter).post(address, given | {"parts": "One.\nTwo."})
    assert refused.status_code == 403
    assert not Claim.objects.filter(split_from=claim).exists()


def test_a_claim_is_merged_into_another_which_remains(desk, claim, browser):
    stays = ClaimFactory(desk=desk)
    EvidenceFactory(claim=claim)
    browser.post(
        f"/claims/{claim.pk}/merge/",
        {"version": 1, "into": str(stays.pk), "reason": "The same bridge."},
    )
    assert stays.evidence.count() == 1
    shown = page(browser, claim)
    assert "was merged into another" in shown
    assert f"/claims/{stays.pk}/" in shown
    assert "Reword" not in shown


def test_a_claim_is_marked_in_another_article_and_taken_off_again(desk, claim, browser):
    article = ArticleFactory(desk=desk, text="Some say that the bridge is shut now.")
    browser.post(
        f"/claims/{claim.pk}/places/",
        {"article": str(article.pk), "words": "the bridge is shut"},
    )
    place = Occurrence.objects.get()
    assert (place.article, place.span.exact) == (article, "the bridge is shut")
    assert "the bridge is shut" in page(browser, claim)
    browser.post(
        f"/places/{place.pk}/leave/", {"version": 1, "reason": "Another bridge."}
    )
    assert "In no article so far." in page(browser, claim)


def test_words_that_do_not_stand_there_are_refused_where_they_were_typed(
    desk, claim, browser
):
    article = ArticleFactory(desk=desk)
    answer = browser.post(
        f"/claims/{claim.pk}/places/",
        {"article": str(article.pk), "words": "No such words."},
    )
    assert answer.status_code == 400
    assert "No such words.</textarea>" in text_of(answer)


def test_a_document_s_passage_is_evidence_once(desk, claim, browser):
    document = DocumentFactory(desk=desk)
    words = document.text.content[:20]
    given = {
        "document": str(document.pk),
        "words": words,
        "bearing": "refutes",
        "credibility": "2",
        "rationale": "The seal is right.",
    }
    address = f"/claims/{claim.pk}/passages/"
    assert browser.post(address, given).status_code == 302
    item = Evidence.objects.get()
    assert (item.passage.exact, item.bearing) == (words.strip(), "refutes")
    again = browser.post(address, given)
    assert again.status_code == 409
    assert "bear on the claim already" in text_of(again)
    assert "The seal is right.</textarea>" in text_of(again)


def test_evidence_is_graded_and_hearsay_is_capped(desk, claim, browser):
    quote = QuoteFactory(desk=desk, basis="told_by", hops=2)
    item = EvidenceFactory(claim=claim, quote=quote)
    address = f"/evidence/{item.pk}/grade/"
    given = {"version": 1, "credibility": "1", "rationale": "He is never wrong."}
    refused = browser.post(address, given)
    assert refused.status_code == 400
    assert "can be graded 3 at best" in text_of(refused)
    assert "He is never wrong.</textarea>" in text_of(refused)
    assert browser.post(address, given | {"credibility": "3"}).status_code == 302
    item.refresh_from_db()
    assert item.credibility == 3
    assert "heard through 2 others" in page(browser, claim)


def test_what_is_looked_for_is_what_is_offered(desk, claim, browser):
    DocumentFactory(desk=desk, title="Port notice 7")
    DocumentFactory(desk=desk, title="School list", text=TextFactory(desk=desk))
    shown = text_of(browser.get(f"/claims/{claim.pk}/?find=notice"))
    assert "Port notice 7" in shown
    assert "School list" not in shown


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [("다리", True), ("bridge gat", True), ("zebra", False), ("bridge -gate", False)],
)
def test_quotes_and_documents_are_found_by_their_words(
    desk, claim, browser, wanted, offered
):
    words = "“The bridge gate, 신의주다리, is shut.”"
    article = ArticleFactory(desk=desk, text=words)
    quote = QuoteFactory(desk=desk, article=article, place=(1, len(words) - 1))
    elsewhere = ArticleFactory(text=words)
    other = QuoteFactory(desk=elsewhere.desk, article=elsewhere, place=(1, 24)).pk
    document = DocumentFactory(desk=desk, content="Bridge gate closed, 신의주다리.")
    shown = text_of(browser.get(f"/claims/{claim.pk}/", {"find": wanted}))
    for one in (quote, document):
        assert (f'value="{one.pk}"' in shown) == offered
    assert f'value="{other}"' not in shown


def test_a_stale_form_says_so_and_keeps_what_was_typed(claim, browser):
    claims_words = {"version": 1, "text": "The bridge is shut to trucks."}
    address = f"/claims/{claim.pk}/reword/"
    assert browser.post(address, claims_words).status_code == 302
    answer = browser.post(
        address, {"version": 1, "text": "The bridge is shut to all.", "reason": "Log."}
    )
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Somebody was faster" in shown
    assert "The bridge is shut to all.</textarea>" in shown
    assert "On record now: <q" in shown
    assert 'name="version" value="2"' in shown


def test_a_stale_decision_keeps_its_reason(desk, reporter, browser):
    claim = ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)
    answer = browser.post(
        f"/claims/{claim.pk}/move/",
        {"version": 1, "move": "dispute", "reason": "The log says nine."},
    )
    assert answer.status_code == 409
    assert "Somebody was faster" in text_of(answer)
    assert "The log says nine.</textarea>" in text_of(answer)


def test_how_it_is_counted_is_explained_to_who_may_see_the_sources(
    desk, claim, editor, browser, as_person
):
    one = SourceFactory(desk=desk, codename="PALE HERON")
    other = SourceFactory(desk=desk, codename="GREY OTTER")
    LinkFactory(source=one, other=other, kind="same_household")
    for source in (one, other):
        EvidenceFactory(claim=claim, quote=QuoteFactory(desk=desk, source=source))
    alone = SourceFactory(desk=desk, codename="RED KITE")
    EvidenceFactory(claim=claim, quote=QuoteFactory(desk=desk, source=alone))
    seen = page(as_person(editor), claim)
    assert "Several sources, counted as one" in seen
    assert "same household" in seen.lower()
    assert "PALE HERON" in seen
    assert "Independence not established" in seen
    withheld = page(browser, claim)
    assert "Several sources that are one origin" in withheld
    for secret in ("PALE HERON", "GREY OTTER", "RED KITE", "household"):
        assert secret not in withheld
        assert secret.lower() not in withheld.lower()


def test_outsiders_shape_nothing(desk, claim, outsider, as_person):
    place = OccurrenceFactory(claim=claim)
    browser = as_person(outsider)
    for act in ("describe", "attribute", "split", "merge", "places", "passages"):
        assert browser.post(f"/claims/{claim.pk}/{act}/").status_code == 404
    assert browser.post(f"/places/{place.pk}/leave/").status_code == 404


def test_the_page_takes_as_many_queries_with_more_on_it(
    desk, claim, editor, as_person, django_assert_num_queries
):
    browser = as_person(editor)

    def fill():
        source = SourceFactory(desk=desk)
        EvidenceFactory(claim=claim, quote=QuoteFactory(desk=desk, source=source))
        OccurrenceFactory(claim=claim)
        DocumentFactory(desk=desk, text=TextFactory(desk=desk))

    fill()
    with CaptureQueriesContext(connection) as first:
        browser.get(f"/claims/{claim.pk}/")
    for _ in range(4):
        fill()
    with django_assert_num_queries(len(first)):
        browser.get(f"/claims/{claim.pk}/")
