"""Places named by their words, as somebody without a mouse on the text names them."""

from tracker.errors import Invalid
from tracker.services import spans


def place(content: str, words: str, *, field: str, nth: int = 1) -> spans.Range:
    """Return where the words stand. Raises Invalid that names the form's field."""
    try:
        return spans.find(content, words, nth=nth)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=field) from None
