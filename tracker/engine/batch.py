"""Many files through the engine, over all cores, in the order they were given."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tracker.engine.jsonlines import read

STANDARD_INPUT = "-"
_ALONE = 8
"""So few files that starting further processes costs more than it saves."""
_CHUNK = 16


def lines(names: Iterable[str], *, processes: int | None = None) -> Iterator[str]:
    """Yield one line of JSON a file; "-" is standard input.

    Raises `OSError` or `UnicodeDecodeError` for a file that cannot be read.
    """
    every = list(names)
    workers = min(processes or os.cpu_count() or 1, len(every))
    if workers <= 1 or len(every) <= _ALONE:
        yield from map(line, every)
        return
    context = get_context("spawn")
    chunks = [every[at : at + _CHUNK] for at in range(0, len(every), _CHUNK)]
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for done in pool.map(_lines, chunks):
            yield from done


def _lines(names: list[str]) -> list[str]:
    return [line(name) for name in names]


def line(name: str) -> str:
    """Return the JSON of one file: its name without the ending is the id."""
    if name == STANDARD_INPUT:
        return _json(name, sys.stdin.buffer.read().decode())
    path = Path(name)
    return _json(path.stem, path.read_bytes().decode())


def _json(name: str, text: str) -> str:
    return json.dumps(read(name, text), ensure_ascii=False, separators=(",", ":"))
