"""The pages of documents: put on record, marked, taken out, withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Annotation, Evidence
from sources.models import Document, Upload
from sources.services import uploads
from tests.factories.claims import ClaimFactory
from tests.factories.sources import DocumentFactory, SourceFactory
from tests.review.conftest import text_of

pytestmark = pytest.mark.django_db

WORDS = "The bridge is closed.\n\nIt stays so unless the committee approves."
NEW = "/desks/border/documents/new/"
LIST = "/desks/border/documents/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def held(desk, reporter):
    return DocumentFactory(desk=desk, entered_by=reporter, content=WORDS)


@pytest.fixture
def given(desk, reporter):
    """A document that a source of the reporter's gave the desk."""
    source = SourceFactory(desk=desk, handler=reporter)
    return DocumentFactory(
        desk=desk, holder=source, content=WORDS, provenance="Handed over at the ferry."
    )


def form(**more):
    return {"title": "Notice", "provenance": "From the board."} | more


def a_file(content=b"", name="Kim Clerk's notice.txt"):
    return SimpleUploadedFile(name, content or WORDS.encode())


def test_words_that_are_pasted_are_a_document_at_once(desk, reporter, as_person):
    answer = as_person(reporter).post(NEW, form(words=WORDS, primary="on"))
    document = Document.objects.get()
    assert answer["Location"] == f"/documents/{document.pk}/"
    assert (document.primary, document.entered_by) == (True, reporter)


def test_a_file_is_followed_until_it_is_a_document(desk, reporter, as_person):
    browser = as_person(reporter)
    answer = browser.post(NEW, form(upload=a_file()))
    upload = Upload.objects.get()
    assert answer["Location"] == f"/uploads/{upload.pk}/"
    waiting = text_of(browser.get(f"/uploads/{upload.pk}/"))
    assert "Waiting for a worker" in waiting
    assert 'http-equiv="refresh"' in waiting  # without JavaScript
    assert "Files on their way" in text_of(browser.get(LIST))
    assert "Kim Clerk" not in waiting
    uploads.read(upload.pk)
    answer = browser.get(f"/uploads/{upload.pk}/")
    assert answer["Location"] == f"/documents/{Document.objects.get().pk}/"
    waited = browser.get(f"/uploads/{upload.pk}/", headers={"hx-request": "true"})
    assert waited["HX-Redirect"] == answer["Location"]
    assert "Files on their way" not in text_of(browser.get(LIST))


def test_a_file_that_failed_says_why_and_has_three_ways_on(
    desk, reporter, checker, as_person
):
    browser = as_person(reporter)
    browser.post(NEW, form(upload=a_file(b"%PDF-1.7 broken", "x.pdf")))
    upload = Upload.objects.get()
    uploads.read(upload.pk)
    upload.refresh_from_db()
    at = f"/uploads/{upload.pk}/"
    shown = text_of(browser.get(at))
    assert "This is not a PDF that can be read." in shown
    assert "Read it again" in shown
    assert "Read it again" not in text_of(as_person(checker).get(at))
    version = {"version": upload.version}
    assert as_person(checker).post(f"{at}try-again/", version).status_code == 403
    assert browser.post(f"{at}try-again/", {"version": 1}).status_code == 409
    assert browser.post(f"{at}try-again/", version).status_code == 302
    upload.refresh_from_db()
    version = {"version": upload.version}
    assert browser.post(f"{at}words/", version).status_code == 400
    assert browser.post(f"{at}words/", version | {"words": WORDS}).status_code == 302
    assert Document.objects.get().text.content == WORDS


