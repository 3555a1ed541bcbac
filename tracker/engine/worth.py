"""How much a sentence's signs and words weigh: can it be checked, is it worth the time.

Two sums of weights from `lexicons/weights.txt`, each made a share by the logistic
function; what has no weight counts nothing. The weights are fitted, by
`tests/engine/training/fit.py`, to sentences and articles written for this project.
"""

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from typing import NamedTuple

from tracker.engine.lexicon import families


class Weighed(NamedTuple):
    """How likely evidence could settle a sentence, and that somebody should try."""

    checkable: float
    worth: float


_NOTHING = 0j
_PAIR = "pair:"
_ENDINGS = ("ing", "ed", "es", "s")
_MOST_WORDS = 1 << 15


@cache
def _weights() -> dict[str, complex]:
    """Return all weights in hundredths: whole numbers add up alike in any order.

    A complex number holds both, since two sums are then made as fast as one.
    """
    rows = (line.split() for line in families("weights")["weights"])
    return {row[0]: complex(_hundredths(row[1]), _hundredths(row[2])) for row in rows}


@cache
def _followers() -> dict[str, dict[str, complex]]:
    """Return the weights of pairs by their first word, then by their second."""
    found: dict[str, dict[str, complex]] = {}
    for name, weight in _weights().items():
        if name.startswith(_PAIR):
            first, _, second = name.removeprefix(_PAIR).partition("_")
            found.setdefault(first, {})[second] = weight
    return found


def _hundredths(weight: str) -> int:
    return round(100 * float(weight))


def weigh(seen: set[str], low: list[str]) -> Weighed:
    """Return what the signs, the words and the pairs of words come to."""
    table = _weights()
    known = {word: _WORDS[word] for word in low}
    total = sum(map(table.get, seen, repeat(_NOTHING)), table["bias"])
    total = sum([word.weight for word in known.values()], total)
    for first, second in set(pairwise(low)):
        # Most words begin no pair that weighs: the one behind is not looked at.
        before = known[first].before
        if before:
            total += before.get(known[second].stem, _NOTHING)
    return Weighed(_share(total.real), _share(total.imag))


def word_name(low: str) -> str:
    """Return the name under which a word has its weights.

    “votes”, “voted” and “voting” are one word, and so is every number in digits.
    """
    stem = _stem(low)
    return f"word:{stem}" if stem else ""


def pair_name(pair: tuple[str, str]) -> str:
    """Return the name under which two words side by side have their weights."""
    first, second = map(_stem, pair)
    return f"{_PAIR}{first}_{second}" if first and second else ""


def _stem(low: str) -> str:
    if not low.isalpha():
        return "#" if low[:1].isdigit() else ""
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return low.removesuffix(ending)
    return low


@dataclass(frozen=True, slots=True)
class _Word:
    """What is known of a word: its weight, its name, the pairs that it begins."""

    weight: complex
    stem: str
    before: dict[str, complex]


class _Words(dict[str, _Word]):
    """Words as they stand in texts, each looked up once."""

    def __missing__(self, low: str) -> _Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        stem = _stem(low)
        weight = _weights().get(word_name(low), _NOTHING)
        found = self[low] = _Word(weight, stem, _followers().get(stem, {}))
        return found


_WORDS = _Words()


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-total / 100))
