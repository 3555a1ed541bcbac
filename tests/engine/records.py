"""Invented records, and alterations of quotes from them whose class is known."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from tracker.engine.fidelity import Fidelity

RECORD = (Path(__file__).parent / "texts" / "record.txt").read_text("utf-8")

_OTHERS = ("granite", "lantern", "orchard", "whistle", "cellar", "ribbon")
_NUMBERS = re.compile(
    r"\b(?:two|three|nine|twelve|forty|sixty|ninety|fourth)\b", re.IGNORECASE
)
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|cannot)\b", re.IGNORECASE)


def sentences() -> list[str]:
    """Return the record's sentences, each a true quote."""
    return [s.strip() for s in re.split(r"(?<=\.)\s+", RECORD) if s.strip()]


def altered(quote: str, chance: random.Random) -> Iterator[tuple[Fidelity, str]]:
    """Yield alterations of a true quote, each with the class it belongs to."""
    words = quote.split()
    middle = chance.randrange(3, len(words) - 3)
    other = chance.choice(_OTHERS)
    plain = not _NUMBERS.search(words[middle]) and not _NEGATION.search(words[middle])
    if plain and words[middle].isalpha():
        yield (
            Fidelity.SUBSTITUTION,
            " ".join([*words[:middle], other, *words[middle + 1 :]]),
        )
    yield Fidelity.INSERTION, " ".join([*words[:middle], other, *words[middle:]])
    yield from _left_out(words, middle)
    if len(words) > 8:
        cut = " ".join(words[: len(words) - 4]).rstrip(",")
        yield Fidelity.SILENT_TRUNCATION, f"{cut}."
    number = _NUMBERS.search(quote)
    if number is not None:
        yield (
            Fidelity.NUMBER_CHANGED,
            quote[: number.start()] + "seventy" + quote[number.end() :],
        )
    negation = re.search(r"\b(not|never) ", quote)
    if negation is not None:
        yield (
            Fidelity.NEGATION_CHANGED,
            quote[: negation.start()] + quote[negation.end() :],
        )
    will = re.search(r"\b(?:shall|will) (?!not)", quote)
    if will is not None:
        yield (
            Fidelity.NEGATION_CHANGED,
            quote[: will.end()] + "not " + quote[will.end() :],
        )
    if len(set(words[1:7])) == 6 and "," not in "".join(words[:7]):
        swapped = [words[0], *words[4:7], *words[1:4], *words[7:]]
        yield Fidelity.REORDERING, " ".join(swapped)


def _left_out(words: list[str], middle: int) -> Iterator[tuple[Fidelity, str]]:
    gone = words[middle : middle + 2]
    if any(_NEGATION.search(w) for w in gone):
        return
    kept = words[:middle], words[middle + 2 :]
    yield Fidelity.SILENT_TRUNCATION, " ".join([*kept[0], *kept[1]])
    yield Fidelity.MARKED_ELLIPSIS, " ".join([*kept[0], "…", *kept[1]])
    yield Fidelity.MARKED_ELLIPSIS, " ".join([*kept[0], "[...]", *kept[1]])


def reset(quote: str) -> str:
    """Set a quote with other marks, dashes, spaces: the same words."""
    return quote.replace(" ", "  ", 2).replace(",", " ,").replace("'", "’").upper()
