"""How often a source was right. Pure: values in, values out.

What is counted is claims, not quotes, and only claims that were resolved (verified or
refuted) on what the source had said *by then*:

- said for a claim that was verified, or against one that was refuted: borne out;
- said for a claim that was refuted, or against one that was verified: not borne out;
- both for and against: neither, counted apart;
- taken back before the claim was resolved (the quote or the evidence was withdrawn):
  neither, counted apart. Taken back afterwards it still counts: nobody mends a record
  by withdrawing what turned out wrong.

Said only after the outcome was known, or as context, it does not count at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any, Final

Z_95: Final = 1.959963984540054
SMALL: Final = 10
"""Below so many resolved claims a rate says little, and is labelled so."""


class Result(StrEnum):
    BORNE_OUT = "borne_out"
    NOT_BORNE_OUT = "not_borne_out"
    BOTH_WAYS = "both_ways"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of evidence by the source, as it stood when its claim was resolved.

    `alone` is on when nobody else's evidence bore the same way.
    """

    claim: str
    supports: bool
    verified: bool
    alone: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Resolved claims by result; the rate with its 95 % interval (Wilson)."""

    borne_out: int = 0
    not_borne_out: int = 0
    both_ways: int = 0
    taken_back: int = 0
    alone: int = 0

    @property
    def resolved(self) -> int:
        """Return on how many claims the rate stands."""
        return self.borne_out + self.not_borne_out

    @property
    def rate(self) -> float | None:
        return self.borne_out / self.resolved if self.resolved else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.borne_out, self.resolved) if self.resolved else None

    @property
    def is_small(self) -> bool:
        return self.resolved < SMALL

    @property
    def line(self) -> str:
        """Return it in one line.

        >>> TrackRecord(borne_out=3, not_borne_out=1).line
        '3 of 4 borne out: 75 % (95 % interval 30 to 95 %); too few to say much'
        """
        if self.interval is None or self.rate is None:
            return "No claim that rests on this source has been resolved."
        low, high = (round(100 * end) for end in self.interval)
        said = (
            f"{self.borne_out} of {self.resolved} borne out: {round(100 * self.rate)} %"
            f" (95 % interval {low} to {high} %)"
        )
        return f"{said}; too few to say much" if self.is_small else said

    def as_json(self) -> dict[str, Any]:
        return {
            "resolved": self.resolved,
            "borne_out": self.borne_out,
            "not_borne_out": self.not_borne_out,
            "both_ways": self.both_ways,
            "taken_back": self.taken_back,
            "alone": self.alone,
            "rate": self.rate,
            "interval": self.interval and list(self.interval),
            "small": self.is_small,
            "line": self.line,
        }


def track_record(said: Iterable[Said]) -> TrackRecord:
    """Count what became of the claims, in whatever order the evidence comes."""
    by_claim: dict[str, set[Said]] = {}
    for item in said:
        by_claim.setdefault(item.claim, set()).add(item)
    results = [(_result(items), items) for items in by_claim.values()]
    counted = {Result.BORNE_OUT, Result.NOT_BORNE_OUT}
    return TrackRecord(
        **{
            result.value: sum(found is result for found, _ in results)
            for result in Result
        },
        alone=sum(
            found in counted and all(i.alone for i in items if not i.taken_back)
            for found, items in results
        ),
    )


def wilson(hits: int, trials: int, z: float = Z_95) -> tuple[float, float]:
    """Return the score interval of a proportion (Wilson 1927), inside 0 to 1."""
    if not 0 <= hits <= trials or not trials:
        raise ValueError("Hits are among at least one trial.")
    rate = hits / trials
    spread = 1 + z * z / trials
    centre = (rate + z * z / (2 * trials)) / spread
    half = z / spread * sqrt(rate * (1 - rate) / trials + (z / (2 * trials)) ** 2)
    low = 0.0 if not hits else max(0.0, centre - half)
    high = 1.0 if hits == trials else min(1.0, centre + half)
    return low, high


def _result(items: set[Said]) -> Result:
    standing = {item.supports == item.verified for item in items if not item.taken_back}
    if not standing:
        return Result.TAKEN_BACK
    if len(standing) > 1:
        return Result.BOTH_WAYS
    return Result.BORNE_OUT if standing == {True} else Result.NOT_BORNE_OUT
