"""A long text shown a sheet at a time, cut where a paragraph ends. Pure."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LENGTH: Final = 30_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sheet `number` of `count`: the code points [start, end) of the text."""

    number: int
    count: int
    start: int
    end: int

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.count else None


def sheets(content: str, *, length: int = LENGTH) -> list[Sheet]:
    """Return the text's sheets; together they are the whole text, in order."""
    bounds = [0]
    while (rest := len(content) - bounds[-1]) > 0:
        end = bounds[-1] + min(length, rest)
        if end < len(content):
            line = content.rfind("\n", bounds[-1], end) + 1
            end = line or end
        bounds.append(end)
    pairs = list(pairwise(bounds)) or [(0, 0)]
    return [
        Sheet(number, len(pairs), start, end)
        for number, (start, end) in enumerate(pairs, 1)
    ]
