"""How fast the engine is, what memory it takes, and what twice the text costs.

    python -m tests.engine.pace CORPORA

prints it as JSON Lines, of the compiled engine where `.ci/compiled` runs it.
"""

import gc
import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

from tests.engine.goals import figure
from tests.engine.test_robustness import HOSTILE
from tracker.engine import pipeline
from tracker.engine.pipeline import extract

WORDS = 500
LEAST_FILES = 150.0
MOST_TIMES_REFERENCE = 3.0
MOST_MEGABYTES = 150.0
MOST_GROWTH = 2.5
LEAST_TRIES, MOST_TRIES = 3, 9
ROUNDS = 5
COMPILED = "" if (pipeline.__file__ or "").endswith(".py") else ", compiled"


def speed(corpora: Path) -> Iterator[dict[str, Any]]:
    """Articles of 500 words a second on one core, best of five, and the reference.

    The engine and the reference are timed in turn, so that whatever else the machine
    does falls on both.
    """
    lines = (corpora / "polnear" / "dev.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)
    rate = words / WORDS / min(_timed(extract, texts) for _ in range(ROUNDS))
    yield figure(f"speed{COMPILED}: articles a second", rate, LEAST_FILES, floor=0.0)
    # Before the reference is loaded, whose memory is not ours.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield figure(f"memory{COMPILED}: megabytes", peak, MOST_MEGABYTES, most=True)
    spacy = importlib.util.find_spec("spacy")
    if spacy is not None:
        import spacy as reference  # noqa: PLC0415 - only where it is installed

        pipe = reference.blank("en")
        pipe.add_pipe("sentencizer")
        rounds = [(_timed(extract, texts), _timed(pipe, texts)) for _ in range(ROUNDS)]
        ours, theirs = map(min, zip(*rounds, strict=True))
        yield figure(
            f"speed{COMPILED}: times the reference",
            ours / theirs,
            MOST_TIMES_REFERENCE,
            most=True,
            floor=float("inf"),
        )


def growth() -> Iterator[dict[str, Any]]:
    """The worst that twice the text costs, over texts made to be slow."""
    worst = max(
        _growth(*((piece * size)[:size] for size in (40_000, 80_000)))
        for piece in HOSTILE
    )
    crowd = _growth(_crowd(8_000), _crowd(16_000))
    for name, value in (("growth", worst), ("growth, ever new names", crowd)):
        yield figure(
            f"{name}{COMPILED}: time(2n)/time(n)",
            value,
            MOST_GROWTH,
            most=True,
            floor=float("inf"),
        )


def _crowd(size: int) -> str:
    """Return a text in which so many people speak once each: some 50 characters each.

    What is looked up anew for each of them shows in no shorter text.
    """
    letters = "abcdefghijklmnopqrst"
    names = ("".join(name).title() for name in product(letters, repeat=4))
    return " ".join(
        f"{name} Orr said that the {name} bridge was shut."
        for name in islice(names, size)
    )


def _growth(once: str, twice: str) -> float:
    """Return how many times as long a text takes as one of half its length, at best.

    Both lengths are timed in turn, so that whatever else the machine does falls on
    both; a text that seems to grow too much is timed up to nine times, since the least
    time is the one that tells of the text alone.
    """
    least = most = float("inf")
    for tried in range(1, MOST_TRIES + 1):
        least = min(least, _timed(extract, [once]))
        most = min(most, _timed(extract, [twice]))
        if tried >= LEAST_TRIES and most <= MOST_GROWTH * least:
            break
    return most / least


def _timed(work: Callable[[str], object], texts: Iterable[str]) -> float:
    gc.collect()  # what earlier texts left behind is not for this one to clear
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began


def main() -> int:
    corpora = Path(sys.argv[1])
    for part in (speed(corpora), growth()):
        for found in part:
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