def test_a_file_is_dropped_for_a_reason(desk, reporter, as_person):
    browser = as_person(reporter)
    browser.post(NEW, form(upload=a_file()))
    at = f"/uploads/{Upload.objects.get().pk}/"
    assert browser.post(f"{at}drop/", {"version": 1}).status_code == 400
    browser.post(f"{at}drop/", {"version": 1, "reason": "Twice."})
    assert "This file became no document" in text_of(browser.get(at))


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        ({}, "Give a file, or the words"),
        ({"words": WORDS, "holder": "nobody"}, "no source with this codename"),
        ({"words": WORDS, "provenance": "Call +86 138 1234 5678"}, "identify"),
        ({"words": WORDS, "title": "Letter of Mr Kim"}, "identify"),
    ],
)
def test_a_refusal_keeps_what_was_entered(desk, reporter, as_person, entered, why):
    answer = as_person(reporter).post(NEW, form(**entered))
    assert answer.status_code in {400, 409}
    assert why in text_of(answer)
    assert 'name="title" value="' in text_of(answer)
    assert not Document.objects.exists()


def test_what_seems_to_identify_is_kept_for_a_reason(desk, reporter, as_person):
    entered = form(words=WORDS, title="Letter of Mr Kim", confirmed="He is the mayor.")
    assert as_person(reporter).post(NEW, entered).status_code == 302


def test_the_list_is_searched_and_paged(desk, reporter, as_person, held):
    for number in range(31):
        DocumentFactory(
            desk=desk,
            entered_by=reporter,
            title=f"Order {number}.",
            content=f"Order {number}",
        )
    browser = as_person(reporter)
    first = text_of(browser.get(f"{LIST}?q=order"))
    assert "Order 30." in first
    assert "Order 0." not in first
    assert "Notice of closure" not in first
    later = first.partition('rel="next" href="')[2].partition('"')[0]
    second = text_of(browser.get(LIST + later.replace("&amp;", "&")))
    assert "Order 0." in second
    assert "None with these words" in text_of(browser.get(f"{LIST}?q=zebra"))
    assert "None withdrawn" in text_of(browser.get(f"{LIST}?show=withdrawn"))
    assert browser.get(f"{LIST}?after=forged").status_code == 400


def test_words_become_a_note_or_evidence(desk, held, reporter, as_person):
    claim = ClaimFactory(desk=desk)
    browser = as_person(reporter)
    at = f"/documents/{held.pk}/"
    mark = {"words": "The bridge is closed.", "start": 0, "what": "note"}
    assert browser.post(f"{at}mark/", mark | {"body": "Since when?"}).status_code == 302
    words = {"words": "unless the committee approves", "what": "evidence"}
    assert browser.post(f"{at}mark/", words).status_code == 400
    ask = words | {"claim": claim.pk, "bearing": "refutes", "body": "Says so."}
    assert browser.post(f"{at}mark/", ask).status_code == 302
    shown = text_of(browser.get(at))
    assert 'class="hl hl-note"' in shown
    assert 'class="hl hl-claim"' in shown
    assert Evidence.objects.get().passage.exact == "unless the committee approves"
    note = Annotation.objects.get()
    browser.post(f"/notes/{note.pk}/reply/", {"body": "Since March."})
    answer = browser.post(f"/notes/{note.pk}/resolve/", {"version": 1})
    assert answer["Location"] == at
    assert "Since March." in text_of(browser.get(at))
    assert held.title in text_of(browser.get(f"/claims/{claim.pk}/"))


def test_a_claim_asked_for_is_offered_first(desk, held, reporter, as_person):
    claim = ClaimFactory(desk=desk, text="The bridge is shut.")
    other = ClaimFactory(text="Of another desk.")
    browser = as_person(reporter)
    listed = text_of(browser.get(f"{LIST}?claim={claim.pk}"))
    assert f"/documents/{held.pk}/?claim={claim.pk}" in listed
    shown = text_of(browser.get(f"/documents/{held.pk}/?claim={claim.pk}"))
    assert f'<option value="{claim.pk}" selected>' in shown
    assert "Of another desk." not in text_of(browser.get(f"{LIST}?claim={other.pk}"))


