"""How much the signs of a sentence weigh: can it be checked, is it worth the time.

Two sums of weights from `lexicons/weights.txt`, each made a share by the logistic
function; a sign without a weight counts nothing. The weights are fitted, by
`tests/engine/training/fit.py`, to sentences and articles written for this project.
"""

import math
from functools import cache
from typing import NamedTuple

from tracker.engine.lexicon import families


class Weighed(NamedTuple):
    """How likely evidence could settle a sentence, and that somebody should try."""

    checkable: float
    worth: float


@cache
def _weights() -> dict[str, tuple[float, float]]:
    rows = (line.split() for line in families("weights")["weights"])
    return {row[0]: (float(row[1]), float(row[2])) for row in rows}


def weigh(seen: set[str]) -> Weighed:
    """Return what the signs come to; the order of adding is fixed."""
    table = _weights()
    one = two = 0.0
    for sign in ("bias", *sorted(seen)):
        first, second = table.get(sign, (0.0, 0.0))
        one += first
        two += second
    return Weighed(_share(one), _share(two))


def _share(total: float) -> float:
    return 1 / (1 + math.exp(-total))
