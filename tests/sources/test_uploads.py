"""Uploads: read apart, sealed, without a name; a hostile file costs only itself."""

import io
import zipfile

import pytest
from docx import Document as Docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from sources import originals, sandbox
from sources.services import documents
from tracker.errors import Invalid, NotAllowed, NotFound, TooLarge

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
    held = documents.upload(
        desk.pk, file=file, ending=f".{ending.upper()}", by=reporter, **HELD
    )
    assert held.text.content.strip() == SENTENCE
    assert "Kim Clerk" not in held.text.content
    assert held.media_type
    assert held.original_size == len(file)
    (sealed,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sealed.name == held.original_sha256
    assert sealed.stat().st_mode & 0o777 == 0o400
    assert {event[0] for event in events()} == {"document.held", "document.uploaded"}
    opened = documents.open_original(held.pk, by=reporter, purpose="To compare.")
    assert opened == file
    assert [event[3] for event in events("original.opened")] == ["To compare."]


def test_the_same_file_is_kept_once(desk, reporter, tmp_path):
    for _ in range(2):
        documents.upload(
            desk.pk, file=SENTENCE.encode(), ending="txt", by=reporter, **HELD
        )
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_picture_is_kept_with_what_a_person_typed(desk, reporter):
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 100
    with pytest.raises(Invalid, match="Type what"):
        documents.upload(desk.pk, file=picture, ending="png", by=reporter, **HELD)
    held = documents.upload(
        desk.pk, file=picture, ending="png", words=SENTENCE, by=reporter, **HELD
    )
    assert (held.media_type, held.text.content) == ("image/png", SENTENCE)


@pytest.mark.parametrize(
    ("file", "ending", "error"),
    [
        (b"MZ\x90\x00", "pdf", Invalid),
        (b"%PDF-1.7 broken", "pdf", Invalid),
        (b"PK\x03\x04 broken", "docx", Invalid),
        (b"x", "exe", Invalid),
        (b"", "txt", Invalid),
        (b"\x00\x01", "txt", Invalid),
        (b"x" * (10 * 1024 * 1024 + 1), "txt", TooLarge),
    ],
)
def test_files_that_cannot_be_read_are_refused(desk, reporter, file, ending, error):
    with pytest.raises(error):
        documents.upload(desk.pk, file=file, ending=ending, by=reporter, **HELD)


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
    held = documents.upload(
        desk.pk,
        file=SENTENCE.encode(),
        ending="txt",
        by=reporter,
        holder_id=source.pk,
        **HELD,
    )
    with pytest.raises(NotAllowed):
        documents.open_original(held.pk, by=colleague, purpose="Curious.")
    with pytest.raises(NotFound):
        documents.open_original(held.pk, by=outsider, purpose="Curious.")


def test_an_altered_original_is_not_handed_out(desk, tmp_path):
    digest = originals.seal(desk.pk, b"true")
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.chmod(0o600)
    path.write_bytes(b"false")
    with pytest.raises(NotFound, match="altered"):
        originals.unseal(desk.pk, digest)