def test_how_it_came_is_withheld_with_its_source(given, reporter, checker, as_person):
    at = f"/documents/{given.pk}/"
    shown = text_of(as_person(reporter).get(at))
    assert "Handed over at the ferry." in shown
    assert given.holder.codename in shown
    withheld = text_of(as_person(checker).get(at))
    assert "Handed over" not in withheld
    assert given.holder.codename not in withheld
    assert "Source withheld" in withheld


def test_an_original_is_a_file_and_never_shown(
    desk, reporter, checker, outsider, as_person
):
    source = SourceFactory(desk=desk, handler=reporter)
    page = b"<script>alert(1)</script><p>The bridge is closed.</p>"
    entered = form(upload=a_file(page, "x.html"), holder=source.codename)
    as_person(reporter).post(NEW, entered)
    uploads.read(Upload.objects.get().pk)
    at = f"/documents/{Document.objects.get().pk}/original/"
    ask = {"purpose": "To compare."}
    answer = as_person(reporter).post(at, ask)
    assert answer.content == page
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="original.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert as_person(reporter).post(at, {"purpose": ""}).status_code == 400
    assert as_person(checker).post(at, ask).status_code == 403
    assert as_person(outsider).post(at, ask).status_code == 404
    assert as_person(reporter).get(at).status_code == 405


def test_a_copy_for_release_has_no_marks(desk, editor, reporter, as_person):
    marked = DocumentFactory(desk=desk, content="The bri\u200bdge is closed.")
    at = f"/documents/{marked.pk}/copy/"
    shown = text_of(as_person(editor).get(f"/documents/{marked.pk}/"))
    assert "U+200B" in shown
    answer = as_person(editor).post(at, {"purpose": "For the lawyer."})
    assert answer.content == b"The bridge is closed."
    assert as_person(reporter).post(at, {"purpose": "Mine."}).status_code == 403


def test_what_falls_with_it_is_said_before_it_is_withdrawn(
    held, editor, reporter, as_person
):
    at = f"/documents/{held.pk}/"
    assert "No decided claim rests on it." in text_of(as_person(editor).get(at))
    ask = {"version": 1, "reason": "Forged."}
    assert as_person(reporter).post(f"{at}withdraw/", ask).status_code == 403
    assert as_person(editor).post(f"{at}withdraw/", {"version": 1}).status_code == 400
    held_back = ask | {"reason": "Says Mr Kim"}
    assert as_person(editor).post(f"{at}withdraw/", held_back).status_code == 409
    assert as_person(editor).post(f"{at}withdraw/", ask).status_code == 302
    assert "nothing rests on it" in text_of(as_person(editor).get(at))
    assert held.title in text_of(as_person(editor).get(f"{LIST}?show=withdrawn"))


def test_a_long_text_is_shown_a_page_at_a_time(desk, reporter, as_person):
    long = DocumentFactory(
        desk=desk, content="\n\n".join(f"Line {n} of the log." for n in range(3_000))
    )
    browser = as_person(reporter)
    first = text_of(browser.get(f"/documents/{long.pk}/"))
    assert "Line 0 of" in first
    assert "Page 1 of 3" in first
    assert "Line 2999 of" not in first
    assert "Line 2999 of" in text_of(browser.get(f"/documents/{long.pk}/?page=3"))
    assert browser.get(f"/documents/{long.pk}/?page=4").status_code == 404
    assert browser.get(f"/documents/{long.pk}/?page=x").status_code == 400


def test_the_pages_take_the_same_queries_however_much_there_is(
    desk, held, reporter, as_person, django_assert_max_num_queries
):
    browser = as_person(reporter)
    for number in range(8):
        mark = {"words": WORDS[number : number + 9], "start": number, "what": "note"}
        browser.post(f"/documents/{held.pk}/mark/", mark | {"body": "Why?"})
        DocumentFactory(desk=desk, content=f"Order {number}")
    with django_assert_max_num_queries(23):
        browser.get(f"/documents/{held.pk}/")
    with django_assert_max_num_queries(11):
        browser.get(LIST)
