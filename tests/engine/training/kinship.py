"""Weights for words of which the training says little: those of words like them."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.engine.training.regression import Weights

KIN = Path(__file__).with_name("kin.txt")
KNOWN = 4
"""A word that so many sentences have is known well enough to speak for others."""
SPREAD = 3.0
"""The mean over several words is smaller than what any of them weighs."""
DOUBT = 4.0
"""A known word counts as if so many sentences had had words like it instead."""
NEARER = 3
"""The power of the cosine by which the nearest count most."""


Kin = dict[str, list[tuple[str, float]]]
"""Of a word's name, the names of words like it, and how much each of them counts."""


@cache
def kin() -> Kin:
    """Return the words that `kin.txt` holds for alike."""
    found: Kin = {}
    for line in KIN.read_text("utf-8").splitlines():
        name, *near = line.split()
        if name != "#":
            pairs = zip(near[::2], map(int, near[1::2]), strict=True)
            found[f"word:{name}"] = [
                (f"word:{other}", max(0, how) ** NEARER) for other, how in pairs
            ]
    return found


def with_kin(weights: Weights, seen: Iterable[frozenset[str]], alike: Kin) -> Weights:
    """Give weights to all words that are like some with weights.

    A word that was learnt moves towards those like it, the less the more sentences
    had it; `seen` are the signs of each sentence.
    """
    counts = Counter(name for signs in seen for name in signs if name in weights)
    more = dict(weights)
    for name, near in alike.items():
        known = [(weights[other], how) for other, how in near if other in weights]
        total = sum(how for _, how in known)
        if not total:
            continue
        weight = SPREAD * sum(weight * how for weight, how in known) / total
        if name in weights:
            weight = weights[name] + weight * DOUBT / (counts[name] + DOUBT)
        more[name] = weight
    return more
