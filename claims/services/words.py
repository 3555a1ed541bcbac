"""What people type, as it may be stored."""

from typing import Final

from sources.freetext import guard
from tracker.errors import Invalid, TooLarge

# What is written for the newsroom alone. A claim's text and a note to readers are for
# the public, and may name people.
NOTES: Final = frozenset({"reason", "rationale", "message", "body"})


def words(text: str, *, field: str, most: int, required: bool = True) -> str:
    """Return the text without surrounding space.

    Raises Invalid when it is empty though required, or cannot be stored (with the
    offset), TooLarge, and Identifying for a note that seems to identify somebody.
    """
    if (at := text.find("\x00")) >= 0:
        raise Invalid("The text holds a NUL character.", field=field, offset=at)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Invalid(
            "The text holds half of a character.", field=field, offset=error.start
        ) from None
    text = text.strip()
    if required and not text:
        raise Invalid("Something has to be written here.", field=field)
    if len(text) > most:
        raise TooLarge("The text is too long.", field=field, limit_characters=most)
    if field in NOTES:
        guard({field: text})
    return text
