"""Words of a quote beside words of a record: the place, and the cheapest alignment."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum, auto

from tracker.engine.normalise import fold
from tracker.engine.spans import Span

_WORD = re.compile(
    r"(?P<gap>\[\s*(?:…|\.\s?\.\s?\.\.?)\s*\]|…|\.\s?\.\s?\.\.?)"
    r"|(?P<note>\[[^\[\]\n]{0,80}\])"
    r"|(?P<word>\d[\d,]*(?:\.\d+)?%?|[^\W_]+(?:['’][^\W_]+)*)"
)
_GAP = "…"
_NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_NUMBERS |= {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "first": 1,
    "second": 2,
    "third": 3,
    "half": 0.5,
    "double": 2,
    "twice": 2,
    "dozen": 12,
}
_CONTRACTED = {
    "can't": "can",
    "cannot": "can",
    "won't": "will",
    "shan't": "shall",
    "ain't": "is",
}
_COMMON = 40
"""Words found more often in the record do not vote for a place."""
_SLACK = 60
_MOST_WORDS = 1500
_CHANGE, _ADD, _MISS, _MISS_MORE = 3.0, 2.2, 2.0, 0.35


class Move(Enum):
    """One step of an alignment."""

    SAME = auto()
    CHANGED = auto()
    MISSING = auto()
    ADDED = auto()
    MARKED = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a mark that words were left out or put in by an editor."""

    folded: str
    start: int
    end: int
    number: float | None = None
    gap: bool = False
    editorial: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Step:
    """Which word of the quote meets which word of the record."""

    move: Move
    quote: int | None
    record: int | None


