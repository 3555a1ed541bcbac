"""A speaker who reads like a known source: said beside the text, not decided."""

import pytest

from claims.models import SuggestedSpeaker
from sources.models import Mismatch
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.review.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(desk, reporter):
    """A source whom an earlier article put in the same town."""
    found = SourceFactory(desk=desk, handler=reporter, codename="GREY LANTERN")
    QuoteFactory(desk=desk, source=found, attribution="a trader from Sorim")
    return found


@pytest.fixture
def speaker(read_article, source):
    return SuggestedSpeaker.objects.get(descriptor__contains="inside source from Sorim")


def page(browser, article):
    return text_of(browser.get(f"/articles/{article.pk}/"))


def test_it_is_said_to_who_may_see_the_source_and_to_nobody_else(
    speaker, read_article, reporter, checker, as_person
):
    shown = page(as_person(reporter), read_article)
    assert "Reads like" in shown
    assert "the same place, “Sorim”" in shown
    hidden = page(as_person(checker), read_article)
    assert "Reads like" not in hidden
    assert "GREY LANTERN" not in hidden


def test_nothing_is_tied_by_itself_and_a_yes_ties(
    source, speaker, read_article, reporter, as_person
):
    browser = as_person(reporter)
    page(browser, read_article)
    speaker.refresh_from_db()
    assert speaker.source is None
    browser.post(
        f"/speakers/{speaker.pk}/tie/", {"version": 1, "codename": source.codename}
    )
    speaker.refresh_from_db()
    assert speaker.source == source
    assert "Reads like" not in page(browser, read_article)


def test_a_no_is_remembered(source, speaker, read_article, reporter, as_person):
    browser = as_person(reporter)
    browser.post(f"/speakers/{speaker.pk}/not/", {"source": str(source.pk)})
    assert "Reads like" not in page(browser, read_article)
    assert Mismatch.objects.get().source == source


def test_a_no_about_a_source_one_may_not_see_is_about_nothing(
    source, speaker, checker, as_person
):
    answer = as_person(checker).post(
        f"/speakers/{speaker.pk}/not/", {"source": str(source.pk)}
    )
    assert answer.status_code == 404
    assert not Mismatch.objects.exists()


def test_who_is_known_by_a_tied_quote_is_not_guessed_at(
    source, speaker, read_article, reporter, as_person
):
    desk = source.desk
    QuoteFactory(
        desk=desk,
        article=read_article,
        source=SourceFactory(desk=desk),
        attribution=speaker.descriptor,
    )
    assert "Reads like" not in page(as_person(reporter), read_article)


@pytest.fixture
def no(source, speaker, reporter, as_person):
    as_person(reporter).post(f"/speakers/{speaker.pk}/not/", {"source": str(source.pk)})
    return Mismatch.objects.get()


def test_a_no_is_shown_and_taken_back(no, read_article, reporter, checker, as_person):
    browser = as_person(reporter)
    shown = page(browser, read_article)
    at = f"/mismatches/{no.pk}/reconsider/"
    assert at in shown
    assert reporter.name in shown
    assert at not in page(as_person(checker), read_article)
    assert as_person(checker).post(at, {"version": 1}).status_code == 404
    assert browser.post(at, {"version": 2}).status_code == 409
    assert browser.post(at, {"version": 1}).status_code == 302
    assert "Reads like" in page(browser, read_article)


def test_a_no_is_taken_back_over_the_api(
    no, read_article, reporter, checker, as_person
):
    browser = as_person(reporter)
    listed = f"/api/v1/mismatches?article={read_article.pk}"
    (row,) = browser.get(listed).json()["results"]
    assert row["source"] == str(no.source_id)
    assert as_person(checker).get(listed).json()["results"] == []
    answer = browser.post(
        f"/api/v1/mismatches/{row['id']}/reconsider",
        {},
        content_type="application/json",
        headers={"If-Match": '"v1"'},
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["ended_at"]
    assert "Reads like" in page(browser, read_article)
