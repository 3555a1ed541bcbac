"""Two people write the next revision at once: nothing is lost or overwritten."""

import pytest

from claims.review.difference import Altered, differences
from tests.review.conftest import WORDS, text_of
from tracker.services import articles

pytestmark = pytest.mark.django_db


def typed(article, text: str, **fields: object) -> dict[str, object]:
    return {
        "text": text,
        "version": 1,
        "base": article.current.pk,
        "note": "Mine.",
        **fields,
    }


def test_the_slower_one_sees_what_changed_and_keeps_what_was_typed(
    article, editor, reporter, as_person
):
    mine = typed(article, WORDS + "And my words.\n")
    theirs = WORDS.replace("closed, local", "open again, local")
    articles.revise(article.pk, text=theirs, by=editor, version=1)
    browser = as_person(reporter)
    answer = browser.post(f"/articles/{article.pk}/revise/", mine)
    shown = text_of(answer)
    assert answer.status_code == 409
    assert "What changed while you wrote" in shown
    assert "open again, local officials" in shown
    assert "And my words." in shown
    assert article.revisions.count() == 2
    # In sight of the other's words, filing again is a decision.
    form = answer.context["form"]
    again = {name: form[name].value() for name in ("text", "version", "base", "note")}
    browser.post(f"/articles/{article.pk}/revise/", again)
    assert article.revisions.count() == 3
    assert "And my words." in article.current.text.content


def test_what_is_no_change_of_the_words_is_said_to_be_none(
    article, editor, reporter, as_person
):
    articles.describe(article.pk, title="Another title", by=editor, version=1)
    answer = as_person(reporter).post(
        f"/articles/{article.pk}/revise/", typed(article, "All new.")
    )
    assert answer.status_code == 409
    assert "Its text is as you read it" in text_of(answer)


def test_another_article_s_revision_is_not_told(
    article, desk, editor, reporter, as_person
):
    other = articles.file_article(desk.pk, title="B", text="Not for here.", by=editor)
    articles.revise(article.pk, text="All is new here.", by=editor, version=1)
    answer = as_person(reporter).post(
        f"/articles/{article.pk}/revise/",
        typed(article, "Mine.", base=other.current.pk),
    )
    assert "Not for here." not in text_of(answer)


def test_differences_are_told_by_paragraph():
    assert differences("a\n\nb\n\nc", "a\n\nB\n\nc") == [Altered("b", "B")]
    assert differences("a\n\nb", "a\n\nb\n\nc") == [Altered("", "c")]
    assert differences("a", "a") == []
    assert differences("a\n" * 3_000, "b\n" * 4_000)[0].new == "4001 paragraphs"
