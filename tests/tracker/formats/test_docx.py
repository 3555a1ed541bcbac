"""Word files: every word a reader sees, and no bomb."""

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from tracker.errors import Invalid, SourcelineError, TooLarge
from tracker.formats.docx import docx_to_text


def packed(document: object) -> bytes:
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]  # python-docx is untyped
    return out.getvalue()


@pytest.fixture
def article() -> bytes:
    document = Document()
    document.add_heading("Laborers stay abroad")
    document.add_paragraph("“Some workers had been waiting,” said an inside source.")
    document.add_paragraph("")
    document.add_paragraph("중국 내부 소식통은 “돌아가지 못한다”고 말했다.\tنعم")
    return packed(document)


def test_paragraphs_quotes_and_scripts_survive(article):
    assert docx_to_text(article) == (
        "Laborers stay abroad\n\n"
        "“Some workers had been waiting,” said an inside source.\n\n"
        "중국 내부 소식통은 “돌아가지 못한다”고 말했다.\tنعم"
    )


def test_tracked_insertions_stay_and_deletions_go():
    document = Document()
    paragraph = document.add_paragraph("He said ")
    paragraph._p.append(
        parse_xml(
            f"<w:ins {nsdecls('w')}><w:r><w:t>nine</w:t></w:r></w:ins>",
        )
    )
    paragraph._p.append(
        parse_xml(
            f"<w:del {nsdecls('w')}><w:r><w:delText>eight</w:delText></w:r></w:del>",
        )
    )
    paragraph.add_run(" days.")
    assert docx_to_text(packed(document)) == "He said nine days."


def test_content_controls_are_read():
    document = Document()
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    content.append(document.add_paragraph("Inside the control.")._p)
    control.append(content)
    document.element.body.insert(0, control)
    assert docx_to_text(packed(document)) == "Inside the control."


def test_a_table_is_a_line_for_each_row():
    document = Document()
    table = document.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"
    assert docx_to_text(packed(document)) == ("cell 0\tcell 1\n\ncell 2\tcell 3 inner ")


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    with pytest.raises(TooLarge, match="far more"):
        docx_to_text(out.getvalue())


def test_too_many_parts_are_refused():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(1_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(TooLarge, match="parts"):
        docx_to_text(out.getvalue())


def test_entities_are_not_expanded(article):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        b'2006/main"><w:body><w:p><w:r><w:t>&y;</w:t></w:r></w:p></w:body></w:document>'
    )
    out = BytesIO()
    with ZipFile(BytesIO(article)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "word/document.xml" else old.read(name))
    assert docx_to_text(out.getvalue()) == ""


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x03\x04" * 40])
def test_other_files_are_refused(content):
    with pytest.raises(Invalid, match="not a Word document"):
        docx_to_text(content)


def test_a_damaged_file_is_read_or_refused_but_never_crashes(article):
    chance = random.Random(20)
    for _ in range(150):
        damaged = bytearray(article)
        for _ in range(chance.randint(1, 40)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            text = docx_to_text(bytes(damaged))
        except SourcelineError as refusal:
            text = refusal.message
        assert isinstance(text, str)
