"""Invented articles, and words to look quotes up by. None of them is from anywhere."""

from pathlib import Path

from tracker.engine.results import (
    Extraction,
    Quote,
    Speaker,
    SpeakerKind,
    Statement,
)

PERSON = SpeakerKind.ANONYMOUS_PERSON
GROUP = SpeakerKind.ANONYMOUS_GROUP
NAMED = SpeakerKind.NAMED_PERSON
BODY = SpeakerKind.ORGANISATION
PAPER = SpeakerKind.DOCUMENT

TEXTS = Path(__file__).parent / "texts"
TWIN = (TEXTS / "twin.txt").read_text("utf-8")
"""A twin of the seed article: the same turns of phrase, other people and events."""
HARBOUR = (TEXTS / "harbour.txt").read_text("utf-8")


def quote(text: str, found: Extraction, words: str) -> Quote:
    """Return the first quote whose content begins with `words`."""
    return next(q for q in found.quotes if text[q.content[0].start :].startswith(words))


def speaker(text: str, found: Extraction, words: str) -> Speaker:
    """Return the speaker of the quote that begins with `words`."""
    key = quote(text, found, words).speaker
    return next(s for s in found.speakers if s.key == key)


def statement(found: Extraction, words: str) -> Statement:
    """Return the first statement that holds `words`."""
    return next(s for s in found.statements if words in s.text)
