"""A mutation corpus: true quotes of many records, altered in ways whose class is known.

`python -m tests.engine.mutations` prints how often each class is found.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.engine.records import RECORD
from tracker.engine.fidelity import Fidelity, compare
from tracker.engine.pipeline import extract

NEWSROOM: Final = Path(__file__).parent.parent / "newsroom"
ROUNDS: Final = 2
LEAST: Final = 10  # words of a quote that is altered
OTHERS: Final = (
    "granite",
    "lantern",
    "orchard",
    "whistle",
    "cellar",
    "ribbon",
    "harvest",
    "violin",
)
COUNTS: Final = (
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
)
FAITHFUL: Final = frozenset({Fidelity.EXACT, Fidelity.TYPOGRAPHIC})
_NUMBER: Final = re.compile(
    r"\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty|hundred|thousand|[mb]illion|first|second|third|fourth|fifth|half"
    r"|double|twice|dozen)\b",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|cannot|nowhere)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_MODAL: Final = re.compile(r"\b(?:shall|will|would|must|should|may) (?!not|never)")
_DENIED: Final = re.compile(r"\b(?:not|never) ", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\[\]…]|\.\.")

Mutation = Callable[[list[str], random.Random], str | None]


Judged = tuple[Counter[str], "list[tuple[Case, Fidelity]]"]


@dataclass(frozen=True)
class Case:
    """One altered quote of one record, and what it is to be called."""

    expected: Fidelity
    how: str
    quote: str
    record: str


@cache
def records() -> tuple[str, ...]:
    """Return the invented record and every article of the newsroom's folders."""
    files = [*sorted(NEWSROOM.glob("[0-9]*.json")), *sorted(NEWSROOM.glob("*/*.json"))]
    found = (json.loads(file.read_text("utf-8")) for file in files)
    return (RECORD, *(raw["text"] for raw in found if "text" in raw))


@cache
def true_quotes(record: str) -> tuple[str, ...]:
    """Return the record's sentences that can be altered: whole, long, unmarked."""
    spans = extract(record).sentences
    said = (span.of(record).strip() for span in spans)
    return tuple(
        quote
        for quote in said
        if len(quote.split()) >= LEAST
        and "\n" not in quote
        and not _MARKS.search(quote)
        and record.count(quote) == 1
    )


def _plain(word: str) -> bool:
    return word.isalpha() and not _NUMBER.search(word) and not _NEGATION.search(word)


def _place(words: list[str], chance: random.Random, *, size: int = 1) -> int | None:
    """Return a place inside the quote where `size` ordinary words stand."""
    places = [
        at
        for at in range(2, len(words) - size - 1)
        if all(_plain(word) for word in words[at : at + size])
    ]
    return chance.choice(places) if places else None


def substituted(words: list[str], chance: random.Random) -> str | None:
    at = _place(words, chance)
    if at is None:
        return None
    return " ".join([*words[:at], chance.choice(OTHERS), *words[at + 1 :]])


def two_substituted(words: list[str], chance: random.Random) -> str | None:
    at = _place(words, chance, size=2)
    if at is None:
        return None
    return " ".join([*words[:at], *chance.sample(OTHERS, 2), *words[at + 2 :]])


def inserted(words: list[str], chance: random.Random) -> str | None:
    at = chance.randrange(2, len(words) - 2)
    new = chance.sample(OTHERS, chance.randint(1, 3))
    return " ".join([*words[:at], *new, *words[at:]])


def left_out(words: list[str], chance: random.Random) -> str | None:
    size = chance.randint(1, 4)
    at = chance.randrange(3, max(4, len(words) - size - 2))
    gone = words[at : at + size]
    if any(_NEGATION.search(word) for word in gone):
        return None
    rest = [*words[:at], *words[at + size :]]
    return None if len(rest) < LEAST - size else " ".join(rest)


