"""How much signs and words weigh: can it be checked, is it worth a checker's time.

Two sums of weights from `lexicons/weights.txt`, each made a share by the logistic
function; what has no weight counts nothing. The weights are fitted, by
`tests/engine/training/fit.py`, to sentences and articles written for this project.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from tracker.engine.lexicon import families
from tracker.engine.passages import Passage, Sentence

_PAIR = "pair:"
_ENDINGS = ("ing", "ed", "es", "s")
_MOST_WORDS = 1 << 15
_SURE = 250
"""Hundredths of the logarithm of the odds: more than twelve to one."""
_MANY = 1 << 24
"""More than are ever summed: a sum of weights times this has room for how many."""
_FIRST = 5
"""Items, marks among them, in which a sentence has begun."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """In hundredths, since whole numbers add up alike in any order.

    `worth` is the weight times `_MANY`, and one more if there is a weight, so that one
    sum tells both what all weigh and how many they are.
    """

    checkable: int
    worth: int


_NONE = _Weight(0, 0)


@cache
def _weights() -> dict[str, _Weight]:
    rows = (line.split() for line in families("weights")["weights"])
    return {name: _weight(*map(float, both)) for name, *both in rows}


def _weight(checkable: float, worth: float) -> _Weight:
    hundredths = round(100 * worth)
    return _Weight(round(100 * checkable), hundredths * _MANY + (hundredths != 0))


@cache
def _checkable() -> dict[str, int]:
    return {name: weight.checkable for name, weight in _weights().items()}


@cache
def _worth() -> dict[str, int]:
    return {name: weight.worth for name, weight in _weights().items()}


@cache
def _followers() -> dict[str, dict[str, _Weight]]:
    """Return the weights of pairs by their first word, then by their second."""
    found: dict[str, dict[str, _Weight]] = {}
    for name, weight in _weights().items():
        if name.startswith(_PAIR):
            first, _, second = name.removeprefix(_PAIR).partition("_")
            found.setdefault(first, {})[second] = weight
    return found


class Terms:
    """The words of a text, and the pairs of them, that have weights.

    Many passages of a text are weighed, and each of its words is looked up once.
    """

    def __init__(self, low: list[str]) -> None:
        self._found: list[tuple[str | tuple[str, str], _Weight]] = []
        self._places: list[int] = []
        found, places = self._found, self._places
        known = [*map(_WORDS.__getitem__, low), _END]
        for at, word in enumerate(low):
            term = known[at]
            weight = term.weight
            if weight is not _NONE:
                places.append(2 * at)
                found.append((word, weight))
            before = term.before
            if before:
                more = before.get(known[at + 1].stem)
                if more is not None:
                    places.append(2 * at + 1)  # behind its first word
                    found.append(((word, low[at + 1]), more))

    def within(self, passage: Passage) -> Iterable[_Weight]:
        """Return the weights of the words and pairs in a passage, each once."""
        first, last = passage.first, passage.first + len(passage.low) - 1
        begins = bisect_left(self._places, 2 * first)
        ends = bisect_right(self._places, 2 * last, begins)
        return dict(self._found[begins:ends]).values()


def checkable_by(seen: set[str], passage: Passage, terms: Terms) -> float:
    """Return how likely evidence could settle what has these signs and words."""
    table = _checkable()
    total = sum(map(table.get, seen, repeat(0)), table["bias"])
    total += sum([weight.checkable for weight in terms.within(passage)])
    return _share(total)


def worth_of(whole: Passage, sentence: Sentence, terms: Terms) -> float:
    """Return how likely somebody should check a sentence.

    What is sure as a whole is so; else the best of its parts speaks as loud.
    """
    odds = _odds(whole, terms)
    if abs(odds) < _SURE:
        parts = [_odds(part, terms) for part in sentence.parts()]
        odds = (odds + max(parts, default=odds)) / 2
    return _share(odds)


def _odds(passage: Passage, terms: Terms) -> float:
    """Return the sum over the root of how many were summed, for the length's sake."""
    table = _worth()
    total = sum(map(table.get, passage.signs, repeat(0)))
    total = sum([weight.worth for weight in terms.within(passage)], total)
    for name in opening_names(passage.low):
        total += table.get(name, 0)
    weighed, many = divmod(total, _MANY)
    return table["bias"] // _MANY + weighed / math.sqrt(many or 1)


def opening_names(low: list[str]) -> list[str]:
    """Return the names under which the first word, and the first two, have weights."""
    words = [word for word in low[:_FIRST] if word[0].isalnum()]
    names = [f"open:{word}" for word in words[:1]]
    return [*names, f"{names[0]}_{words[1]}"] if len(words) > 1 else names


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

    weight: _Weight
    stem: str
    before: dict[str, _Weight]


class _Words(dict[str, _Word]):
    """Words as they stand in texts, each looked up once."""

    def __missing__(self, low: str) -> _Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        stem = _stem(low)
        weight = _weights().get(word_name(low), _NONE)
        found = self[low] = _Word(weight, stem, _followers().get(stem, {}))
        return found


_WORDS = _Words()
_END = _Word(_NONE, "", {})
"""What stands behind the last word of a text."""


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-total / 100))
