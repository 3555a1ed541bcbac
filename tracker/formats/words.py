"""What counts as plain text that the record can hold."""

import re
from textwrap import shorten
from typing import Final

from tracker.errors import Invalid
from tracker.formats.limits import MAX_TEXT_BYTES, within

# PostgreSQL stores no NUL, and UTF-8 no half of a surrogate pair.
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
LINE_ENDS: Final = re.compile("\r\n?")
BYTE_ORDER_MARK: Final = "\ufeff"
LONGEST_TITLE: Final = 300


def storable(text: str) -> str:
    """Return the text as it is. Raises Invalid with the offset of what cannot be."""
    if found := UNSTORABLE.search(text):
        kind = "a NUL character" if found[0] == "\x00" else "half a surrogate pair"
        raise Invalid(
            f"There is {kind} at character {found.start()}.", offset=found.start()
        )
    return text


def plain(text: str) -> str:
    """Return the text with line ends as LF and no byte order mark, else unchanged.

    Raises Invalid (nothing but space, or not storable) or TooLarge.
    """
    storable(text)
    words = LINE_ENDS.sub("\n", text.removeprefix(BYTE_ORDER_MARK))
    if not words.strip():
        raise Invalid("There are no words in it.")
    within(len(words.encode()), MAX_TEXT_BYTES, what="The text")
    return words


def title_and_text(text: str) -> tuple[str, str]:
    """Take a first line that stands alone as the title, and the rest as the text.

    Otherwise the title is the beginning of the text, and the text stays whole.
    """
    first, _, rest = text.strip().partition("\n")
    if len(first) <= LONGEST_TITLE and rest.startswith("\n") and rest.strip():
        return first.strip(), rest.lstrip("\n")
    return shorten(first, width=80, placeholder="…"), text
