"""One file in, its words out."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from tracker.errors import Invalid
from tracker.formats.docx import docx_to_text
from tracker.formats.encoding import decode
from tracker.formats.html import page_to_text
from tracker.formats.limits import MAX_FILE_BYTES, within
from tracker.formats.markdown import markdown_to_text
from tracker.formats.words import plain


class Format(StrEnum):
    """Kinds of file that become an article."""

    TEXT = "txt"
    HTML = "html"
    DOCX = "docx"
    MARKDOWN = "md"

    @classmethod
    def of(cls, name: str) -> "Format":
        """Tell the format by the file's name. Raises Invalid for any other."""
        ending = PurePath(name).suffix.lower().removeprefix(".")
        try:
            return _BY_ENDING[ending]
        except KeyError:
            raise Invalid(
                "Only txt, html, docx and md files can be read.", ending=ending[:20]
            ) from None


_BY_ENDING: Final = {
    "txt": Format.TEXT,
    "text": Format.TEXT,
    "html": Format.HTML,
    "htm": Format.HTML,
    "docx": Format.DOCX,
    "md": Format.MARKDOWN,
    "markdown": Format.MARKDOWN,
}


def read_text(content: bytes, kind: Format) -> str:
    """Return the file's words as the record keeps them. Raises Invalid, TooLarge."""
    within(len(content), MAX_FILE_BYTES, what="The file")
    return plain(_READERS[kind](content))


_READERS: Final[dict[Format, Callable[[bytes], str]]] = {
    Format.TEXT: decode,
    Format.HTML: page_to_text,
    Format.DOCX: docx_to_text,
    Format.MARKDOWN: lambda content: markdown_to_text(decode(content)),
}
