"""Ridge-penalised logistic regression over signs that a sentence has or has not."""

import math
from collections.abc import Container, Iterable
from dataclasses import dataclass

ROUNDS, STILL = 60, 1e-3

Weights = dict[str, float]


@dataclass(frozen=True)
class Manner:
    """How weights are fitted.

    `ridge` holds them small, what is seen less often than `rare` gets none, and if
    `evened` their sum is divided by the root of how many were summed.
    """

    ridge: float
    rare: int
    evened: bool


def fit(
    pairs: list[tuple[frozenset[str], bool]],
    manner: Manner,
    start: Weights | None = None,
) -> Weights:
    """Return the weights of a ridge-penalised logistic regression, bias included.

    One weight at a time is moved to where its own slope vanishes, round after round,
    until none moves any more: the sum has one lowest point, so the order is free, and
    `start`, weights that lie near, only saves rounds.
    """
    where: dict[str, list[int]] = {}
    for at, (signs, _) in enumerate(pairs):
        for sign in sorted(signs):
            where.setdefault(sign, []).append(at)
    where = {n: places for n, places in where.items() if len(places) >= manner.rare}
    scales = [_scale(where, signs, manner) for signs, _ in pairs]
    where["bias"] = list(range(len(pairs)))
    weights = {name: (start or {}).get(name, 0.0) for name in where}
    odds = [
        weights["bias"] + scale * _sum(weights, signs)
        for scale, (signs, _) in zip(scales, pairs, strict=True)
    ]
    for _ in range(ROUNDS):
        widest = 0.0
        for name, places in where.items():
            free = name == "bias"
            ridge = 0.0 if free else manner.ridge
            slope, curve = -ridge * weights[name], ridge
            for at in places:
                scale = 1.0 if free else scales[at]
                share = 1 / (1 + math.exp(-odds[at]))
                slope += scale * (pairs[at][1] - share)
                curve += scale * scale * share * (1 - share)
            move = slope / curve
            weights[name] += move
            widest = max(widest, abs(move))
            for at in places:
                odds[at] += move if free else scales[at] * move
        if widest < STILL:
            break
    return weights


def _scale(known: Container[str], signs: Iterable[str], manner: Manner) -> float:
    """Return what the sum of the weights of the signs that are known is taken times."""
    if not manner.evened:
        return 1.0
    return 1 / math.sqrt(max(1, sum(sign in known for sign in signs)))


def _sum(weights: Weights, signs: Iterable[str]) -> float:
    """Return what the signs weigh, exactly: they come in any order."""
    return math.fsum(weights.get(sign, 0.0) for sign in signs)


def predict(weights: Weights, signs: frozenset[str], manner: Manner) -> float:
    """Return how likely what has these signs is of the kind."""
    total = _sum(weights, signs) * _scale(weights, signs, manner)
    return 1 / (1 + math.exp(-total - weights["bias"]))
