"""Paragraphs and sentences, those inside quotations included."""

import re
from collections.abc import Iterator

from tracker.engine.spans import Span, trim
from tracker.engine.streams import Row

LINE_ENDS = "\n\r\u2028\u2029"
_PARAGRAPH = re.compile(rf"[^{LINE_ENDS}]+")


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs: what stands between line ends, blank ones left out."""
    return list(each_paragraph(text))


def each_paragraph(text: str, start: int = 0) -> Iterator[Span]:
    """Yield the paragraphs of what stands from `start` on."""
    for match in _PARAGRAPH.finditer(text, start):
        if not match[0].isspace():
            yield Span(*match.span())


def sentences(rows: list[Row]) -> list[Span]:
    """Return the sentences of one paragraph in order; they do not overlap.

    A quotation of several sentences is cut where they end; the last of them runs on
    into its attribution.
    """
    if not rows or not rows[0].sentences:
        return []
    outer = rows[0]
    edges = {outer.end[beyond - 1] for _, beyond in outer.sentences}
    for row in rows[1:]:
        edges.update(row.end[beyond - 1] for _, beyond in row.sentences[:-1])
    found: list[Span] = []
    start = outer.start[0]
    for edge in sorted(edges):
        first, beyond = trim(outer.text, start, edge)
        if first < beyond:
            found.append(Span(first, beyond))
        start = edge
    return found
