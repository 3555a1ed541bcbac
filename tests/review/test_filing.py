"""Filing and revising through the pages."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from tests.review.conftest import WORDS, text_of
from tracker.models import Article

pytestmark = pytest.mark.django_db

FILE = "/desks/border/articles/new/"
KOREAN = "“다리가 닫혔다”고 한 소식통이 말했다.\n\nثم قال المصدر: «لا أحد يعرف»."


def filed(**fields: object) -> dict[str, object]:
    return {"title": "The bridge", "language": "en", **fields}


def test_pasted_text_is_kept_letter_by_letter(reporter, desk, as_person):
    answer = as_person(reporter).post(FILE, filed(text=KOREAN))
    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/"
    assert article.current.text.content == KOREAN


def docx(words: str) -> bytes:
    document = Word()
    document.add_paragraph(words)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "“Closed,” he said.".encode()),
        ("a.md", "“Closed,” *he* said.".encode()),
        ("a.html", "<p>“Closed,” <b>he</b> said.</p>".encode()),
        ("a.docx", docx("“Closed,” he said.")),
    ],
)
def test_a_file_becomes_its_words(name, content, reporter, desk, as_person):
    as_person(reporter).post(FILE, filed(upload=SimpleUploadedFile(name, content)))
    assert Article.objects.get().current.text.content.strip() == "“Closed,” he said."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": "   "}, "no words"),
        ({"upload": SimpleUploadedFile("a.pdf", b"%PDF")}, "Only txt, html"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_field(
    fields, message, reporter, desk, as_person
):
    answer = as_person(reporter).post(FILE, filed(**fields))
    assert answer.status_code == 200
    assert message in text_of(answer)
    assert not Article.objects.exists()


def test_the_same_name_in_the_content_system_is_refused(reporter, desk, as_person):
    browser = as_person(reporter)
    browser.post(FILE, filed(text="First words.", external_id="cms-1"))
    answer = browser.post(FILE, filed(text="Other words.", external_id="cms-1"))
    assert answer.status_code == 409
    assert "on record already" in text_of(answer)


def test_a_member_who_may_not_file_is_told_why(checker, as_person):
    answer = as_person(checker).get(FILE)
    assert answer.status_code == 403
    assert "may file articles" in text_of(answer)


def test_a_revision_carries_the_marks_on(article, reporter, as_person):
    answer = as_person(reporter).post(
        f"/articles/{article.pk}/revise/",
        {
            "version": article.version,
            "text": WORDS.replace("Forty", "Fifty"),
            "note": "Counted again.",
        },
    )
    assert answer.status_code == 302
    page = as_person(reporter).get(f"/articles/{article.pk}/")
    assert "Counted again." in text_of(page)
    assert "Revision 2" in text_of(page)


def test_an_old_revision_says_that_it_is_old(article, reporter, as_person):
    browser = as_person(reporter)
    browser.post(
        f"/articles/{article.pk}/revise/",
        {"version": article.version, "text": "Other words altogether.", "note": ""},
    )
    page = browser.get(f"/articles/{article.pk}/?revision=1")
    assert "Go to the newest" in text_of(page)
    assert "Forty trucks" in text_of(page)


def test_a_colleague_who_was_faster_is_not_overwritten(article, reporter, as_person):
    browser = as_person(reporter)
    address = f"/articles/{article.pk}/revise/"
    browser.post(address, {"version": 1, "text": "Second words.", "note": ""})
    answer = browser.post(address, {"version": 1, "text": "Third words.", "note": ""})
    assert answer.status_code == 409
    assert "Somebody was faster" in text_of(answer)
    assert "Third words." in text_of(answer)
    assert article.revisions.count() == 2


@pytest.mark.parametrize(
    ("number", "status"), [("1", 200), ("9", 404), ("x", 400), ("9" * 30, 400)]
)
def test_revisions_are_asked_for_by_number(
    number, status, article, reporter, as_person
):
    answer = as_person(reporter).get(f"/articles/{article.pk}/", {"revision": number})
    assert answer.status_code == status


def test_publishing_takes_a_second_person(article, desk, editor, as_person):
    browser = as_person(editor)
    browser.post(f"/articles/{article.pk}/publish/", {"version": article.version})
    article.refresh_from_db()
    assert article.status == "published"
    answer = browser.post(
        f"/articles/{article.pk}/retract/", {"version": article.version}
    )
    assert answer.status_code == 400
    browser.post(
        f"/articles/{article.pk}/retract/",
        {"version": article.version, "reason": "The source took it back."},
    )
    article.refresh_from_db()
    assert article.status == "retracted"
