"""Many files through the engine, over all cores, in the order they were given."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tracker.engine.jsonlines import read

STANDARD_INPUT = "-"
_ALONE = 8
"""So few files that starting further processes costs more than it saves."""
_CHUNK = 16


class Read(NamedTuple):
    """One file: its line of JSON, or the reason why it has none."""

    name: str
    line: str = ""
    error: str = ""


def lines(names: Iterable[str], *, processes: int | None = None) -> Iterator[Read]:
    """Yield what was made of each file, in the order given; "-" is standard input.

    A file that cannot be read is named in its `Read` and stops no other.
    """
    every = list(names)
    workers = min(processes or os.cpu_count() or 1, len(every))
    if workers <= 1 or len(every) <= _ALONE:
        yield from map(attempt, every)
        return
    context = get_context("spawn")
    chunks = [every[at : at + _CHUNK] for at in range(0, len(every), _CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for done in pool.map(_attempts, chunks):
            yield from done


def _attempts(names: list[str]) -> list[Read]:
    return [attempt(name) for name in names]


def attempt(name: str) -> Read:
    """Return the line of one file, or why there is none."""
    try:
        return Read(name, line=line(name))
    except OSError as error:
        return Read(name, error=error.strerror or "cannot be read")
    except UnicodeDecodeError as error:
        return Read(name, error=f"is not UTF-8 text (byte {error.start})")


def line(name: str) -> str:
    """Return the JSON of one file: its name without the ending is the id."""
    if name == STANDARD_INPUT:
        return _json(name, sys.stdin.buffer.read().decode())
    path = Path(name)
    return _json(path.stem, path.read_bytes().decode())


def _json(name: str, text: str) -> str:
    return json.dumps(read(name, text), ensure_ascii=False, separators=(",", ":"))
