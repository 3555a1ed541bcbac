"""Markdown to text, by way of the HTML it stands for."""

from typing import Final

from markdown_it import MarkdownIt

from tracker.formats.html import markup_to_text
from tracker.formats.words import storable

# No typographer: a straight quote stays straight.
_PARSER: Final = MarkdownIt("commonmark", {"typographer": False}).enable("table")


def markdown_to_text(markdown: str) -> str:
    """Return the words without the marks: paragraphs apart by a blank line."""
    return markup_to_text(_PARSER.render(storable(markdown)))
