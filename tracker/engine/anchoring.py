"""Spans carried into another text: the next revision of an article.

A span is *anchored* when exactly its words stand in the one place that its
neighbours point to, *moved* when they stand elsewhere or changed slightly, and
*orphaned* when the words are gone. Orphaned is the honest answer in doubt: a span
must never come to lie on other words that merely look alike.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from tracker.engine.lexicon import NEGATIONS
from tracker.engine.normalise import fold
from tracker.engine.occurrences import (
    cuts_word,
    occurrences,
    same_words,
    shared_ends,
    whole_words,
)
from tracker.engine.spans import Span

CONTEXT = 32
"""Code points of a selector's prefix and suffix."""
REACH = 400
"""Code points of neighbourhood that decide between equal words."""
DISTINCT = 48
"""Words this long do not recur by chance: they need no neighbours to be found."""
SENTENCE = 5
"""So many words that stand in a text once are known again, too."""
EVIDENCE = 12
"""Code points of agreeing neighbourhood that shorter words need."""
ALIKE = 0.8
_WORD = re.compile(r"\w+")


class State(StrEnum):
    ANCHORED = "anchored"
    MOVED = "moved"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span stands in the new text; no place when it is orphaned."""

    state: State
    start: int | None = None
    end: int | None = None


ORPHAN = Carried(State.ORPHANED)


def selector(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return (exact, prefix, suffix) of a W3C TextQuoteSelector."""
    return (
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


def carry(old: str, span: Span, new: str) -> Carried:
    """Follow `span` of `old` into `new`."""
    if span.start >= span.end:
        return ORPHAN
    head, tail = shared_ends(old, new)
    if span.end <= head and cuts_word(old, span.end) == cuts_word(new, span.end):
        return Carried(State.ANCHORED, span.start, span.end)
    shift = len(new) - len(old)
    if span.start >= len(old) - tail and cuts_word(old, span.start) == (
        cuts_word(new, span.start + shift)
    ):
        return Carried(State.ANCHORED, span.start + shift, span.end + shift)
    return (
        _carry_exact(old, span, new)
        or _carry_folded(old, span, new)
        or _carry_edited(old, span, new)
        or ORPHAN
    )


def _carry_exact(old: str, span: Span, new: str) -> Carried | None:
    """Find the very words; their neighbours choose between several places."""
    exact = span.of(old)
    places = list(whole_words(exact, old, span, new))
    if not places:
        return None
    scored = sorted(
        ((_neighbourhood(old, span, new, at), -at) for at in places), reverse=True
    )
    (before, after), at = _sides(old, span, new, -scored[0][1]), -scored[0][1]
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return _by_rank(exact, old, span, places)
    if _nth(exact, old, span) == (len(places), places.index(at)):
        return Carried(State.ANCHORED, at, at + len(exact))
    rest = (len(old) - span.end, len(new) - at - len(exact))
    left_whole = before >= CONTEXT or before == span.start == at
    right_whole = after >= CONTEXT or after == rest[0] == rest[1]
    if left_whole or right_whole:
        state = State.ANCHORED
    elif before + after >= EVIDENCE or _distinct(exact, old):
        state = State.MOVED
    else:
        return None
    return Carried(state, at, at + len(exact))


def _nth(exact: str, old: str, span: Span) -> tuple[int, int] | None:
    """Return how often the words stood in `old`, and which of them the span was.

    None for words that stand there once: one place is no order.
    """
    before = [
        at
        for at in occurrences(exact, old)
        if cuts_word(old, at) == cuts_word(old, span.start)
        and cuts_word(old, at + len(exact)) == cuts_word(old, span.end)
    ]
    if len(before) == 1 or span.start not in before:
        return None
    return len(before), before.index(span.start)


def _distinct(exact: str, old: str) -> bool:
    """Whether words are long enough to be known again in other company."""
    if len(exact) >= DISTINCT:
        return True
    return len(exact.split()) >= SENTENCE and old.count(exact) == 1


def _by_rank(exact: str, old: str, span: Span, places: list[int]) -> Carried | None:
    """Repeated words in repeated neighbourhoods: the nth stays the nth, or nothing."""
    before = list(occurrences(exact, old))
    if len(before) != len(places) or span.start not in before:
        return ORPHAN
    at = places[before.index(span.start)]
    return Carried(State.ANCHORED, at, at + len(exact))


def _carry_folded(old: str, span: Span, new: str) -> Carried | None:
    """Find the words set in other marks, dashes, spaces or case."""
    wanted = fold(span.of(old)).text.strip()
    where = fold(new)
    found = list(occurrences(wanted, where.text)) if wanted else []
    if len(found) != 1:
        return None
    place = where.back(found[0], found[0] + len(wanted))
    agreeing = sum(_sides(old, span, new, place.start, place.end))
    if agreeing < EVIDENCE and len(wanted) < DISTINCT:
        return None
    return Carried(State.MOVED, place.start, place.end)


def _carry_edited(old: str, span: Span, new: str) -> Carried | None:
    """Take what now stands between the old neighbours, if it is nearly the same."""
    left, right = old[: span.start][-CONTEXT:], old[span.end :][:CONTEXT]
    start, end = _after(left, new), _before(right, new)
    if start is None or end is None or start >= end:
        return None
    place = Span(start, end).trimmed(new)
    if place.start >= place.end or not _slightly_changed(span.of(old), place.of(new)):
        return None
    return Carried(State.MOVED, place.start, place.end)


def _slightly_changed(was: str, now: str) -> bool:
    """Whether two wordings differ in spelling or a word, not in what they say."""
    if len(now) > 2 * len(was) + CONTEXT:
        return False
    a, b = _WORD.findall(fold(was).text), _WORD.findall(fold(now).text)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        changed = [*a[i1:i2], *b[j1:j2]]
        if any(word in NEGATIONS or word.isdigit() for word in changed):
            return False
        if tag == "replace" and not same_words(a[i1:i2], b[j1:j2]):
            return False
    return matcher.ratio() >= ALIKE or same_words(a, b)


def _after(context: str, new: str) -> int | None:
    """Return where `context` ends in `new`, if it stands there once."""
    if not context:
        return 0
    at = new.find(context)
    return at + len(context) if at >= 0 and new.find(context, at + 1) < 0 else None


def _before(context: str, new: str) -> int | None:
    if not context:
        return len(new)
    at = new.find(context)
    return at if at >= 0 and new.find(context, at + 1) < 0 else None


def _neighbourhood(old: str, span: Span, new: str, at: int) -> int:
    return sum(_sides(old, span, new, at))


def _sides(
    old: str, span: Span, new: str, start: int, end: int | None = None
) -> tuple[int, int]:
    """Return how many code points agree before and after the two places."""
    end = start + span.end - span.start if end is None else end
    before = 0
    limit = min(REACH, span.start, start)
    while before < limit and old[span.start - 1 - before] == new[start - 1 - before]:
        before += 1
    after = 0
    limit = min(REACH, len(old) - span.end, len(new) - end)
    while after < limit and old[span.end + after] == new[end + after]:
        after += 1
    return before, after
