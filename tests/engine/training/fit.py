"""Fit the weights of the signs of check-worthiness to texts written for this project.

    python -m tests.engine.training.fit [--check]

reads `debate*.txt`, `news.txt` and `copy.txt` beside this file, `kin.txt`, which tells
what words are alike, and the labelled articles of the tests, fits two logistic
regressions over their signs, words and pairs of words (can evidence settle it; is it
worth a checker's time), and writes `tracker/engine/lexicons/weights.txt`. No other text
is read, and the same sentences give the same weights everywhere; `--check` only prints
how well each is predicted by weights that did not see it (ten folds), and how well the
sentences of each set of articles are by weights fitted without that set; `--doubtful`
prints the sentences of debates whose label weights that did not see them would least
expect.
"""

import argparse
import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.engine.training.examples import (
    FOLDERS,
    Example,
    articles,
    copy,
    debate,
    news,
)
from tests.engine.training.kinship import kin, with_kin
from tests.engine.training.regression import Manner, Weights, fit, predict
from tracker.engine.statements import SETTLED

WEIGHTS = Path("tracker/engine/lexicons/weights.txt")
CHECKABLE = Manner(ridge=4.0, rare=3, evened=False)
WORTH = Manner(ridge=0.3, rare=4, evened=True)
FOLDS = 10
DOUBTFUL = 80
"""Sentences that are printed."""
NOTHING = f"{0.0:6.2f} {0.0:6.2f}"
HEAD = """\
# Weights of the signs of a sentence (see signs.py, telling.py, checkworthy.txt): what
# each adds to the odds that evidence could settle it, and of its words ("word:vote").
# Two columns: is it checkable at all, and is it worth a checker's time. Written by
# tests/engine/training/fit.py from sentences that this project wrote; change those,
# not this.

[weights]
"""


@dataclass(frozen=True)
class Target:
    """What is learnt from examples, and how likely it is of one."""

    learn: Callable[[list[Example]], Weights]
    tell: Callable[[Weights, Example], float]


def learn_checkable(examples: list[Example]) -> Weights:
    return fit([(e.signs, e.label) for e in examples], CHECKABLE)


def tell_checkable(weights: Weights, example: Example) -> float:
    return predict(weights, example.signs, CHECKABLE)


def learn_worth(examples: list[Example]) -> Weights:
    """Fit weights to whole sentences, then once more to their parts too.

    No part of a sentence is worth a check if the sentence is not; of one that is, the
    part is that the first weights hold for the likeliest. Words like those that were
    learnt weigh like them.
    """
    whole = [(e.signs, e.label) for e in examples]
    first = fit(whole, WORTH)
    parts = [
        (part & first.keys(), e.label)
        for e in examples
        for part in (_best(first, e) if e.label else e.parts)
    ]
    known = [(signs & first.keys(), label) for signs, label in whole]
    fitted = fit([*known, *parts], WORTH, first)
    return with_kin(fitted, (e.signs for e in examples), kin())


def _best(weights: Weights, example: Example) -> list[frozenset[str]]:
    def likely(part: frozenset[str]) -> float:
        return predict(weights, part, WORTH)

    return [max(example.parts, key=likely)] if example.parts else []


def tell_worth(weights: Weights, example: Example) -> float:
    """As `worth.worth_of` does it for a sentence that is not sure as a whole."""
    both = [example.signs, *_best(weights, example)]
    odds = [logit(predict(weights, signs, WORTH)) for signs in both]
    return 1 / (1 + math.exp(-sum(odds) / len(odds)))


def logit(share: float) -> float:
    return math.log(share / (1 - share))


TARGETS = {
    "checkable": Target(learn_checkable, tell_checkable),
    "worth": Target(learn_worth, tell_worth),
}


def unseen(examples: list[Example], target: Target) -> list[tuple[float, bool]]:
    """Return every label with its share, told by weights that did not see it.

    Ten folds of neighbours, so that an article is not split over both sides.
    """
    found = []
    size = -(-len(examples) // FOLDS)
    for first in range(0, len(examples), size):
        weights = target.learn([*examples[:first], *examples[first + size :]])
        held = examples[first : first + size]
        found += [(target.tell(weights, e), e.label) for e in held]
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
            odds = factor * logit(share)
            total -= math.log1p(math.exp(-odds if label else odds))
        return total

    return max((step / 20 for step in range(4, 21)), key=likelihood)


def fitted(examples: list[Example], target: Target) -> Weights:
    """Return weights that are no surer of unseen sentences than they may be."""
    factor = honest(unseen(examples, target))
    return {sign: factor * weight for sign, weight in target.learn(examples).items()}


def check(
    sets: dict[str, list[Example]], examples: dict[str, list[Example]]
) -> Iterator[str]:
    """Yield how well sentences are told by weights that did not see them."""
    for name, target in TARGETS.items():
        shares = unseen(examples[name], target)
        yield (
            f"{name}: {len(shares)} sentences, F1 {f1(shares):.3f}, "
            f"shrink {honest(shares):.2f}"
        )
    for name, own in sets.items():
        rest = [e for e in examples["checkable"] if not any(e is one for one in own)]
        weights = learn_checkable(rest)
        told = [(tell_checkable(weights, e), e.label) for e in own]
        yield f"without {name}: F1 {f1(told, SETTLED):.3f}"


def doubtful(examples: list[Example]) -> Iterator[str]:
    """Yield the sentences whose label is least expected, the least first."""
    shares = [share for share, _ in unseen(examples, TARGETS["worth"])]
    told = zip(shares, examples, strict=True)
    order = sorted(told, key=lambda pair: -abs(pair[0] - pair[1].label))
    for share, example in order[:DOUBTFUL]:
        yield f"{share:.2f} {'c' if example.label else '-'} {example.text}"


def rows(examples: dict[str, list[Example]]) -> Iterator[str]:
    """Yield the lines of the weights."""
    first, second = (fitted(examples[name], TARGETS[name]) for name in TARGETS)
    for sign in ("bias", *sorted((first.keys() | second.keys()) - {"bias"})):
        both = f"{first.get(sign, 0.0):6.2f} {second.get(sign, 0.0):6.2f}"
        if both != NOTHING:
            yield f"{sign:20} {both}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--doubtful", action="store_true")
    given = parser.parse_args()
    sets = {folder.name: list(articles(folder)) for folder in FOLDERS}
    checkable = [*news(), *copy(), *(e for own in sets.values() for e in own)]
    examples = {"checkable": checkable, "worth": list(debate())}
    if given.check or given.doubtful:
        lines = check(sets, examples) if given.check else doubtful(examples["worth"])
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0
    WEIGHTS.write_text(HEAD + "\n".join(rows(examples)) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
