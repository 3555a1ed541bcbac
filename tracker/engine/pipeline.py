"""The engine's one door: a text in, an `Extraction` out."""

from datetime import date

from tracker.engine.results import Extraction

VERSION = "1.0"


def extract(
    text: str, *, dateline: date | None = None, language: str = "en"
) -> Extraction:
    """Return who said what in `text`, and what in it can be checked.

    `dateline` is the day against which "Wednesday" is read. `language` is accepted
    as a BCP 47 tag; rules for English apply where no others exist.
    """
    del text, dateline, language
    return Extraction()
