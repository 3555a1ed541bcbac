"""Words of a quote beside words of a record: the place, and the cheapest alignment."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum, auto

from tracker.engine.comparable import Word, same

SMALL_GAP = 3
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
class Step:
    """Which word of the quote meets which word of the record."""

    move: Move
    quote: int | None
    record: int | None


def locate(said: list[Word], held: list[Word]) -> tuple[int, int] | None:
    """Return the record's words [first, beyond) where the quote most likely stands.

    Where its words stand as they are, that is the place. Otherwise every word of the
    quote votes for the places it has in the record; neighbouring words that agree make
    a place. Rare words count for more.
    """
    words = [word for word in said if not word.editorial][:_MOST_WORDS]
    if not words:
        return None
    places: dict[str, list[int]] = defaultdict(list)
    wanted = {word.folded for word in words}
    for at, word in enumerate(held):
        if word.folded in wanted and len(places[word.folded]) <= _COMMON * 4:
            places[word.folded].append(at)
    if len(words) == len(said) and (whole := _stands(words, held, places)) is not None:
        return whole, whole + len(words)
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


def _stands(
    words: list[Word], held: list[Word], places: dict[str, list[int]]
) -> int | None:
    """Return where the record first has these words, one after another."""
    for at in places.get(words[0].folded, ()):
        there = held[at : at + len(words)]
        if len(there) == len(words) and all(map(same, words, there)):
            return at
    return None


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


def with_first_word(record: str, held: list[Word], steps: list[Step]) -> list[Step]:
    """Read words put before the quote's first match as changed, not as added.

    "Seventy of my officers" for "Two of my officers": the alignment is as cheap either
    way, but the record has a word there, in the same sentence.
    """
    lead = 0
    while lead < len(steps) and steps[lead].move is Move.ADDED:
        lead += 1
    if not 0 < lead < len(steps) or lead > SMALL_GAP:
        return steps
    first = steps[lead].record
    if first is None or first < lead:
        return steps
    gap = record[held[first - lead].start : held[first].start]
    if any(mark in gap for mark in ".!?\n"):
        return steps
    changed = [
        Step(Move.CHANGED, step.quote, first - lead + at)
        for at, step in enumerate(steps[:lead])
    ]
    return [*changed, *steps[lead:]]


def with_last_word(record: str, held: list[Word], steps: list[Step]) -> list[Step]:
    """Read words put after the quote's last match as changed, in the same way.

    "… closed since 2024" for "… closed since 2023": the record has a word there too.
    """
    tail = 0
    while tail < len(steps) and steps[-1 - tail].move is Move.ADDED:
        tail += 1
    if not 0 < tail < len(steps) or tail > SMALL_GAP:
        return steps
    last = steps[-1 - tail].record
    if last is None or last + tail >= len(held):
        return steps
    gap = record[held[last].end : held[last + tail].start]
    if any(mark in gap for mark in ".!?\n"):
        return steps
    changed = [
        Step(Move.CHANGED, step.quote, last + 1 + at)
        for at, step in enumerate(steps[-tail:])
    ]
    return [*steps[:-tail], *changed]
