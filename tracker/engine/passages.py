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
_MARKS = _STOPS | {","}
_OPENS = frozenset({"that", "because", "but"})
_RESUMES = frozenset(
    {"i", "we", "you", "he", "she", "they", "it", "there", "this", "that", "the"}
    | {"i'm", "we're", "you're", "he's", "she's", "they're", "it's", "that's"}
    | {"we've", "they've", "which", "who"}
)
"""What begins a new clause behind a comma."""


class Passage(NamedTuple):
    """Words, in small letters, the signs that they show, and the place of the first."""

    signs: set[str]
    low: list[str]
    first: int


class Sentence(NamedTuple):
    """Tokens of a text from `first` on, with the figures and days among them.

    `every` holds the classes that any of them has.
    """

    tokens: Tokens
    first: int
    low: list[str]
    flags: list[int]
    every: int
    numbers: tuple[Figure, ...]
    days: tuple[DatePhrase, ...]

    def whole(self) -> Passage:
        seen = signs(self.low, self.flags, self.every, self.numbers, self.days)
        return Passage(seen, self.low, self.first)

    def parts(self) -> list[Passage]:
        """Return the parts in order, none if the sentence has but one."""
        starts = _starts(self.low, self.flags)
        if len(starts) == 1:
            return []
        ends = [*starts[1:], len(self.low)]
        return [self._part(*edges) for edges in zip(starts, ends, strict=True)]

    def _part(self, at: int, to: int) -> Passage:
        first, beyond = self.first + at, self.first + to
        begin, end = self.tokens.start[first], self.tokens.end[beyond - 1]
        numbers = tuple([n for n in self.numbers if begin <= n.span.start < end])
        days = tuple([d for d in self.days if begin <= d.span.start < end])
        return stretch(self.tokens, first, beyond, numbers, days).whole()


def stretch(
    tokens: Tokens,
    first: int,
    beyond: int,
    numbers: tuple[Figure, ...] = (),
    days: tuple[DatePhrase, ...] = (),
) -> Sentence:
    """Return the tokens [first, beyond) of a text, with what is found among them."""
    low, flags = tokens.low[first:beyond], tokens.flags[first:beyond]
    every = reduce(or_, flags, 0)
    return Sentence(tokens, first, low, flags, every, numbers, days)


def _starts(low: list[str], flags: list[int]) -> list[int]:
    """Return where the parts of a sentence begin, the first at its own beginning."""
    starts = [0]
    # Most words neither stand behind a mark nor open a clause: they are passed over.
    near = [
        at
        for at in range(_LEAST, len(low) - _LEAST + 1)
        if low[at - 1] in _MARKS or low[at] in _OPENS
    ]
    for at in near:
        if at - starts[-1] >= _LEAST and _begins(low, flags, at):
            starts.append(at)
    return starts


def _begins(low: list[str], flags: list[int], at: int) -> bool:
    """Whether a part begins at this word."""
    word, before = low[at], low[at - 1]
    if before == ",":
        return word in _RESUMES or bool(flags[at] & (CONJUNCTION | SUBORDINATOR))
    return before in _STOPS or word in _OPENS
