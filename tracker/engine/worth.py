"""How much a sentence's signs and words weigh: can it be checked, is it worth the time.

Two sums of weights from `lexicons/weights.txt`, each made a share by the logistic
function; what has no weight counts nothing. The weights are fitted, by
`tests/engine/training/fit.py`, to sentences and articles written for this project.
"""

import math
from functools import cache, lru_cache
from typing import NamedTuple

from tracker.engine.lexicon import families


class Weighed(NamedTuple):
    """How likely evidence could settle a sentence, and that somebody should try."""

    checkable: float
    worth: float


_NOTHING = (0.0, 0.0)
_ENDINGS = ("ing", "ed", "es", "s")


@cache
def _weights() -> dict[str, tuple[float, float]]:
    rows = (line.split() for line in families("weights")["weights"])
    return {row[0]: (float(row[1]), float(row[2])) for row in rows}


def weigh(seen: set[str], low: list[str]) -> Weighed:
    """Return what the signs and the words come to; the order of adding is fixed."""
    table = _weights()
    one = two = 0.0
    for sign in ("bias", *sorted(seen)):
        first, second = table.get(sign, _NOTHING)
        one += first
        two += second
    for word in dict.fromkeys(low):
        first, second = _pull(word)
        one += first
        two += second
    return Weighed(_share(one), _share(two))


@lru_cache(maxsize=1 << 15)
def _pull(low: str) -> tuple[float, float]:
    return _weights().get(word_name(low), _NOTHING)


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


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-total))
