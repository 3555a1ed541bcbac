"""A whole sentence and the parts of it that could stand alone, each with its signs.

“I am proud of my state, and we cut its taxes twice” is worth a checker's time for its
second half, which the sum over all its words would hide.
"""

from functools import reduce
from operator import or_
from typing import NamedTuple

from tracker.engine.results import DatePhrase, Figure
from tracker.engine.signs import signs
from tracker.engine.splitting import Tokens
from tracker.engine.tokens import CONJUNCTION, SUBORDINATOR

_LEAST = 6
"""Words and marks; a shorter part says too little alone."""
_STOPS = frozenset({".", "!", "?", ";", ":", "-", "–", "—", "--", "..."})
_OPENS = frozenset({"that", "because", "but"})
_RESUMES = frozenset(
    {"i", "we", "you", "he", "she", "they", "it", "there", "this", "that", "the"}
    | {"i'm", "we're", "you're", "he's", "she's", "they're", "it's", "that's"}
    | {"we've", "they've", "which", "who"}
)
"""What begins a new clause behind a comma."""


class Passage(NamedTuple):
    """Words, in small letters, and the signs that they show."""

    signs: set[str]
    low: list[str]


class Sentence(NamedTuple):
    """The tokens [first, beyond) of a text, with the figures and days among them."""

    tokens: Tokens
    first: int
    beyond: int
    numbers: tuple[Figure, ...]
    days: tuple[DatePhrase, ...]

    @property
    def low(self) -> list[str]:
        return self.tokens.low[self.first : self.beyond]

    @property
    def flags(self) -> list[int]:
        return self.tokens.flags[self.first : self.beyond]

    def whole(self) -> Passage:
        low, flags = self.low, self.flags
        every = reduce(or_, flags, 0)
        return Passage(signs(low, flags, every, self.numbers, self.days), low)

    def parts(self) -> list[Passage]:
        """Return the parts in order, none if the sentence has but one."""
        starts = _starts(self.low, self.flags)
        if len(starts) == 1:
            return []
        ends = [*starts[1:], self.beyond - self.first]
        return [self._part(*edges) for edges in zip(starts, ends, strict=True)]

    def _part(self, at: int, to: int) -> Passage:
        first, beyond = self.first + at, self.first + to
        begin, end = self.tokens.start[first], self.tokens.end[beyond - 1]
        numbers = tuple(n for n in self.numbers if begin <= n.span.start < end)
        days = tuple(d for d in self.days if begin <= d.span.start < end)
        return Sentence(self.tokens, first, beyond, numbers, days).whole()


def _starts(low: list[str], flags: list[int]) -> list[int]:
    """Return where the parts of a sentence begin, the first at its own beginning."""
    starts = [0]
    latest = len(low) - _LEAST
    for at in range(_LEAST, latest + 1):
        if at - starts[-1] >= _LEAST and _begins(low, flags, at):
            starts.append(at)
    return starts


def _begins(low: list[str], flags: list[int], at: int) -> bool:
    """Whether a part begins at this word."""
    word, before = low[at], low[at - 1]
    if before == ",":
        return word in _RESUMES or bool(flags[at] & (CONJUNCTION | SUBORDINATOR))
    return before in _STOPS or word in _OPENS
