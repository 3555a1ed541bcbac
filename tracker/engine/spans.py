"""Half-open ranges of code points."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Code points [start, end) of one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that stand here."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def trimmed(self, text: str, extra: str = "") -> "Span":
        """Return the span without white space (and `extra`) at its edges."""
        start, end = trim(text, *self, extra)
        return self if (start, end) == self else Span(start, end)


def trim(text: str, start: int, end: int, extra: str = "") -> tuple[int, int]:
    """Return the edges of text[start:end] without white space (and `extra`) there."""
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return start, end


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span over all of `spans`, which must not be empty."""
    every = list(spans)
    return Span(min(s.start for s in every), max(s.end for s in every))


class Places:
    """Spans that can be asked quickly whether they meet another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self.longest = max((s.end - s.start for s in self.spans), default=0)

    def meet(self, span: Span) -> bool:
        at = bisect_left(self.spans, (span.start - self.longest, 0))
        while at < len(self.spans) and self.spans[at].start < span.end:
            if self.spans[at].meets(span):
                return True
            at += 1
        return False
