"""Place names: one key for all romanisations, and what lies in what."""

import re
import unicodedata
from functools import cache
from typing import Final

from sources.words import families

_SUFFIX = re.compile(
    r"[\s-]+(?:province|(?:special )?city|county|district|prefecture|do|si|gun|shi)$"
)
_FOLDS = (
    (r"[^a-z ]", ""),
    (r"\bry", "y"),
    (r"\br(?=[aeiou])", "n"),
    (r"sh", "s"),
    (r"ph", "b"),
    (r"ch", "j"),
    (r"th", "d"),
    (r"kh", "g"),
    (r"eo", "o"),
    (r"eu", "u"),
    (r"oo", "u"),
    (r"k", "g"),
    (r"p", "b"),
    (r"t", "d"),
    (r"l", "r"),
    (r"(.)\1+", r"\1"),
)


@cache
def key(name: str) -> str:
    """Return one key for all usual romanisations of a place's name.

    Yanggang, Yangkang, Ryanggang and Ryanggang Province have the same.
    """
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name).lower()
        if not unicodedata.combining(letter)
    )
    folded = _SUFFIX.sub("", " ".join(folded.split()))
    for pattern, to in _FOLDS:
        folded = re.sub(pattern, to, folded)
    return folded or name.casefold()


@cache
def _parents() -> dict[str, str]:
    pairs = (line.split(" < ") for line in families("places")["ladder"])
    return {key(small): key(large) for small, large in pairs}


def ladder(name: str) -> tuple[str, ...]:
    """Return the keys of the place and of all it lies in, from small to large."""
    steps = [key(name)]
    while (larger := _parents().get(steps[-1])) is not None:
        steps.append(larger)
    return tuple(steps)


SPELLINGS: Final = 64
_LIKE_SOUNDS: Final = (
    ("ry", "y"),
    ("eo", "o"),
    ("eu", "u"),
    ("ch", "j"),
    ("sh", "s"),
    ("g", "k"),
    ("b", "p"),
    ("d", "t"),
    ("l", "r"),
)


def spellings(name: str) -> tuple[str, ...]:
    """Return usual romanisations of a place's name, to look for it by any of them.

    At most `SPELLINGS`, each with the same key; where there would be more, some are
    left out.
    """
    wanted = key(name)
    found = {name.lower(): None}
    for one, other in _LIKE_SOUNDS:
        for known in list(found):
            for old, new in ((one, other), (other, one)):
                for start in range(len(known)):
                    if len(found) >= SPELLINGS:
                        return tuple(found)
                    if known.startswith(old, start):
                        made = known[:start] + new + known[start + len(old) :]
                        if key(made) == wanted:
                            found.setdefault(made)
    return tuple(found)


def precision(name: str) -> int:
    """Return how closely a place is named: 1 a country, 2 a region, 3 a town or less.

    A place outside the list is judged by its kind ("… Province"), and taken for a
    town when it has none, since too careful is the safe mistake.
    """
    at = key(name)
    if at in _parents():
        return min(3, len(ladder(name)))
    if at in set(_parents().values()):
        return 1
    kinds = [line.split() for line in families("places")["kinds"]]
    for level, nouns in ((3, kinds[0] + kinds[1]), (2, kinds[2] + kinds[3])):
        if any(re.search(rf"\b{noun}\b", name.lower()) for noun in nouns):
            return level
    return 1 if "country" in name.lower() else 3