def cut_short(words: list[str], chance: random.Random) -> str | None:
    kept = words[: len(words) - chance.randint(2, max(2, len(words) // 3))]
    return " ".join(kept).rstrip(",;:—–- ”\"’'") + "."


def ellipsis_marked(words: list[str], chance: random.Random) -> str | None:
    size, mark = chance.randint(1, 4), chance.choice(["…", "...", "[…]", "[...]"])
    at = chance.randrange(3, max(4, len(words) - size - 2))
    return " ".join([*words[:at], mark, *words[at + size :]])


def note_put_in(words: list[str], chance: random.Random) -> str | None:
    at = chance.randrange(2, len(words) - 2)
    return " ".join([*words[:at], "[as it was called then]", *words[at:]])


def swapped(words: list[str], chance: random.Random) -> str | None:
    at = _place(words, chance, size=4)
    if at is None or len(set(map(str.lower, words[at : at + 4]))) < 4:
        return None
    a, b = words[at : at + 2], words[at + 2 : at + 4]
    return " ".join([*words[:at], *b, *a, *words[at + 4 :]])


def number_changed(words: list[str], chance: random.Random) -> str | None:
    places = [at for at, w in enumerate(words) if re.fullmatch(r"[1-9]\d{0,3}[,.]?", w)]
    if not places:
        return None
    at = chance.choice(places)
    digits = re.sub(r"\D", "", words[at])
    other = str(int(digits) + chance.randint(1, 9))
    return " ".join([*words[:at], words[at].replace(digits, other), *words[at + 1 :]])


def number_word_changed(words: list[str], chance: random.Random) -> str | None:
    places = [at for at, word in enumerate(words) if word.lower() in COUNTS]
    if not places:
        return None
    at = chance.choice(places)
    other = chance.choice([count for count in COUNTS if count != words[at].lower()])
    return " ".join([*words[:at], other, *words[at + 1 :]])


def negation_taken_out(words: list[str], _: random.Random) -> str | None:
    quote = " ".join(words)
    found = _DENIED.search(quote)
    return found and quote[: found.start()] + quote[found.end() :]


def negation_put_in(words: list[str], _: random.Random) -> str | None:
    quote = " ".join(words)
    found = _MODAL.search(quote)
    return found and f"{quote[: found.end()]}not {quote[found.end() :]}"


MUTATIONS: Final[dict[Mutation, Fidelity]] = {
    substituted: Fidelity.SUBSTITUTION,
    two_substituted: Fidelity.SUBSTITUTION,
    inserted: Fidelity.INSERTION,
    left_out: Fidelity.SILENT_TRUNCATION,
    cut_short: Fidelity.SILENT_TRUNCATION,
    ellipsis_marked: Fidelity.MARKED_ELLIPSIS,
    note_put_in: Fidelity.MARKED_ELLIPSIS,
    swapped: Fidelity.REORDERING,
    number_changed: Fidelity.NUMBER_CHANGED,
    number_word_changed: Fidelity.NUMBER_CHANGED,
    negation_taken_out: Fidelity.NEGATION_CHANGED,
    negation_put_in: Fidelity.NEGATION_CHANGED,
}


def corpus(*, rounds: int = ROUNDS, step: int = 1) -> Iterator[Case]:
    """Yield the same cases every time: each way of altering, on each true quote.

    With `step`, on every so-manieth quote only.
    """
    for number, record in enumerate(records()):
        for quote in true_quotes(record)[::step]:
            chance = random.Random(f"{number}:{quote[:40]}")
            for mutate, expected in MUTATIONS.items():
                made = {mutate(quote.split(), chance) for _ in range(rounds)}
                for text in sorted(text for text in made if text):
                    yield Case(expected, mutate.__name__, text, record)
    others = [quote for record in records() for quote in true_quotes(record)[:1]]
    for record in records()[::step]:
        for quote in others[::step]:
            if quote not in record:
                yield Case(Fidelity.NOT_FOUND, "of_another_record", quote, record)


def wrong(*, rounds: int = ROUNDS, step: int = 1) -> Judged:
    """Return how many cases of each way there are, and those called otherwise."""
    cases = corpus(rounds=rounds, step=step)
    judged = [(case, compare(case.quote, case.record).kind) for case in cases]
    made = Counter(case.how for case, _ in judged)
    return made, [(case, kind) for case, kind in judged if kind is not case.expected]


def report(judged: Judged) -> str:
    """Return the figures as a table."""
    made, missed = judged
    missed_by = Counter(case.how for case, _ in missed)
    rows = [
        f"{how:<22}{count:>7}{1 - missed_by[how] / count:>9.3f}"
        for how, count in made.items()
    ]
    total = made.total()
    untouched = [q for record in records() for q in true_quotes(record)]
    return "\n".join(
        [
            f"{'altered by':<22}{'cases':>7}{'right':>9}",
            *rows,
            f"{'all':<22}{total:>7}{1 - len(missed) / total:>9.3f}",
            f"untouched quotes {len(untouched)}, from {len(records())} records",
        ]
    )


if __name__ == "__main__":
    found = wrong()
    print(report(found))  # noqa: T201 (a command)
    for one, kind in found[1][:20]:
        print(f"  {one.how} called {kind.value}: {one.quote[:120]}")  # noqa: T201
