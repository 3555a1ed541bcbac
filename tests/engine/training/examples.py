"""The sentences that weights are fitted to, each with its signs and its labels."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tracker.engine.passages import Passage
from tracker.engine.pipeline import extract
from tracker.engine.reading import read_sentence
from tracker.engine.results import Statement
from tracker.engine.spans import Span
from tracker.engine.splitting import tokenise
from tracker.engine.worth import opening_names, pair_name, word_name

HERE = Path(__file__).parent
ARTICLES = HERE.parent.parent / "newsroom"
FOLDERS = (
    ARTICLES,
    *(ARTICLES / name for name in ("look", "held", "unseen", "blind")),
)


@dataclass(frozen=True)
class Example:
    """Signs and words of one sentence, and what people say of it.

    `parts` are those of its parts, if it has some.
    """

    signs: frozenset[str]
    label: bool
    parts: tuple[frozenset[str], ...] = ()
    text: str = ""


def seen(statement: Statement) -> frozenset[str]:
    """Return the signs of a statement, and the names of its words."""
    return named(statement.signs, tokenise(statement.text).low)


def named(signs: Iterable[str], low: list[str]) -> frozenset[str]:
    found = {*signs, *map(word_name, low), *map(pair_name, pairwise(low))}
    return frozenset(found - {""})


def opened(passage: Passage) -> frozenset[str]:
    """Return what is seen of a passage, and how it begins."""
    return named(passage.signs, passage.low).union(opening_names(passage.low))


def debate() -> Iterator[Example]:
    """Yield the sentences of debates that assert something: is one worth a check."""
    for path in sorted(HERE.glob("debate*.txt")):
        for line in path.read_text("utf-8").splitlines():
            label, _, text = line.partition(" ")
            if label == "#" or not extract(text).statements:
                continue
            around = read_sentence(tokenise(text), Span(0, len(text)), None)
            parts = tuple(map(opened, around.parts()))
            yield Example(opened(around.whole()), label == "c", parts, text)


def news() -> Iterator[Example]:
    """Yield the lines of news copy, each by its longest statement."""
    for line in (HERE / "news.txt").read_text("utf-8").splitlines():
        label, _, text = line.partition(" ")
        stated = extract(text).statements if label != "#" else ()
        if stated:
            longest = max(stated, key=lambda s: s.end - s.start)
            yield Example(seen(longest), label == "+")


def copy() -> Iterator[Example]:
    """Yield the labelled sentences of whole invented articles."""
    for article in (HERE / "copy.txt").read_text("utf-8").split("\n##\n")[1:]:
        text, labels = "", []
        for line in article.splitlines():
            label, _, words = line.partition(" ")
            if label == "¶":
                text += "\n\n"
                continue
            text += "" if text[-1:] in {"", "\n"} else " "
            labels.append((label, len(text), len(text) + len(words)))
            text += words
        stated = extract(text).statements
        for label, start, end in labels:
            inside = _most_within(stated, start, end) if label in "+-" else None
            if inside is not None:
                yield Example(seen(inside), label == "+")


def articles(folder: Path) -> Iterator[Example]:
    """Yield the sentences of labelled articles."""
    for path in sorted(folder.glob("[0-9]*.json")):
        article = json.loads(path.read_text("utf-8"))
        stated = extract(article["text"]).statements
        for start, end in article["sentences"]:
            inside = _most_within(stated, start, end)
            claims = [c for c in article["claims"] if start <= c["start"] < end]
            if inside is not None:
                known = any(c["checkable"] for c in claims)
                yield Example(seen(inside), known)


def _most_within(stated: Iterable[Statement], start: int, end: int) -> Statement | None:
    def shared(s: Statement) -> int:
        return min(s.end, end) - max(s.start, start)

    best = max(stated, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None