def split(text: str) -> list[Word]:
    """Return the words of `text`, folded, with marks of omission and insertion."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match["word"]:
            found.extend(_words(match[0], start, end))
        elif match["gap"]:
            found.append(Word(_GAP, start, end, gap=True, editorial=True))
        else:
            note = f"[{fold(match[0][1:-1]).text.strip()}]"
            found.append(Word(note, start, end, editorial=True))
    return found


def _words(written: str, start: int, end: int) -> list[Word]:
    """One word, or two where "not" is written into it: "doesn't", "cannot"."""
    folded = fold(written).text or written.lower()
    stem = _CONTRACTED.get(folded) or (folded[:-3] if folded.endswith("n't") else "")
    if not stem:
        return [Word(folded, start, end, _number(folded))]
    cut = max(start + 1, end - 3)
    return [Word(stem, start, cut), Word("not", cut, end)]


def _number(word: str) -> float | None:
    plain = word.replace(",", "").rstrip("%")
    if plain.replace(".", "", 1).isdecimal() and len(plain) < 40:
        return float(plain)
    return _NUMBERS.get(word)


def same(a: Word, b: Word) -> bool:
    """Whether two words are one: by letters, or as a number written out."""
    if a.folded == b.folded:
        return True
    return a.number is not None and a.number == b.number and _both_counts(a, b)


def _both_counts(a: Word, b: Word) -> bool:
    return a.folded[:1].isdigit() != b.folded[:1].isdigit() or a.folded[:1].isdigit()


def locate(said: list[Word], held: list[Word]) -> tuple[int, int] | None:
    """Return the record's words [first, beyond) where the quote most likely stands.

    Every word of the quote votes for the places it has in the record; neighbouring
    words that agree make a place. Rare words count for more.
    """
    words = [word for word in said if not word.editorial][:_MOST_WORDS]
    if not words:
        return None
    places: dict[str, list[int]] = defaultdict(list)
    wanted = {word.folded for word in words}
    for at, word in enumerate(held):
        if word.folded in wanted and len(places[word.folded]) <= _COMMON * 4:
            places[word.folded].append(at)
    votes: Counter[int] = Counter()
    width = max(8, len(words))
    for at, word in enumerate(words):
        here = places.get(word.folded, ())
        if not here:
            continue
        weight = 1.0 / len(here)
        for place in here:
            votes[(place - at) // width] += max(1, round(1000 * weight))
    if not votes:
        votes_by_any = next(
            (at for at, word in enumerate(held) if word.number is not None), None
        )
        if votes_by_any is None:
            return None
        votes[votes_by_any // width] = 1
    best = max(
        votes, key=lambda cell: (votes[cell] + votes[cell + 1] + votes[cell - 1], -cell)
    )
    first = best * width - width - _SLACK
    beyond = best * width + 3 * width + _SLACK
    return max(0, first), min(len(held), beyond)


def align(said: list[Word], held: list[Word], window: tuple[int, int]) -> list[Step]:
    """Align the whole quote with any part of the window, at the least cost.

    Leaving out a run of the record's words costs little more than leaving out one;
    where the quote marks an omission it costs nothing.
    """
    first, beyond = window
    record = held[first:beyond]
    table = _Table(said, record)
    return [
        Step(
            step.move, step.quote, None if step.record is None else step.record + first
        )
        for step in table.steps()
    ]


class _Table:
    """Dynamic programme: two layers, so that a run of omissions opens only once."""

    def __init__(self, said: list[Word], record: list[Word]) -> None:
        self.said, self.record = said, record
        self.back: list[list[int]] = []
        self.end = self._fill()

    def _fill(self) -> int:
        """Fill the table row by row; return the best last column.

        A cell's trace: 0 same, 1 changed, 2 added (or an editor's note), 3 from the
        omission layer. The omission layer's trace is kept in bit 2: 4 = goes on.
        """
        columns = len(self.record) + 1
        cost = [0.0] * columns
        gap = [float("inf")] * columns
        folded = [word.folded for word in self.record]
        for word in self.said:
            trace = [0] * columns
            fresh = [0.0] * columns
            skip = [float("inf")] * columns
            free = word.editorial
            fresh[0] = cost[0] + (0.0 if free else _ADD)
            trace[0] = 2
            open_cost, more = (
                (0.0, 0.0) if word.gap else (0.6, 0.05) if free else (_MISS, _MISS_MORE)
            )
            for at in range(1, columns):
                best, how = cost[at] + (0.0 if free else _ADD), 2
                # A mark or a note that the record has too is the record's own.
                if folded[at - 1] == word.folded or (
                    not free and same(word, self.record[at - 1])
                ):
                    step = cost[at - 1]
                    if step <= best:
                        best, how = step, 0
                elif not free:
                    step = cost[at - 1] + _CHANGE
                    if step < best:
                        best, how = step, 1
                begin, go = fresh[at - 1] + open_cost, skip[at - 1] + more
                skip[at] = min(begin, go)
                if skip[at] < best:
                    best, how = skip[at], 3
                fresh[at] = best
                trace[at] = how | (4 if go < begin else 0)
            cost, gap = fresh, skip
            self.back.append(trace)
        del gap
        return min(range(columns), key=lambda at: (cost[at], at))

    def steps(self) -> list[Step]:
        found: list[Step] = []
        row, column = len(self.said) - 1, self.end
        while row >= 0:
            trace = self.back[row][column]
            how = trace & 3
            word = self.said[row]
            if how == 3:
                marked = word.editorial
                while True:
                    going = self.back[row][column] & 4
                    found.append(
                        Step(Move.MARKED if marked else Move.MISSING, None, column - 1)
                    )
                    column -= 1
                    if not going:
                        break
                continue
            if how == 2:
                found.append(
                    Step(Move.MARKED if word.editorial else Move.ADDED, row, None)
                )
                row -= 1
            else:
                found.append(
                    Step(Move.SAME if how == 0 else Move.CHANGED, row, column - 1)
                )
                row -= 1
                column -= 1
        found.reverse()
        return _without_edges(found)


def _without_edges(steps: list[Step]) -> list[Step]:
    """Drop record words before the first and after the last word of the quote."""
    met = [at for at, step in enumerate(steps) if step.quote is not None]
    return steps[met[0] : met[-1] + 1] if met else []
