"""Two statements compared: whether they speak of the same thing, and clash.

A suggestion with its reasons, never a decision. Weighed are shared rare words, names,
figures of the same unit, days, negation and opposite words.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tracker.engine.days import dates
from tracker.engine.figures import figures
from tracker.engine.lexicon import families, words
from tracker.engine.results import Figure
from tracker.engine.splitting import tokenise
from tracker.engine.tokens import (
    AUXILIARY,
    CAPITAL,
    CLOSED,
    CONTRACTION,
    DIGIT,
    NEGATION,
    OTHER_PRONOUN,
    PUNCTUATION,
)

_SKIP = CLOSED | PUNCTUATION | AUXILIARY | OTHER_PRONOUN | CONTRACTION
_NEGATIONS = words("common", "negations")
_SAME = 0.5
_RELATED = 0.32
_NAME_WEIGHT = 1.6
_SUFFIXES = (
    "ingly",
    "edly",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "ly",
    "s",
)
_SHORTEST_STEM = 4


class Relation(StrEnum):
    SAME = "same"
    CONTRADICTS = "contradicts"
    RELATED = "related"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a statement is compared: computed once, compared often."""

    text: str
    stems: frozenset[str]
    names: frozenset[str]
    figures: tuple[Figure, ...]
    days: frozenset[date]
    negated: bool

    @property
    def keys(self) -> frozenset[str]:
        """Stems by which candidates can be looked up."""
        return self.stems | self.names


@dataclass(frozen=True, slots=True)
class Match:
    """The suggested relation, how alike the two are (0 to 1), and why."""

    relation: Relation
    likeness: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each stem is in a collection; unknown stems are the rarest."""

    counts: Counter[str]
    total: int

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> "Rarity":
        counts: Counter[str] = Counter()
        total = 0
        for profile in profiles:
            counts.update(profile.keys)
            total += 1
        return cls(counts, total)

    def weight(self, stem: str) -> float:
        return 1.0 + math.log((1 + self.total) / (1 + self.counts[stem]))


EVEN = Rarity(Counter(), 0)
"""No collection at hand: every word weighs the same."""


def profile(text: str, *, dateline: date | None = None) -> Profile:
    """Read a statement for comparison."""
    tokens = tokenise(text)
    stems: set[str] = set()
    names: set[str] = set()
    negated = False
    for at, low in enumerate(tokens.low):
        flags = tokens.flags[at]
        if flags & NEGATION or low.endswith("n't"):
            negated = not negated
        if flags & _SKIP or flags & DIGIT or low in _NEGATIONS:
            continue
        word = stem(low.removesuffix("'s"))
        (names if flags & CAPITAL and at else stems).add(word)
    days = (phrase.day for phrase in dates(text, 0, len(text), dateline))
    return Profile(
        text=text,
        stems=frozenset(stems | names),
        names=frozenset(names),
        figures=figures(text, 0, len(text)),
        days=frozenset(day for day in days if day is not None),
        negated=negated,
    )


def stem(word: str) -> str:
    """Cut English endings, so that "detained" meets "detaining"."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            cut = word[: -len(suffix)]
            if len(cut) > 2 and cut[-1] == cut[-2] and cut[-1] not in "ls":
                cut = cut[:-1]
            return cut
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM else word


def compare(a: Profile, b: Profile, rarity: Rarity = EVEN) -> Match:
    """Compare two statements; the order does not matter."""
    likeness = _likeness(a, b, rarity)
    reasons = []
    shared = sorted(a.names & b.names)
    if shared:
        reasons.append(f"both name {', '.join(shared[:4])}")
    clashes = _clashes(a, b)
    agreements = _agreements(a, b)
    if (
        likeness >= _RELATED
        and clashes
        and likeness + 0.1 * len(shared) >= _RELATED + 0.08
    ):
        return Match(Relation.CONTRADICTS, likeness, (*reasons, *clashes))
    if likeness >= _SAME:
        return Match(Relation.SAME, likeness, (*reasons, *agreements))
    if likeness >= _RELATED:
        return Match(Relation.RELATED, likeness, (*reasons, *agreements))
    return Match(Relation.UNRELATED, likeness, tuple(reasons))


def _likeness(a: Profile, b: Profile, rarity: Rarity) -> float:
    """Return the weighted share of the shorter statement's words in the longer one.

    Tempered by the union, so that a short statement does not match everything.
    """

    def mass(stems: frozenset[str]) -> float:
        names = a.names | b.names
        return sum(
            rarity.weight(s) * (_NAME_WEIGHT if s in names else 1.0)
            for s in sorted(stems)
        )

    union = mass(a.stems | b.stems)
    least = min(mass(a.stems), mass(b.stems))
    if not union or not least:
        return 0.0
    both = mass(a.stems & b.stems)
    return round(0.5 * both / union + 0.5 * both / least, 4)


def _agreements(a: Profile, b: Profile) -> list[str]:
    found = []
    if a.days & b.days:
        found.append("the same day")
    values = {(f.value, f.unit) for f in a.figures} & {
        (f.value, f.unit) for f in b.figures
    }
    if values:
        found.append("the same figures")
    return found


def _clashes(a: Profile, b: Profile) -> list[str]:
    """Return why the two cannot both be so."""
    found = []
    if a.negated != b.negated:
        found.append("one says not")
    for one in a.figures:
        rivals = [f for f in b.figures if f.unit == one.unit]
        if rivals and one.unit and all(f.value != one.value for f in rivals):
            words_of = one.span.of(a.text), rivals[0].span.of(b.text)
            found.append(f"{words_of[0]} against {words_of[1]}")
    if a.days and b.days and not a.days & b.days:
        found.append("different days")
    common = a.stems & b.stems
    for left, right in _opposites():
        turned = (left in a.stems and right in b.stems) or (
            right in a.stems and left in b.stems
        )
        if turned and left not in common and right not in common:
            found.append(f"“{left}” against “{right}”")
    return found


@cache
def _opposites() -> list[tuple[str, str]]:
    pairs = (line.split() for line in families("opposites")["pairs"])
    return [(stem(a), stem(b)) for a, b in pairs]
