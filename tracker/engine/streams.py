"""A paragraph as one row of items: words, marks, and whole quotations.

A quotation counts as one item of the row around it, so that `"X. Y," said Z.` is one
sentence of four items; its inside is a row of its own. Rows are split into sentences.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.engine.lexicon import words
from tracker.engine.marks import Region
from tracker.engine.spans import Span
from tracker.engine.splitting import Tokens
from tracker.engine.tokens import (
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    DIGIT,
    PUNCTUATION,
    QUOTED,
    SUBORDINATOR,
    VERB,
)
from tracker.engine.verbs import attributing

if TYPE_CHECKING:
    from tracker.engine.phrases import Phrase

QUOTATION = '"q"'
"""What stands in `Row.low` for a whole quotation."""
STOPS = frozenset(".?!…")
DASHES = frozenset({"—", "–", "―", "--"})
OPENS_SPEECH = frozenset({"that", ":", QUOTATION})
"""Behind a verb of saying: what is said follows."""
_LAST_SIGNS = STOPS | {QUOTATION[-1]}
_BRACKETS = frozenset(")]}")
_CLOSES = frozenset("'’\")”")
_MAY_END = frozenset(
    f"{word.rstrip('.')}." for word in words("abbreviations", "may_end")
)
_OPENS_SENTENCE = (
    words("words", "determiner")
    | words("words", "pronoun")
    | words("words", "opener")
    | words("words", "preposition")
)
_PREFIX = re.compile(
    r"\s*(?:[•*▪·]\s*)?(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|BST|EST|EDT))?\s*"
    r"[—–-]+\s*|[•*▪·]\s+|[A-Z][A-Z .'’/-]{2,40}(?:,[^\n—–\"“]{0,40}?)?"
    r"(?:\s*\([^()\n]{2,40}\))?\s+[—–-]{1,2}\s+)?"
    r"(?:(?:[A-Z]{4,15}:|[QA][.:])\s+)?"
)
_LONGEST_TAIL = 16
_LONGEST_SENTENCE = 300
"""Items; nobody writes longer ones, and hostile text must not cost more."""


@dataclass(slots=True)
class Row:
    """Parallel lists, one entry an item."""

    text: str
    low: list[str] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    region: dict[int, Region] = field(default_factory=dict)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    within: Region | None = None
    subjects: dict[tuple[int, int], "Phrase | None"] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.low)

    def span(self, first: int, beyond: int) -> Span:
        """Return the place of items [first, beyond), which must not be empty."""
        return Span(self.start[first], self.end[beyond - 1])

    def word(self, at: int) -> str:
        return self.text[self.start[at] : self.end[at]]

    def sentence_span(self, sentence: tuple[int, int]) -> Span:
        return self.span(*sentence)


def rows(tokens: Tokens, paragraph: Span, regions: list[Region]) -> list[Row]:
    """Return the rows of one paragraph: the outer one, then those of its quotations.

    `regions` are those of this paragraph, in order of opening.
    """
    children = _children(regions)
    found = [_row(tokens, paragraph, children.get(None, []), None)]
    found.extend(
        _row(tokens, region.content, children.get(id(region), []), region)
        for region in regions
    )
    return found


def _children(regions: list[Region]) -> dict[int | None, list[Region]]:
    """Return the regions directly inside each region; None holds the outermost."""
    found: dict[int | None, list[Region]] = {}
    around: list[Region] = []
    for region in regions:
        while around and not around[-1].contains(region):
            around.pop()
        found.setdefault(id(around[-1]) if around else None, []).append(region)
        around.append(region)
    return found


def _row(
    tokens: Tokens, place: Span, regions: list[Region], within: Region | None
) -> Row:
    at = bisect_left(tokens.start, place.start)
    if within is None:
        prefix = _PREFIX.match(tokens.text, place.start, place.end)
        if prefix is not None:
            at = bisect_left(tokens.start, prefix.end())
    stop = bisect_left(tokens.start, place.end, at)
    row = _taken(tokens, at, stop if not regions else at)
    row.within = within
    for region in regions:
        if at < stop and region.opening < tokens.start[at]:
            at = bisect_left(tokens.start, region.opening)
        edge = bisect_left(tokens.start, region.opening, at, stop)
        _take(row, tokens, at, edge)
        row.region[len(row.low)] = region
        row.low.append(QUOTATION)
        row.flags.append(QUOTED)
        row.start.append(region.opening)
        row.end.append(region.closing)
        at = bisect_left(tokens.start, region.closing, edge, stop)
    if regions:
        _take(row, tokens, at, stop)
    row.sentences = _sentences(row)
    return row


def _taken(tokens: Tokens, first: int, beyond: int) -> Row:
    """Return a row of words: of most there is no more to say."""
    here = slice(first, beyond)
    low, flags = tokens.low[here], tokens.flags[here]
    return Row(tokens.text, low, flags, tokens.start[here], tokens.end[here])


def _take(row: Row, tokens: Tokens, first: int, beyond: int) -> None:
    row.low += tokens.low[first:beyond]
    row.flags += tokens.flags[first:beyond]
    row.start += tokens.start[first:beyond]
    row.end += tokens.end[first:beyond]


def _sentences(row: Row) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = beyond = 0
    low, size = row.low, len(row.low)
    # Most items are words and end no sentence: only the others are asked about.
    for at in [k for k, item in enumerate(low) if item[-1] in _LAST_SIGNS]:
        if at < beyond or not _terminal(row, at):
            continue
        first = _cut(found, first, at)
        beyond = at + 1
        while beyond < size and (low[beyond] in STOPS or low[beyond] in _BRACKETS):
            beyond += 1
        opens = beyond >= size or _opens(row, at, beyond)
        if opens or beyond - first >= _LONGEST_SENTENCE:
            found.append((first, beyond))
            first = beyond
    first = _cut(found, first, size)
    if first < size:
        found.append((first, size))
    return found


def _cut(found: list[tuple[int, int]], first: int, at: int) -> int:
    """Cut what is too long before `at`; return where the last sentence begins."""
    while at - first >= _LONGEST_SENTENCE:
        found.append((first, first + _LONGEST_SENTENCE))
        first += _LONGEST_SENTENCE
    return first


def _terminal(row: Row, at: int) -> bool:
    low = row.low[at]
    if low in STOPS or low == "...":
        return True
    if low == QUOTATION:
        return last_sign(row, at) in STOPS
    if low[-1] != ".":
        return False
    return low in _MAY_END or (
        low.endswith(".") and low[:-1].replace(".", "") != "" and low.count(".") > 1
    )


def last_sign(row: Row, at: int) -> str:
    """Return the last character between the marks of the quotation at `at`."""
    region, text = row.region[at], row.text
    end = region.content_end
    while end > region.content_start:
        sign = text[end - 1]
        if not (sign in _CLOSES or sign.isspace()):
            return sign
        end -= 1
    return ""


def _opens(row: Row, at: int, beyond: int) -> bool:
    """Whether a new sentence opens at `beyond`, after the terminal item `at`."""
    low, flags = row.low[beyond], row.flags[beyond]
    if row.low[at] == QUOTATION:
        if not flags & (CAPITAL | DIGIT | QUOTED) and low not in "•—–―-([‘“":
            return False
        if low in "—–―-":
            return False
        return last_sign(row, at) == "." or not _is_tail(row, beyond)
    if flags & QUOTED:
        return True
    if row.low[at] not in STOPS and row.low[at] != "...":
        return bool(flags & CAPITAL) and low in _OPENS_SENTENCE
    if flags & PUNCTUATION:
        return low in "•—–-([‘“$£€#@"
    return bool(flags & (CAPITAL | DIGIT))


def _is_tail(row: Row, at: int) -> bool:
    """Whether `Smith asked.` follows a quotation that ends in ? or !."""
    for k in range(at, min(len(row), at + _LONGEST_TAIL)):
        low, flags = row.low[k], row.flags[k]
        if low in STOPS or flags & QUOTED or low == ":":
            return False
        if flags & VERB:
            following = row.low[k + 1] if k + 1 < len(row) else "."
            speaks = low in attributing() and following not in OPENS_SPEECH
            return speaks and not _has_clause(row, k + 1)
    return False


def _has_clause(row: Row, at: int) -> bool:
    """““Whose?” Another resident claimed staff had left”: its own words, no tail."""
    for k in range(at, min(len(row), at + _LONGEST_TAIL)):
        flags = row.flags[k]
        if flags & (PUNCTUATION | SUBORDINATOR | CONJUNCTION | QUOTED):
            return False
        if flags & AUXILIARY and k > at:
            return True
    return False
