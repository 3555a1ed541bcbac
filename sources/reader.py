"""The child that reads an uploaded file: bytes in on stdin, its words out as JSON.

Run by `sources.sandbox` only, as `python -m sources.reader KIND`, under limits of
memory, time and files and without a network. It imports no framework and no settings:
there is nothing in this process worth stealing.
"""

import io
import json
import resource
import socket
import sys
from typing import Any, Final, NoReturn

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tracker.errors import Invalid, SourcelineError, TooLarge
from tracker.formats import Format, plain, read_text

MEMORY: Final = 1024 * 1024 * 1024
SECONDS: Final = 10
OPEN_FILES: Final = 64
MOST_PAGES: Final = 2_000
MOST_CHARACTERS: Final = 5 * 1024 * 1024


def main() -> None:
    confine()
    kind = sys.argv[1]
    content = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"text": words(content, kind)}
    except SourcelineError as error:
        answer = {"code": error.code, "message": error.message}
    except MemoryError:
        answer = {"code": TooLarge.code, "message": "Reading it takes too much memory."}
    sys.stdout.write(json.dumps(answer))


def confine() -> None:
    """Give up what reading does not need; none of it can be taken back."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    socket.socket = _Offline  # type: ignore[assignment,misc]  # that is the point


class _Offline:
    """Stands where sockets were: a file that names an address reaches nobody."""

    def __init__(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise OSError("There is no network here.")


def words(content: bytes, kind: str) -> str:
    """Return the file's words without any metadata. Raises Invalid, TooLarge."""
    return pdf_to_text(content) if kind == "pdf" else read_text(content, Format(kind))


def pdf_to_text(content: bytes) -> str:
    """Return the text layer, a page after the other. Raises Invalid, TooLarge."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Invalid("The PDF is locked with a password.")
        if len(reader.pages) > MOST_PAGES:
            raise TooLarge("The PDF has too many pages.", limit=MOST_PAGES)
        pages, size = [], 0
        for page in reader.pages:
            pages.append(page.extract_text().strip())
            size += len(pages[-1])
            if size > MOST_CHARACTERS:
                raise TooLarge("The PDF has too much text.", limit=MOST_CHARACTERS)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError):
        raise Invalid("This is not a PDF that can be read.") from None
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise Invalid("The PDF has no text layer; type what it says.")
    return plain(text)


if __name__ == "__main__":
    main()
