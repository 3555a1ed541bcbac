"""Notes on the desk: found, read, changed, taken back, also those on documents."""

import pytest

from claims.models import Annotation, Notice, Notification, Visibility
from claims.services import annotations
from tests.factories.sources import DocumentFactory
from tests.review.conftest import text_of
from tests.tracker import chain
from tracker.services import articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(article, reporter):
    return annotations.annotate(
        article.pk, span=(4, 10), body="다리가 어느 쪽?", label="Legal", by=reporter
    )


def test_a_note_is_found_by_words_label_author_and_state(
    note, article, reporter, checker, as_person
):
    browser = as_person(checker)
    for query in (
        *("", "q=다리", "label=legal", f"author={reporter.pk}"),
        *("only=open", f"article={article.pk}"),
    ):
        shown = text_of(browser.get(f"/desks/border/notes/?{query}"))
        assert "어느 쪽?" in shown, query
    for query in ("q=zebra", f"author={checker.pk}", "only=lost", "only=mine"):
        shown = text_of(browser.get(f"/desks/border/notes/?{query}"))
        assert "No note is like that" in shown, query


@pytest.mark.parametrize("query", ["author=x", "only=x", "after=x", "article=7"])
def test_what_is_no_filter_is_refused(note, checker, as_person, query):
    assert as_person(checker).get(f"/desks/border/notes/?{query}").status_code == 400


def test_many_notes_come_in_pages(article, reporter, checker, as_person):
    for number in range(31):
        annotations.annotate(article.pk, body=f"No. {number}.", by=reporter)
    browser = as_person(checker)
    first = browser.get("/desks/border/notes/?only=open")
    assert "No. 30." in text_of(first)
    assert "No. 0." not in text_of(first)
    following = f"?only=open&after={first.context['after']}"
    assert "No. 0." in text_of(browser.get(f"/desks/border/notes/{following}"))


def test_what_lost_its_place_keeps_its_old_words(note, article, reporter, as_person):
    articles.revise(article.pk, text="All is new here.", by=reporter, version=1)
    shown = text_of(as_person(reporter).get("/desks/border/notes/?only=lost"))
    assert "<del>bridge</del>" in shown


def test_a_note_for_keepers_is_for_keepers(
    article, reporter, keeper, checker, as_person
):
    note = annotations.annotate(
        article.pk, body="Hide this.", visibility=Visibility.KEEPERS, by=reporter
    )
    assert as_person(keeper).get(f"/notes/{note.pk}/").status_code == 200
    browser = as_person(checker)
    assert browser.get(f"/notes/{note.pk}/").status_code == 404
    assert "Hide this." not in text_of(browser.get("/desks/border/notes/"))


def test_an_author_changes_a_note_and_its_old_words_are_shown(
    note, reporter, checker, as_person
):
    address = f"/notes/{note.pk}/edit/"
    changed = {"version": 1, "body": "Which side?", "label": ""}
    assert as_person(checker).post(address, changed).status_code == 403
    browser = as_person(reporter)
    browser.post(address, changed)
    shown = text_of(browser.get(f"/notes/{note.pk}/"))
    assert "Which side?" in shown
    late = browser.post(address, {"version": 1, "body": "Typed late.", "label": ""})
    assert late.status_code == 409
    assert "Typed late." in text_of(late)
    assert "Which side?" in text_of(late)


def test_the_author_is_shown_how_the_note_changed(reporter, note, as_person):
    browser = as_person(reporter)
    changed = {"version": 1, "body": "Which side?", "label": ""}
    browser.post(f"/notes/{note.pk}/edit/", changed)
    chain.seal()
    assert "<del>다리가 어느 쪽?</del>" in text_of(browser.get(f"/notes/{note.pk}/"))


def test_a_note_is_taken_back_and_answers_stay(note, reporter, checker, as_person):
    annotations.reply(note.pk, body="The left one.", by=checker)
    browser = as_person(reporter)
    browser.post(f"/notes/{note.pk}/withdraw/", {"version": 1})
    for page in (f"/notes/{note.pk}/", f"/articles/{note.article_id}/?show=notes"):
        shown = text_of(browser.get(page))
        assert "어느 쪽?" not in shown
        assert "The left one." in shown
    assert "어느 쪽?" not in text_of(browser.get("/desks/border/notes/"))


