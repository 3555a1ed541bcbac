"""Word files to text.

python-docx opens the package (its parser resolves no entities and asks no network);
the words are then read off the XML itself, because its `Paragraph.text` leaves out
what stands in tracked insertions and content controls: words that a reader of the
file sees. Deleted and moved-away words, comments and field codes are left out.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from tracker.errors import Invalid, TooLarge
from tracker.formats.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_MEMBERS,
    MAX_ARCHIVE_RATIO,
    within,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENCRYPTED: Final = 0x1
_UNREADABLE: Final = (
    PackageNotFoundError,
    BadZipFile,
    XMLSyntaxError,
    zlib.error,
    EOFError,  # cut short inside a part
    NotImplementedError,  # a way of packing that Word does not use
    KeyError,  # a package that names a part it does not have
    AttributeError,  # a part of another kind where the body should be
    ValueError,  # a package of another kind, such as a workbook
)
_PARAGRAPH: Final = qn("w:p")
_ROW: Final = qn("w:tr")
_CELL: Final = qn("w:tc")
_TEXT: Final = qn("w:t")
_AS_CHARACTER: Final = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
}
# The same words a second time, or words that are not the text.
_SKIPPED: Final = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def docx_to_text(content: bytes) -> str:
    """Return the words: paragraphs apart by a blank line, table rows a line each."""
    _check_archive(content)
    try:
        body = Document(BytesIO(content)).element.body
    except _UNREADABLE:
        raise Invalid("This is not a Word document that can be read.") from None
    return "\n\n".join(block for block in _blocks(body) if block.strip())


def _check_archive(content: bytes) -> None:
    """Refuse bombs by what the directory declares; no more than that is inflated."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except _UNREADABLE:
        raise Invalid("This is not a Word document that can be read.") from None
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Invalid("The document is protected by a password.")
    if len(members) > MAX_ARCHIVE_MEMBERS:
        raise TooLarge(
            f"The document has more than {MAX_ARCHIVE_MEMBERS:,} parts.",
            limit=MAX_ARCHIVE_MEMBERS,
            unit="parts",
        )
    inflated = sum(member.file_size for member in members)
    within(inflated, MAX_ARCHIVE_BYTES, what="The document, unpacked,")
    if inflated > MAX_ARCHIVE_RATIO * len(content):
        raise TooLarge(
            "The document unpacks to far more than its size.",
            limit=MAX_ARCHIVE_RATIO,
            unit="times its size",
        )


def _blocks(element: "_Element") -> Iterator[str]:
    """Paragraphs and table rows below the element, in reading order."""
    for child in element:
        if child.tag == _PARAGRAPH:
            yield _words(child)
        elif child.tag == _ROW:
            yield "\t".join(" ".join(_blocks(cell)) for cell in _cells(child))
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _cells(row: "_Element") -> Iterator["_Element"]:
    """The row's own cells; a table inside a cell stays inside it."""
    for child in row:
        if child.tag == _CELL:
            yield child
        else:
            yield from _cells(child)


def _words(element: "_Element") -> str:
    return "".join(_pieces(element))


def _pieces(element: "_Element") -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _AS_CHARACTER:
            yield _AS_CHARACTER[child.tag]
        elif child.tag == _PARAGRAPH:  # in a text box
            yield f"\n{_words(child)}\n"
        elif child.tag not in _SKIPPED:
            yield from _pieces(child)
