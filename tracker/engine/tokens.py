"""Words with their places and their classes: the ground every later stage reads."""

from functools import cache, lru_cache

from tracker.engine.inflection import Form, inflect, plural
from tracker.engine.lexicon import families, words

# Word classes. A word may have several; the context decides later.
DETERMINER = 1 << 0
PREPOSITION = 1 << 1
PRONOUN = 1 << 2
AUXILIARY = 1 << 3
CONJUNCTION = 1 << 4
SUBORDINATOR = 1 << 5
ADVERB = 1 << 6
FINITE = 1 << 7
BASE = 1 << 8
PARTICIPLE = 1 << 9
ING = 1 << 10
MONTH = 1 << 11
DAY = 1 << 12
TIME = 1 << 13
NUMBER = 1 << 14
ORDINAL = 1 << 15
TITLE = 1 << 16
PERSON = 1 << 17
GROUP = 1 << 18
ORGANISATION = 1 << 19
DOCUMENT = 1 << 20
NEGATION = 1 << 21
CAPITAL = 1 << 22
DIGIT = 1 << 23
PUNCTUATION = 1 << 24
QUOTED = 1 << 25
POSSESSIVE = 1 << 26
MODAL = 1 << 27
OPENER = 1 << 28
OTHER_PRONOUN = 1 << 29
CONTRACTION = 1 << 30
PLURAL = 1 << 31

VERB = AUXILIARY | FINITE
NOUN_KIND = PERSON | GROUP | ORGANISATION | DOCUMENT
DATE = MONTH | DAY | TIME
CLOSED = (
    DETERMINER | PREPOSITION | PRONOUN | AUXILIARY | CONJUNCTION | SUBORDINATOR | ADVERB
)

_SURELY = (
    "ically", "edly", "ingly", "ently", "antly", "ously", "ively", "ately", "fully",
    "lessly", "ably", "ibly", "ually", "onally", "arily", "ietly", "iefly", "ddenly",
)  # fmt: skip
"""Ends of adverbs that no name has."""
_INITIALS = {
    "WHO": ("w.h.o.", CAPITAL | ORGANISATION),
    "IT": ("i.t.", CAPITAL),
    "US": ("u.s.", CAPITAL),
    "Somebody": ("somebody", CAPITAL | OTHER_PRONOUN),
    "May": ("may", CAPITAL | MONTH),
}
"""Words that only capitals tell from pronouns, from “may”, or from a name."""
_PREFIXES = ("co-", "re-", "pre-", "over-", "under-", "cross-", "double-", "fact-")
_NO_ADVERBS = words("words", "no_adverb")


@cache
def known_classes() -> dict[str, int]:
    """Return the classes of every word in the lexicons."""
    known: dict[str, int] = {}

    def mark(entries: frozenset[str] | set[str], flag: int) -> None:
        for entry in entries:
            known[entry] = known.get(entry, 0) | flag

    for name, flag in (
        ("determiner", DETERMINER),
        ("preposition", PREPOSITION),
        ("pronoun", PRONOUN),
        ("other_pronoun", OTHER_PRONOUN),
        ("auxiliary", AUXILIARY),
        ("modal", MODAL),
        ("contraction", CONTRACTION),
        ("conjunction", CONJUNCTION),
        ("subordinator", SUBORDINATOR),
        ("adverb", ADVERB),
        ("opener", OPENER),
        ("month", MONTH),
        ("day", DAY),
        ("time", TIME),
        ("number", NUMBER),
        ("ordinal", ORDINAL),
        ("title", TITLE),
    ):
        mark(words("words", name), flag)
    for name, flag in (
        ("person", PERSON),
        ("organisation", ORGANISATION),
        ("document", DOCUMENT),
    ):
        singular = words("nouns", name)
        mark(singular, flag)
        mark({plural(noun) for noun in singular}, flag | PLURAL)
    mark(words("nouns", "group"), GROUP | PLURAL)
    mark(words("common", "negations"), NEGATION)
    _mark_verbs(known)
    return known


def _mark_verbs(known: dict[str, int]) -> None:
    bases = set(words("verbs", "common"))
    for entries in families("reporting").values():
        bases.update(entry.split("_")[0] for line in entries for entry in line.split())
    bases.update(line.split()[0] for line in families("irregular")["forms"])
    flags = {
        Form.BASE: BASE,
        Form.THIRD: FINITE,
        Form.PAST: FINITE,
        Form.PARTICIPLE: PARTICIPLE,
        Form.ING: ING,
    }
    for base in bases:
        for form, kind in inflect(base).forms():
            known[form] = known.get(form, 0) | flags[kind]


@lru_cache(maxsize=1 << 15)
def classify(word: str) -> tuple[str, int]:
    """Return the word in lower case with plain apostrophes, and its classes."""
    low = word.lower().replace("’", "'")
    known = known_classes()
    if word in _INITIALS:
        return _INITIALS[word]
    if word[-2:] in {"'s", "’s"} and word[:-2] in _INITIALS:
        name, flags = _INITIALS[word[:-2]]
        return f"{name}'s", flags | POSSESSIVE
    flags = known.get(low, 0)
    if low.endswith(("'s", "s'")) and not flags & (AUXILIARY | CONTRACTION):
        flags |= POSSESSIVE | known.get(low[:-2], 0) & NOUN_KIND
    first = word[0]
    if not flags:
        flags = _guess(low)
        if flags & ADVERB and first.isupper() and not low.endswith(_SURELY):
            flags = 0  # Kelly, Italy
    if first.isupper() or _particled(word):
        flags |= CAPITAL
    elif not first.isalnum():
        flags |= PUNCTUATION
    if any(char.isdigit() for char in word):
        flags |= DIGIT
    return low, flags


def _particled(word: str) -> bool:
    """“al-Rashid”, “el-Sisi”: a name that begins in small letters."""
    particle, _, rest = word.partition("-")
    return bool(rest) and len(particle) <= 3 and rest[0].isupper()


def _guess(low: str) -> int:
    """Guess the class of an unknown word by its ending or its last part."""
    if "-" in low:
        last = low.rpartition("-")[2]
        kept = known_classes().get(last, 0) & (NOUN_KIND | PLURAL)
        if kept:
            return kept
        if not low.startswith(_PREFIXES):
            return 0  # “ship-tracking data”, “a state-owned bank”
    if len(low) > 4:
        if low.endswith("ly"):
            return 0 if low in _NO_ADVERBS else ADVERB
        if low.endswith("ed"):
            return FINITE | PARTICIPLE
        if low.endswith("ing"):
            return ING
    return 0
