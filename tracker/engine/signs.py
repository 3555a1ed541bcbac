"""What in a sentence speaks for or against evidence being able to settle it.

Signs are words of the families in `lexicons/checkworthy.txt`, figures and days, and how
the main clause is built: who is its subject, and whether it tells what was done, what
is, or what would be. `worth.py` weighs them.
"""

from functools import cache

from tracker.engine.lexicon import families, words
from tracker.engine.main_clause import main_clause
from tracker.engine.results import DatePhrase, Figure
from tracker.engine.tokens import CAPITAL, DATE, DIGIT, NUMBER, PUNCTUATION, TITLE

_FAMILIES = tuple(families("checkworthy"))
_MANIFOLD = frozenset(
    {"deed", "record", "measure", "institution", "trend", "judgement", "ideal"}
    | {"tone", "thing"}
)
"""Families of which a second word in the sentence says more than the first."""
_COUNTED = CAPITAL | TITLE | PUNCTUATION
"""Of these, a word of a name has the first alone, and a mark the last."""
_SHORT, _BRIEF, _LONG = 4, 7, 22


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Return the families of every word."""
    found: dict[str, list[str]] = {}
    for family in _FAMILIES:
        for word in words("checkworthy", family):
            found.setdefault(word, []).append(family)
    return {word: tuple(names) for word, names in found.items()}


def signs(
    low: list[str],
    flags: list[int],
    every: int,
    numbers: tuple[Figure, ...],
    days: tuple[DatePhrase, ...],
) -> set[str]:
    """Return the signs that the words of one sentence show.

    `every` holds the classes that any of them has.
    """
    seen = _families(low)
    seen |= _counted(every, numbers, days)
    seen |= main_clause(low, flags)
    kinds = [f & _COUNTED for f in flags]
    size = len(kinds) - kinds.count(PUNCTUATION)
    if size < _SHORT:
        seen.add("short")
    elif size < _BRIEF:
        seen.add("brief")
    elif size > _LONG:
        seen.add("long")
    if low and low[0] == "if":
        seen.add("conditional")
    if "tone" not in seen and "thing" not in seen:
        seen.add("neither")
    names = kinds[1:].count(CAPITAL)
    if names:
        seen.add("name")
    if names > 2:
        seen.add("names")
    return seen


def _families(low: list[str]) -> set[str]:
    table = _table()
    found = [family for word in low if word in table for family in table[word]]
    seen = set(found)
    if len(seen) < len(found):
        again = [family for family in _MANIFOLD & seen if found.count(family) > 1]
        seen.update([f"{family}_again" for family in again])
    return seen


def _counted(
    every: int, numbers: tuple[Figure, ...], days: tuple[DatePhrase, ...]
) -> set[str]:
    """Figures, small numbers that may be no figure at all, days and years."""
    seen = set()
    if numbers:
        big = any(f.unit or f.value is None or f.value > 12 for f in numbers)
        seen.add("figure" if big or every & DIGIT else "small_number")
        if len(numbers) > 1:
            seen.add("figures")
    elif every & NUMBER:
        seen.add("small_number")
    if days or every & DATE:
        seen.add("date")
    return seen