def test_the_admin_and_the_api_show_no_word_of_it_either(
    note, editor, reporter, as_person
):
    browser = as_person(editor)
    assert "어느 쪽?" in text_of(browser.get("/admin/claims/annotation/"))
    annotations.withdraw(note.pk, by=reporter, version=1)
    assert "어느 쪽?" not in text_of(browser.get("/admin/claims/annotation/"))
    page = browser.get(f"/admin/claims/annotation/{note.pk}/change/", follow=True)
    assert "어느 쪽?" not in text_of(page)
    assert browser.get(f"/api/v1/annotations/{note.pk}").json()["body"] == ""
    assert browser.get(f"/api/v1/web-annotations/{note.pk}").status_code == 404
    assert browser.get("/api/v1/web-annotations?words=쪽").json()["results"] == []


def test_a_note_goes_out_and_comes_back_as_it_was(note, article, reporter, as_person):
    browser = as_person(reporter)
    out = browser.get(f"/api/v1/web-annotations/{note.pk}").json()
    body = {"article": str(article.pk), "annotation": out}
    came = browser.post("/api/v1/web-annotations", body, "application/json")
    assert came.status_code == 201
    copy = Annotation.objects.get(pk=came.json()["id"])
    assert (copy.body, copy.label, copy.span) == (note.body, note.label, note.span)
    again = browser.get(f"/api/v1/web-annotations/{copy.pk}").json()
    own = {"id", "created"}
    assert {k: v for k, v in again.items() if k not in own} == {
        k: v for k, v in out.items() if k not in own
    }


def test_one_on_a_document_comes_in_by_its_words_or_is_refused_with_where(
    desk, reporter, as_person
):
    document = DocumentFactory(desk=desk, entered_by=reporter)
    browser = as_person(reporter)

    def take_in(exact: str):
        selector = {"type": "TextQuoteSelector", "exact": exact}
        target = {"source": "urn:x-elsewhere:1", "selector": selector}
        told = {"type": "Annotation", "body": "All?", "target": target}
        body = {"document": str(document.pk), "annotation": told}
        return browser.post("/api/v1/web-annotations", body, "application/json")

    assert take_in("All bridges").status_code == 201
    assert Annotation.objects.get().span.exact == "All bridges"
    refused = take_in("All tunnels")
    assert refused.status_code == 400
    assert refused.json()["facts"]["field"] == "target.selector"


def test_a_note_taken_back_without_answers_is_gone_from_the_article(
    note, reporter, as_person
):
    browser = as_person(reporter)
    browser.post(f"/notes/{note.pk}/withdraw/", {"version": 1})
    shown = text_of(browser.get(f"/articles/{note.article_id}/?show=notes"))
    assert "took this note back" not in shown


def test_a_note_on_a_document_has_its_thread(desk, reporter, checker, as_person):
    document = DocumentFactory(desk=desk, entered_by=reporter)
    note = annotations.annotate_document(
        document.pk, span=(0, 3), body="All of them?", by=reporter
    )
    browser = as_person(checker)
    answer = browser.post(f"/notes/{note.pk}/reply/", {"body": "Yes."}, follow=True)
    assert "Yes." in text_of(answer)
    browser.post(f"/notes/{note.pk}/resolve/", {"version": 1})
    note.refresh_from_db()
    assert note.resolved_at


def test_a_note_on_the_whole_article_stands_beside_it(article, reporter, as_person):
    annotations.annotate(article.pk, body="Hold this piece.", by=reporter)
    shown = text_of(as_person(reporter).get(f"/articles/{article.pk}/?show=notes"))
    assert "Hold this piece." in shown
    assert "On the whole article" in shown


def test_who_is_ticked_is_told(article, reporter, checker, outsider, as_person):
    as_person(reporter).post(
        f"/articles/{article.pk}/mark/",
        {
            "words": "bridge",
            "revision": article.current.pk,
            "what": "note",
            "body": "Which?",
            "mentions": [checker.pk, outsider.pk],
        },
    )
    told = Notification.objects.get()
    assert (told.user, told.kind) == (checker, Notice.MENTIONED)
    browser = as_person(checker)
    there = browser.get(f"/notices/{told.pk}/")
    assert there["Location"] == f"/notes/{Annotation.objects.get().pk}/"
    assert "(something new)" not in text_of(browser.get("/desks/border/"))


def test_somebody_elses_notice_is_not_there(note, checker, reporter, as_person):
    annotations.reply(note.pk, body="Left.", by=checker)
    told = Notification.objects.get()
    assert as_person(checker).get(f"/notices/{told.pk}/").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None
    assert "(something new)" in text_of(as_person(reporter).get("/desks/border/"))
