"""What people type, as it may be stored."""

from tracker.errors import Invalid, TooLarge


def words(text: str, *, field: str, most: int, required: bool = True) -> str:
    """Return the text without surrounding space.

    Raises Invalid when it is empty though required, or cannot be stored (with the
    offset), and TooLarge.
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
    return text
