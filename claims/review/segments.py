"""An article's text, cut where anything that is marked in it begins or ends. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

# Direction overrides, zero-width characters, tags and control characters. They are
# kept as they are and shown, since they can turn a sentence round or mark a copy.
# Joiners and direction marks belong to the spelling of many languages.
INVISIBLE: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
CUTS: Final = re.compile(f"\n|{INVISIBLE.pattern}")


class MarkKind(StrEnum):
    QUOTE = "quote"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of one marked thing; `key` is its card's id on the page."""

    key: str
    kind: MarkKind
    start: int
    end: int
    is_open: bool = False  # suggested, not decided


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under one set of marks; `start` counts code points of the whole text."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    control: str = ""

    @property
    def keys(self) -> str:
        """The cards that this segment belongs to, for a data attribute."""
        return " ".join(dict.fromkeys(mark.key for mark in self.marks))

    @property
    def classes(self) -> str:
        kinds = {
            f"hl-{mark.kind}{'-open' if mark.is_open else ''}" for mark in self.marks
        }
        return " ".join(["hl", *sorted(kinds)])


Paragraph = list[Segment]


def cut(
    text: str, marks: Iterable[Mark], *, within: tuple[int, int] | None = None
) -> list[Paragraph]:
    """Return the text's paragraphs as segments; line ends stand between paragraphs.

    Joined again they are the text without its line ends: nothing is lost or doubled,
    however the marks overlap. With `within`, only that part of it.
    """
    paragraphs: list[Paragraph] = [[]]
    seen: set[str] = set()
    first, last = within or (0, len(text))
    inside = [
        replace(mark, start=max(mark.start, first), end=min(mark.end, last))
        for mark in marks
        if mark.start < last and first < mark.end
    ]
    for start, end, over in _stretches(first, last, inside):
        fresh = tuple(m.key for m in over if m.start == start and m.key not in seen)
        for segment in _pieces(text, start, end, over):
            if segment is None:
                paragraphs.append([])
                continue
            anchors = tuple(dict.fromkeys(fresh))
            seen.update(anchors)
            fresh = ()
            paragraphs[-1].append(
                Segment(
                    segment.start, segment.text, segment.marks, anchors, segment.control
                )
            )
    return [paragraph for paragraph in paragraphs if paragraph]


def _stretches(
    first: int, last: int, marks: Iterable[Mark]
) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """Yield [start, end) between neighbouring boundaries, with what covers it."""
    begins: defaultdict[int, list[Mark]] = defaultdict(list)
    ends: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        begins[mark.start].append(mark)
        ends[mark.end].append(mark)
    over: dict[Mark, None] = {}
    bounds = sorted({first, last, *begins, *ends})
    for start, end in pairwise(bounds):
        for mark in ends[start]:
            over.pop(mark, None)
        over.update(dict.fromkeys(begins[start]))
        yield start, end, tuple(over)


def _pieces(
    text: str, start: int, end: int, over: tuple[Mark, ...]
) -> Iterator[Segment | None]:
    """Yield the stretch around its line ends (None) and invisible characters."""
    at = start
    for found in CUTS.finditer(text, start, end):
        if at < found.start():
            yield Segment(at, text[at : found.start()], over)
        if found[0] == "\n":
            yield None
        else:
            name = f"U+{ord(found[0]):04X}"
            yield Segment(found.start(), found[0], over, control=name)
        at = found.end()
    if at < end:
        yield Segment(at, text[at:end], over)
