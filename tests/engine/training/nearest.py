"""Write `kin.txt`: which words that the training knows mean most like any other word.

    python -m tests.engine.training.nearest FOLDER

reads the table of word vectors of a sentence model, all-MiniLM-L6-v2 (Apache-2.0), from
a folder with its `vocab.txt` and `model.safetensors`. For each of its commonest words,
and of the words of the debates, it finds those of the debates whose vectors lie nearest
by the cosine. Takes two minutes; to be run again when the debates change. Nothing else
needs the model.
"""

import json
import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import mul
from pathlib import Path

from tests.engine.training.examples import debate
from tests.engine.training.kinship import KIN, KNOWN
from tracker.engine.worth import word_name

COMMON = 8000
"""How many words of the table are taken; it holds the commonest first."""
NEAREST = 5
TABLE = "embeddings.word_embeddings.weight"
FLOAT = 4
"""Bytes."""
HEAD = """\
# Words and, in hundredths of a cosine, how near they are to words of the debates.
# Written by tests/engine/training/nearest.py from the word vectors of the model
# all-MiniLM-L6-v2 (sentence-transformers, Apache License 2.0).
"""
Vector = list[float]


def table(folder: Path) -> Iterator[tuple[str, Vector]]:
    """Yield the plain words of a model in their order, each with its vector."""
    raw = (folder / "model.safetensors").read_bytes()
    head = 8 + int.from_bytes(raw[:8], "little")
    about = json.loads(raw[8:head])[TABLE]
    (_, width), (first, _) = about["shape"], about["data_offsets"]
    for at, word in enumerate((folder / "vocab.txt").read_text("utf-8").splitlines()):
        if word.isascii() and word.isalpha() and len(word) > 1:
            start = head + first + at * width * FLOAT
            yield word, list(array("f", raw[start : start + width * FLOAT]))


def by_name(words: Iterable[tuple[str, Vector]]) -> dict[str, Vector]:
    """Return one vector of length one for all words that have their weight together."""
    summed: dict[str, Vector] = {}
    for word, vector in words:
        name = word_name(word)
        known = summed.get(name)
        summed[name] = (
            list(map(sum, zip(known, vector, strict=True))) if known else vector
        )
    middle = [
        math.fsum(axis) / len(summed) for axis in zip(*summed.values(), strict=True)
    ]
    return {name: _even(vector, middle) for name, vector in summed.items()}


def _even(vector: Vector, middle: Vector) -> Vector:
    moved = [x - m for x, m in zip(vector, middle, strict=True)]
    length = math.hypot(*moved)
    return [x / length for x in moved]


def main() -> int:
    counts = Counter(name for example in debate() for name in example.signs)
    every = list(table(Path(sys.argv[1])))
    common = {word_name(word) for word, _ in every[:COMMON]}
    vectors = by_name(
        (w, v) for w, v in every if word_name(w) in common | counts.keys()
    )
    known = [name for name in vectors if counts[name] >= KNOWN]
    lines = []
    for name, vector in sorted(vectors.items()):
        near = [
            (sum(map(mul, vector, vectors[other])), other)
            for other in known
            if other != name
        ]
        best = sorted(near, reverse=True)[:NEAREST]
        told = " ".join(f"{other[5:]} {round(100 * how)}" for how, other in best)
        lines.append(f"{name[5:]} {told}")
    KIN.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
