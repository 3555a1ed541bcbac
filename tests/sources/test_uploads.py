"""Uploads: read apart, sealed, without a name; a hostile file costs only itself."""

import io
import zipfile

import pytest
from docx import Document as Docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from sources import originals, sandbox
from sources.models import Document, Upload, UploadState
from sources.services import documents, uploads
from tests.factories.tracker import member
from tracker.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
    TooLarge,
)
from tracker.models import Job, Role

HELD = {"title": "Notice", "provenance": "From the notice board."}
SENTENCE = "The bridge is closed unless the committee approves."


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def a_pdf(text=SENTENCE, author="Kim Clerk", password=""):
    writer = PdfWriter()
    page = writer.add_blank_page(width=600, height=400)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = stream
    writer.add_metadata({"/Author": author})
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_docx(author="Kim Clerk"):
    document = Docx()
    document.core_properties.author = author
    document.add_paragraph(SENTENCE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    return out.getvalue()


def taken_in(desk, by, file=b"", ending="txt", **more):
    """A file that was uploaded and that a worker has read."""
    upload = uploads.receive(
        desk.pk, file=file or SENTENCE.encode(), ending=ending, by=by, **(HELD | more)
    )
    uploads.begun(upload.pk)
    uploads.read(upload.pk)
    upload.refresh_from_db()
    return upload


FILES = {
    "pdf": a_pdf,
    "docx": a_docx,
    "html": f"<p>{SENTENCE}</p><script>x()</script>".encode,
    "txt": SENTENCE.encode,
}


@pytest.mark.parametrize("ending", FILES)
def test_a_file_is_held_with_its_words_and_its_sealed_original(
    desk, reporter, ending, tmp_path, events
):
    file = FILES[ending]()
    held = taken_in(desk, reporter, file, f".{ending.upper()}").document
    assert held.text.content.strip() == SENTENCE
    assert "Kim Clerk" not in held.text.content
    assert held.media_type
    assert held.original_size == len(file)
    (sealed,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sealed.name == held.original_sha256
    assert sealed.stat().st_mode & 0o777 == 0o400
    assert [event[0] for event in events() if event[1] == "sources_upload"] == [
        "document.uploaded",
        "upload.begun",
        "upload.read",
    ]
    opened = documents.open_original(held.pk, by=reporter, purpose="To compare.")
    assert opened == file
    assert [event[3] for event in events("original.opened")] == ["To compare."]


def test_the_same_file_is_kept_once(desk, reporter, tmp_path):
    for _ in range(2):
        taken_in(desk, reporter)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_picture_is_kept_with_what_a_person_typed(desk, reporter):
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 100
    with pytest.raises(Invalid, match="Type what"):
        uploads.receive(desk.pk, file=picture, ending="png", by=reporter, **HELD)
    upload = uploads.receive(
        desk.pk, file=picture, ending="png", words=SENTENCE, by=reporter, **HELD
    )
    held = upload.document
    assert (held.media_type, held.text.content) == ("image/png", SENTENCE)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("file", "ending", "error"),
    [
        (b"MZ\x90\x00", "pdf", Invalid),
        (b"x", "exe", Invalid),
        (b"", "txt", Invalid),
        (b"x" * (10 * 1024 * 1024 + 1), "txt", TooLarge),
    ],
)
def test_what_is_no_file_of_ours_is_refused_at_once(
    desk, reporter, file, ending, error
):
    with pytest.raises(error):
        uploads.receive(desk.pk, file=file, ending=ending, by=reporter, **HELD)
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("file", "ending", "why"),
    [
        (b"%PDF-1.7 broken", "pdf", "not a PDF"),
        (b"PK\x03\x04 broken", "docx", "not a Word document"),
        (b"\x00\x01", "txt", "NUL"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_is_no_document(
    desk, reporter, file, ending, why
):
    upload = taken_in(desk, reporter, file, ending)
    assert upload.state == UploadState.FAILED
    assert why in upload.failure
    assert not Document.objects.exists()


def test_a_failed_file_is_tried_again_or_typed_or_dropped(
    desk, reporter, colleague, editor, events
):
    upload = taken_in(desk, reporter, b"%PDF-1.7 broken", "pdf")
    with pytest.raises(NotAllowed, match="uploaded"):
        uploads.try_again(upload.pk, by=colleague, version=upload.version)
    with pytest.raises(StaleVersion):
        uploads.try_again(upload.pk, by=reporter, version=1)
    again = uploads.try_again(upload.pk, by=reporter, version=upload.version)
    assert (again.state, again.failure) == (UploadState.WAITING, "")
    with pytest.raises(Conflict, match="on its way"):
        uploads.try_again(upload.pk, by=reporter, version=again.version)
    assert Job.objects.open().filter(kind=uploads.JOB, subject=upload.pk).count() == 1
    uploads.read(upload.pk)
    upload.refresh_from_db()
    typed = uploads.type_words(
        upload.pk, words=SENTENCE, by=editor, version=upload.version
    )
    assert typed.document.text.content == SENTENCE
    assert typed.document.entered_by == reporter
    with pytest.raises(Conflict, match="settled"):
        uploads.drop(upload.pk, by=editor, version=typed.version, reason="No use.")
    uploads.read(upload.pk)  # a late message changes nothing
    assert Document.objects.count() == 1
    assert "upload.typed" in {event[0] for event in events()}


def test_a_file_that_is_dropped_becomes_no_document(desk, reporter):
    upload = uploads.receive(
        desk.pk, file=SENTENCE.encode(), ending="txt", by=reporter, **HELD
    )
    with pytest.raises(Invalid, match="reason"):
        uploads.drop(upload.pk, by=reporter, version=1, reason=" ")
    uploads.drop(upload.pk, by=reporter, version=1, reason="Twice.")
    uploads.read(upload.pk)
    assert not Document.objects.exists()
    assert not Upload.objects.unfinished().exists()


def test_a_worker_that_gives_up_is_said_so_without_a_word_of_the_file(desk, reporter):
    upload = uploads.receive(
        desk.pk, file=SENTENCE.encode(), ending="txt", by=reporter, **HELD
    )
    uploads.gave_up(upload.pk, "WorkerLost")
    upload.refresh_from_db()
    assert (upload.state, upload.failure) == ("failed", "Reading stopped: WorkerLost.")


def test_who_may_upload(desk, source, reporter, colleague, outsider):
    for person, error in (
        (member(desk, Role.AUDITOR), NotAllowed),
        (outsider, NotFound),
    ):
        with pytest.raises(error):
            taken_in(desk, person)
    with pytest.raises(NotFound):
        taken_in(desk, colleague, holder_id=source.pk)
    assert taken_in(desk, reporter, holder_id=source.pk).document.holder == source


def test_a_locked_pdf_and_one_without_text_say_so():
    with pytest.raises(Invalid, match="password"):
        sandbox.read(a_pdf(password="secret"), "pdf")
    with pytest.raises(Invalid, match="no text layer"):
        sandbox.read(a_pdf(text=""), "pdf")


def test_a_bomb_is_refused_by_its_ratio():
    with pytest.raises((Invalid, TooLarge)):
        sandbox.read(a_bomb(), "docx")


def test_a_reader_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(sandbox, "PATIENCE", 0.01)
    with pytest.raises(TooLarge, match="too long"):
        sandbox.read(SENTENCE.encode(), "txt")


def test_a_crash_tells_nothing_of_the_file():
    with pytest.raises(Invalid, match="cannot be read") as refused:
        sandbox.read(b"secret words", "nonsense")
    assert "secret" not in str(refused.value)


def test_who_may_open_an_original(desk, source, reporter, colleague, outsider):
    held = taken_in(desk, reporter, holder_id=source.pk).document
    with pytest.raises(NotAllowed):
        documents.open_original(held.pk, by=colleague, purpose="Curious.")
    with pytest.raises(NotFound):
        documents.open_original(held.pk, by=outsider, purpose="Curious.")


def test_an_original_is_given_for_a_purpose(desk, reporter):
    held = taken_in(desk, reporter).document
    with pytest.raises(Invalid, match="what you need"):
        documents.open_original(held.pk, by=reporter, purpose=" ")


def test_marks_of_a_copy_stay_in_the_record_and_leave_with_no_copy(
    desk, editor, reporter, source, events
):
    marked = "The bridge\u200b is\u2060 closed."
    held = taken_in(desk, reporter, marked.encode(), holder_id=source.pk).document
    assert held.text.content == marked
    with pytest.raises(NotAllowed):
        documents.release_copy(held.pk, by=reporter, purpose="To publish.")
    released = documents.release_copy(held.pk, by=editor, purpose="To publish.")
    assert (released.text, released.removed) == ("The bridge is closed.", 2)
    assert (
        documents.open_original(held.pk, by=reporter, purpose="To compare.")
        == marked.encode()
    )
    assert [event[3] for event in events("copy.released")] == ["To publish."]


def test_an_altered_original_is_not_handed_out(desk, tmp_path):
    digest = originals.seal(desk.pk, b"true")
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.chmod(0o600)
    path.write_bytes(b"false")
    with pytest.raises(NotFound, match="altered"):
        originals.unseal(desk.pk, digest)
