"""Searching a desk: what is found, what is never looked into."""

import pytest
from django.utils import timezone

from claims.queries.search import Kind, search
from claims.services import annotations
from tests.factories.claims import ClaimFactory
from tests.factories.sources import DocumentFactory, QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory
from tests.review.conftest import text_of
from tracker.services import articles

pytestmark = pytest.mark.django_db

ASKED = {Kind.ARTICLES: 2, Kind.QUOTES: 2, Kind.DOCUMENTS: 2}


@pytest.fixture
def everything(desk, reporter):
    """An article, a claim, a quote, a document and a note that all say ferrylight."""
    article = articles.file_article(
        desk.pk, title="A", text="Ferrylight is shut. “No 배 came.”", by=reporter
    )
    ClaimFactory(desk=desk, entered_by=reporter, text="Ferrylight harbour is shut.")
    QuoteFactory(desk=desk, article=article, source=SourceFactory(desk=desk))
    DocumentFactory(
        desk=desk, entered_by=reporter, content="Ferrylight pier shut by order."
    )
    annotations.annotate(article.pk, body="Ask ferrylight first.", by=reporter)
    return article


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_found(everything, checker, kind):
    (hit,) = search(checker, kind, "ferry").rows
    assert hit.words.lower() == "ferry"
    assert search(checker, kind, "zebra").rows == []


@pytest.mark.parametrize("kind", Kind)
def test_outsiders_find_nothing(everything, outsider, kind):
    assert search(outsider, kind, "ferry").rows == []


@pytest.mark.parametrize("kind", Kind)
def test_a_search_asks_the_same_number_of_questions_however_much_is_found(
    everything, checker, kind, django_assert_num_queries
):
    desk, reporter = everything.desk, everything.entered_by
    for number in range(3):
        more = ArticleFactory(desk=desk, text=f"Ferrylight again, {number}.")
        QuoteFactory(desk=desk, article=more)
        ClaimFactory(desk=desk, text=f"Ferrylight {number}.")
        DocumentFactory(desk=desk, content=f"Ferrylight, order {number}.")
        annotations.annotate(more.pk, body=f"Ferrylight {number}?", by=reporter)
    assert checker.roles
    with django_assert_num_queries(ASKED.get(kind, 1)):
        assert len(search(checker, kind, "ferrylight").rows) == 4


@pytest.mark.parametrize("words", ["forty", "gate", "waiting", "말했", "gate forty"])
def test_marks_beside_a_word_do_not_hide_it(desk, reporter, checker, words):
    article = articles.file_article(
        desk.pk,
        title="A",
        text="“Forty trucks—waiting at the gate,” said he. ‘말했다’…",
        by=reporter,
    )
    (hit,) = search(checker, Kind.ARTICLES, words).rows
    assert hit.record == article


def test_an_old_revision_s_words_are_found_too(everything, reporter, checker):
    articles.revise(everything.pk, text="It is open.", by=reporter, version=1)
    (hit,) = search(checker, Kind.ARTICLES, "shut").rows
    assert (hit.record, hit.before) == (everything, "Ferrylight is ")


def test_pages_together_are_the_list(desk, checker):
    claims = ClaimFactory.create_batch(3, desk=desk, text="The ferry sank.")
    first = search(checker, Kind.CLAIMS, "ferry", limit=2)
    second = search(checker, Kind.CLAIMS, "ferry", limit=2, after=first.after)
    found = [hit.record for hit in (*first.rows, *second.rows)]
    assert (set(found), len(found), second.after) == (set(claims), 3, None)


@pytest.mark.parametrize("words", ["closure", "unless stated", "bridg"])
def test_a_document_is_found_by_its_title_and_its_words(desk, checker, words):
    document = DocumentFactory(desk=desk, entered_by=checker)
    (hit,) = search(checker, Kind.DOCUMENTS, words).rows
    assert hit.record == document


def test_a_withdrawn_document_is_found_and_says_so(desk, checker, as_person):
    DocumentFactory(desk=desk, entered_by=checker, withdrawn_at=timezone.now())
    shown = text_of(as_person(checker).get("/desks/border/search/?q=closure"))
    assert "chip-withdrawn" in shown


def test_nobody_finds_a_document_by_who_gave_it_or_how_it_came(desk, editor):
    """Not even those who may open the holder's file: a search leaves no trace there."""
    DocumentFactory(
        desk=desk,
        provenance="Carried over by zebra.",
        holder=SourceFactory(desk=desk, codename="ZEBRA KETTLE"),
    )
    assert search(editor, Kind.DOCUMENTS, "zebra").rows == []
    assert len(search(editor, Kind.DOCUMENTS, "bridges").rows) == 1


def test_no_codename_and_no_original_can_be_searched_for(desk, editor, as_person):
    source = SourceFactory(desk=desk, codename="ZEBRA KETTLE")
    QuoteFactory(desk=desk, source=source, original_text="얼룩말 이라고 했다")
    for kind in Kind:
        for words in ("zebra", "얼룩말"):
            assert search(editor, kind, words).rows == []


def test_the_page_shows_what_is_found_by_kind(everything, checker, as_person):
    browser = as_person(checker)
    shown = text_of(browser.get("/desks/border/search/?q=ferrylight"))
    for kind in Kind:
        assert f'id="found-{kind}"' in shown
    assert "<mark>Ferrylight</mark>" in shown
    one = text_of(browser.get("/desks/border/search/?q=ferrylight&kind=claims"))
    assert 'id="found-notes"' not in one


def test_the_api_says_the_same(everything, checker, as_person):
    browser = as_person(checker)
    found = browser.get("/api/v1/search?words=ferry&kind=claims").json()
    assert [row["kind"] for row in found["results"]] == ["claims"]
    assert found["next"] is None
    assert browser.get("/api/v1/search?words=x&kind=sources").status_code == 400


def test_the_api_s_next_page_is_a_whole_address(desk, checker, as_person):
    ClaimFactory.create_batch(21, desk=desk, text="The ferry sank.")
    browser = as_person(checker)
    first = browser.get("/api/v1/search?words=ferry&kind=claims").json()
    second = browser.get(first["next"]).json()
    ids = {row["id"] for page in (first, second) for row in page["results"]}
    assert (len(ids), second["next"]) == (21, None)
