"""The main assertion of each sentence: its words, and the quote they stand in."""

from typing import NamedTuple

from tracker.engine.results import Quote
from tracker.engine.spans import Span, trim

_LEAST = 0.4
"""A quote is what a sentence asserts if it fills so much of it."""
_MARKS = "\"'“”‘’«»„‚•"
_EDGES = _MARKS + ".,;:!"


class Assertion(NamedTuple):
    """The words that assert, and the quote they stand in."""

    span: Span
    quote: Quote | None


class Nearby:
    """The quotes that touch a sentence, for sentences asked in order."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        self.waiting = sorted(
            ((piece, quote) for quote in quotes for piece in quote.content),
            key=lambda pair: pair[0].start,
        )
        self.at = 0
        self.open: list[tuple[Span, Quote]] = []

    def touching(self, sentence: Span) -> list[tuple[Span, Quote]]:
        while (
            self.at < len(self.waiting)
            and self.waiting[self.at][0].start < sentence.end
        ):
            self.open.append(self.waiting[self.at])
            self.at += 1
        if not self.open:
            return []
        self.open = [pair for pair in self.open if pair[0].end > sentence.start]
        return [pair for pair in self.open if pair[0].start < sentence.end]


def assertion(
    text: str, sentence: Span, touching: list[tuple[Span, Quote]]
) -> Assertion | None:
    """Return the main assertion of a sentence; questions have none."""
    best: Assertion | None = None
    size = sentence.end - sentence.start
    for piece, quote in touching:
        part = Span(max(piece.start, sentence.start), min(piece.end, sentence.end))
        enough = part.end - part.start >= _LEAST * size
        if enough or (best is None and quote.cue and part.start == piece.start):
            best = Assertion(part, quote)
            size = part.end - part.start
    span, by = best or (sentence, None)
    start, end = trim(text, *span, _MARKS)
    if end <= start or "?" in text[end - 1 : end + 1]:
        return None
    start, end = trim(text, start, end, _EDGES)
    return Assertion(Span(start, end), by) if end > start else None
