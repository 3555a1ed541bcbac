"""Files in, plain text out: what an upload, an import and a fetched page share.

Pure and without a clock. Paragraphs, curly quotes and every script survive as they
are; what cannot be kept exactly (NUL, a lone surrogate, an unknown encoding) is
refused with the place, never repaired.
"""

from tracker.formats.reading import Format, read_text
from tracker.formats.rows import ArticleRow, BadRow, Sheet, read_rows
from tracker.formats.words import plain, title_and_text

__all__ = [
    "ArticleRow",
    "BadRow",
    "Format",
    "Sheet",
    "plain",
    "read_rows",
    "read_text",
    "title_and_text",
]
