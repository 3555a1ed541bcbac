"""From bytes to characters, without guessing more than can be told for certain.

UTF-8; UTF-16 by its byte order mark; else Windows-1252, the one old encoding that
Western word processors still write, and only where the text looks like it: decoded
so, Korean or Cyrillic bytes would give fluent nonsense that nobody reported.
"""

import codecs
from typing import Final

from tracker.errors import Invalid

# In Western European copy about one letter in ten carries an accent, and a few
# percent of all bytes are curly quotes. Other scripts are mostly such bytes.
MOST_HIGH_BYTES: Final = 0.25

_ASCII: Final = bytes(range(128))
_NOT_READABLE: Final = (
    "The file is neither UTF-8 nor Windows-1252 (Western European). "
    "Save it as UTF-8 and try again."
)


def decode(content: bytes) -> str:
    """Return the characters. Raises Invalid with the byte offset that fits nothing."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _high_bytes(content) > MOST_HIGH_BYTES * len(content):
            raise Invalid(_NOT_READABLE, offset=error.start) from None
    return _strictly(content, "cp1252")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(_NOT_READABLE, offset=error.start) from None


def _high_bytes(content: bytes) -> int:
    return len(content.translate(None, delete=_ASCII))
