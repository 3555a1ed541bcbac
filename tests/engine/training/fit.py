"""Fit the weights of the signs of check-worthiness to texts written for this project.

    python -m tests.engine.training.fit [--check]

reads `debate.txt`, `news.txt` and `copy.txt` beside this file and the labelled articles
of the tests, fits two logistic regressions over their signs, words and pairs of words
(can evidence settle it; is it worth a checker's time), and writes
`tracker/engine/lexicons/weights.txt`. No other text is read, and the same sentences
give the same weights everywhere; `--check` only prints how well each is predicted by
weights that did not see it (ten folds), and how well the sentences of each set of
articles are by weights fitted without that set.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tracker.engine.pipeline import extract
from tracker.engine.results import Statement
from tracker.engine.splitting import tokenise
from tracker.engine.statements import SETTLED
from tracker.engine.worth import pair_name, word_name

HERE = Path(__file__).parent
ARTICLES = HERE.parent.parent / "newsroom"
FOLDERS = (
    ARTICLES,
    *(ARTICLES / name for name in ("look", "held", "unseen", "blind")),
)
WEIGHTS = Path("tracker/engine/lexicons/weights.txt")
RIDGE = 4.0
ROUNDS, STILL = 60, 1e-3
FOLDS = 10
NOTHING = f"{0.0:6.2f} {0.0:6.2f}"
RARE = 3
"""A sign seen less often gets no weight."""
HEAD = """\
# Weights of the signs of a sentence (see signs.py, telling.py, checkworthy.txt): what
# each adds to the odds that evidence could settle it, and of its words ("word:vote").
# Two columns: is it checkable at all, and is it worth a checker's time. Written by
# tests/engine/training/fit.py from sentences that this project wrote; change those,
# not this.

[weights]
"""


@dataclass(frozen=True)
class Example:
    """Signs and words of one sentence, and what people say of it (None: nothing)."""

    signs: frozenset[str]
    checkable: bool | None
    worth: bool | None


def seen(*stated: Statement) -> frozenset[str]:
    """Return the signs of statements, and the names of their words."""
    found = {sign for s in stated for sign in s.signs}
    for s in stated:
        low = tokenise(s.text).low
        found |= {word_name(word) for word in low}
        found |= {pair_name(pair) for pair in pairwise(low)}
    return frozenset(found - {""})


def debate() -> Iterator[Example]:
    """Yield the sentences of the file; one that asserts nothing has no signs."""
    for line in (HERE / "debate.txt").read_text("utf-8").splitlines():
        label, _, text = line.partition(" ")
        if label == "#":
            continue
        stated = extract(text).statements
        if stated:
            yield Example(seen(*stated), None, label == "c")


def news() -> Iterator[Example]:
    """Yield the lines of news copy, each by its longest statement."""
    for line in (HERE / "news.txt").read_text("utf-8").splitlines():
        label, _, text = line.partition(" ")
        stated = extract(text).statements if label != "#" else ()
        if stated:
            longest = max(stated, key=lambda s: s.end - s.start)
            yield Example(seen(longest), label == "+", None)


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
                yield Example(seen(inside), label == "+", None)


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
                yield Example(seen(inside), known, None)


def _most_within(stated: Iterable[Statement], start: int, end: int) -> Statement | None:
    def shared(s: Statement) -> int:
        return min(s.end, end) - max(s.start, start)

    best = max(stated, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def fit(pairs: list[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """Return the weights of a ridge-penalised logistic regression, bias included.

    One weight at a time is moved to where its own slope vanishes, round after round,
    until none moves any more: the sum has one lowest point, so the order is free.
    """
    where: dict[str, list[int]] = {"bias": list(range(len(pairs)))}
    for at, (signs, _) in enumerate(pairs):
        for sign in sorted(signs):
            where.setdefault(sign, []).append(at)
    names = [n for n, places in where.items() if len(places) >= RARE]
    weights = dict.fromkeys(names, 0.0)
    odds = [0.0] * len(pairs)
    for _ in range(ROUNDS):
        widest = 0.0
        for name in names:
            ridge = 0.0 if name == "bias" else RIDGE
            slope, curve = -ridge * weights[name], ridge
            for at in where[name]:
                share = 1 / (1 + math.exp(-odds[at]))
                slope += pairs[at][1] - share
                curve += share * (1 - share)
            move = slope / curve
            weights[name] += move
            widest = max(widest, abs(move))
            for at in where[name]:
                odds[at] += move
        if widest < STILL:
            break
    return weights


def predict(weights: dict[str, float], signs: Iterable[str]) -> float:
    total = weights["bias"] + sum(weights.get(sign, 0.0) for sign in signs)
    return 1 / (1 + math.exp(-total))


def unseen(pairs: list[tuple[frozenset[str], bool]]) -> list[tuple[float, bool]]:
    """Return every label with its share, predicted by weights that did not see it.

    Ten folds of neighbours, so that an article is not split over both sides.
    """
    found = []
    size = -(-len(pairs) // FOLDS)
    for first in range(0, len(pairs), size):
        weights = fit([*pairs[:first], *pairs[first + size :]])
        held = pairs[first : first + size]
        found += [(predict(weights, signs), label) for signs, label in held]
    return found


def f1(shares: list[tuple[float, bool]], cut: float = 0.5) -> float:
    """Return F1 where shares from `cut` on are offered."""
    hits = sum(label for share, label in shares if share >= cut)
    given = sum(share >= cut for share, _ in shares)
    return 2 * hits / max(1, given + sum(label for _, label in shares))


def honest(shares: list[tuple[float, bool]]) -> float:
    """Return the factor by which weights must shrink to be as sure as they are right.

    The one that makes the labels likeliest, over shares of unseen sentences.
    """

    def likelihood(factor: float) -> float:
        total = 0.0
        for share, label in shares:
            odds = factor * math.log(share / (1 - share))
            total -= math.log1p(math.exp(-odds if label else odds))
        return total

    return max((step / 20 for step in range(4, 21)), key=likelihood)


def fitted(pairs: list[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """Return weights that are no surer of unseen sentences than they may be."""
    factor = honest(unseen(pairs))
    return {sign: factor * weight for sign, weight in fit(pairs).items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    sets = {folder.name: list(articles(folder)) for folder in FOLDERS}
    others = [*debate(), *news(), *copy()]
    examples = [*others, *(e for own in sets.values() for e in own)]
    checkable = [(e.signs, e.checkable) for e in examples if e.checkable is not None]
    worth = [(e.signs, e.worth) for e in examples if e.worth is not None]
    if given.check:
        for name, pairs in (("checkable", checkable), ("worth", worth)):
            shares = unseen(pairs)
            sys.stdout.write(
                f"{name}: {len(pairs)} sentences, F1 {f1(shares):.3f}, "
                f"shrink {honest(shares):.2f}\n"
            )
        for name, own in sets.items():
            rest = [e for e in examples if not any(e is one for one in own)]
            weights = fit([(e.signs, e.checkable) for e in rest if e.worth is None])
            told = [(predict(weights, e.signs), bool(e.checkable)) for e in own]
            sys.stdout.write(f"without {name}: F1 {f1(told, SETTLED):.3f}\n")
        return 0
    first, second = fitted(checkable), fitted(worth)
    table = {
        sign: f"{first.get(sign, 0.0):6.2f} {second.get(sign, 0.0):6.2f}"
        for sign in ("bias", *sorted((first.keys() | second.keys()) - {"bias"}))
    }
    lines = [f"{sign:20} {both}" for sign, both in table.items() if both != NOTHING]
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
