"""Where words stand in a text, whole; and what two texts share at their ends."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from tracker.engine.spans import Span

CANDIDATES = 200
SAME_WORD = 0.6


def whole_words(exact: str, old: str, span: Span, new: str) -> Iterator[int]:
    """Yield places of `exact` in `new` that cut no word which `old` did not cut."""
    cuts = cuts_word(old, span.start), cuts_word(old, span.end)
    for at in occurrences(exact, new):
        if (cuts_word(new, at), cuts_word(new, at + len(exact))) == cuts:
            yield at


def cuts_word(text: str, at: int) -> bool:
    """Whether an edge at `at` runs through a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def same_words(a: list[str], b: list[str]) -> bool:
    return len(a) == len(b) and all(
        SequenceMatcher(None, x, y, autojunk=False).ratio() >= SAME_WORD
        for x, y in zip(a, b, strict=True)
    )


def occurrences(needle: str, text: str) -> Iterator[int]:
    at, found = text.find(needle), 0
    while at >= 0 and found < CANDIDATES:
        yield at
        found += 1
        at = text.find(needle, at + 1)


def shared_ends(old: str, new: str) -> tuple[int, int]:
    """Return the lengths of the common beginning and of the common end."""
    shorter = min(len(old), len(new))
    head = common_length(old, new, shorter)
    tail = common_length(old[::-1], new[::-1], shorter - head)
    return head, tail


def common_length(a: str, b: str, limit: int) -> int:
    """Return the length of the common prefix, by halving: comparison is in C."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
