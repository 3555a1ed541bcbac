"""How much a sentence's signs and words weigh: can it be checked, is it worth the time.

Two sums of weights from `lexicons/weights.txt`, each made a share by the logistic
function; what has no weight counts nothing. The weights are fitted, by
`tests/engine/training/fit.py`, to sentences and articles written for this project.
"""

import math
from collections.abc import Callable
from functools import cache
from itertools import pairwise, repeat
from typing import NamedTuple, TypeVar

from tracker.engine.lexicon import families


class Weighed(NamedTuple):
    """How likely evidence could settle a sentence, and that somebody should try."""

    checkable: float
    worth: float


_Read = TypeVar("_Read", str, tuple[str, str])
_NOTHING = 0j
_ENDINGS = ("ing", "ed", "es", "s")
_MOST_WORDS = 1 << 15


@cache
def _weights() -> dict[str, complex]:
    """Return all weights in hundredths: whole numbers add up alike in any order.

    A complex number holds both, since two sums are then made as fast as one.
    """
    rows = (line.split() for line in families("weights")["weights"])
    return {row[0]: complex(_hundredths(row[1]), _hundredths(row[2])) for row in rows}


def _hundredths(weight: str) -> int:
    return round(100 * float(weight))


def weigh(seen: set[str], low: list[str]) -> Weighed:
    """Return what the signs, the words and the pairs of words come to."""
    table = _weights()
    by_signs = sum(map(table.get, seen, repeat(_NOTHING)), table["bias"])
    by_words = sum(map(_PULLS.__getitem__, set(low)), by_signs)
    pairs = set(pairwise(low))
    total = sum(map(_PAIRS.__getitem__, pairs), by_words)
    return Weighed(_share(total.real), _share(total.imag))


def word_name(low: str) -> str:
    """Return the name under which a word has its weights.

    “votes”, “voted” and “voting” are one word, and so is every number in digits.
    """
    if not low.isalpha():
        return "word:#" if low[:1].isdigit() else ""
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return f"word:{low.removesuffix(ending)}"
    return f"word:{low}"


def pair_name(pair: tuple[str, str]) -> str:
    """Return the name under which two words side by side have their weights."""
    first, second = map(word_name, pair)
    if not first or not second:
        return ""
    return f"pair:{first.removeprefix('word:')}_{second.removeprefix('word:')}"


class _Pulls(dict[_Read, complex]):
    """The weights of words, or of pairs, as they stand in a text, found once each."""

    def __init__(self, name: Callable[[_Read], str]) -> None:
        self.name: Callable[[_Read], str] = name

    def __missing__(self, read: _Read) -> complex:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[read] = _weights().get(self.name(read), _NOTHING)
        return found


_PULLS = _Pulls(word_name)
_PAIRS = _Pulls(pair_name)


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-total / 100))
