"""How far two readers agree beyond chance (Cohen's kappa). Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Concord:
    """Agreement over a number of claims.

    `kappa` is None where chance explains all: there are no claims, or both readers
    gave one and the same verdict throughout.
    """

    claims: int
    agreed: int
    kappa: float | None


def concord(verdicts: Iterable[tuple[str, str]]) -> Concord:
    """Compare pairs of verdicts on the same claims, each by two readers.

    >>> concord([("verify", "verify"), ("refute", "verify")]).agreed
    1
    """
    pairs = list(verdicts)
    total = len(pairs)
    agreed = sum(first == second for first, second in pairs)
    if not total:
        return Concord(0, 0, None)
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    by_chance = Fraction(sum(firsts[v] * seconds[v] for v in firsts), total * total)
    if by_chance == 1:
        return Concord(total, agreed, None)
    observed = Fraction(agreed, total)
    return Concord(total, agreed, float((observed - by_chance) / (1 - by_chance)))
