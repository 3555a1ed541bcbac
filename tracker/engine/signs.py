"""What in a sentence speaks for or against evidence being able to settle it.

Signs are words of the families in `lexicons/checkworthy.txt`, figures and days, and how
the main clause is built: who is its subject, and whether it tells what was done, what
is, or what would be. `worth.py` weighs them.
"""

from functools import cache

from tracker.engine.lexicon import families, words
from tracker.engine.results import DatePhrase, Figure
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CONJUNCTION,
    CONTRACTION,
    DATE,
    DETERMINER,
    DIGIT,
    FINITE,
    ING,
    MODAL,
    NOUN_KIND,
    NUMBER,
    OPENER,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PUNCTUATION,
    SUBORDINATOR,
    TITLE,
)

_FAMILIES = tuple(families("checkworthy"))
_MANIFOLD = frozenset(
    {"deed", "record", "measure", "institution", "trend", "judgement", "ideal"}
    | {"tone", "thing"}
)
"""Families of which a second word in the sentence says more than the first."""
_SHORT, _BRIEF, _LONG = 4, 7, 22
_SUBJECT = {
    **dict.fromkeys(("i", "i'm", "i've", "i'd", "i'll"), "i"),
    **dict.fromkeys(("we", "we're", "we've", "we'd", "we'll"), "we"),
    **dict.fromkeys(("you", "you're", "you've", "you'd", "you'll"), "you"),
    **dict.fromkeys(("he", "she", "they", "he's", "she's", "they're"), "other"),
    **dict.fromkeys(("they've", "he'd", "she'd", "they'd", "he'll"), "other"),
    **dict.fromkeys(("she'll", "they'll"), "other"),
    **dict.fromkeys(("it", "it's", "this", "that", "that's", "it'd", "it'll"), "it"),
    **dict.fromkeys(("there", "there's", "here", "here's"), "there"),
    **dict.fromkeys(("what", "what's", "who", "who's", "how", "why"), "what"),
}
_WOULD = ("'d", "'ll")
_HAVE = frozenset({"have", "has", "had", "haven't", "hasn't", "hadn't", "'ve"})
_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "'re", "'m"}
    | {"isn't", "aren't", "wasn't", "weren't"}
)
_DO = frozenset({"do", "does", "don't", "doesn't"})
_DID = frozenset({"did", "didn't"})
_MIND = words("checkworthy", "feeling") | {
    "know",
    "say",
    "mean",
    "want",
    "like",
    "tell",
}
_LEAD = frozenset({"well", "look", "yes", "no", "now", "uh", "so", "you", "know"})
_REACH = 14


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Return the families of every word."""
    found: dict[str, list[str]] = {}
    for family in _FAMILIES:
        for word in words("checkworthy", family):
            found.setdefault(word, []).append(family)
    return {word: tuple(names) for word, names in found.items()}


def signs(
    low: list[str],
    flags: list[int],
    numbers: tuple[Figure, ...],
    days: tuple[DatePhrase, ...],
) -> set[str]:
    """Return the signs that the words of one sentence show."""
    seen = _families(low)
    seen |= _counted(flags, numbers, days)
    seen |= _clause(low, flags)
    size = sum(not f & PUNCTUATION for f in flags)
    if size < _SHORT:
        seen.add("short")
    elif size < _BRIEF:
        seen.add("brief")
    elif size > _LONG:
        seen.add("long")
    if low and low[0] == "if":
        seen.add("conditional")
    if not seen & {"tone", "thing"}:
        seen.add("neither")
    names = _names(flags)
    if names:
        seen.add("name")
    if names > 2:
        seen.add("names")
    return seen


def _families(low: list[str]) -> set[str]:
    table = _table()
    seen: set[str] = set()
    for word in low:
        for family in table.get(word, ()):
            if family in seen and family in _MANIFOLD:
                seen.add(f"{family}_again")
            seen.add(family)
    return seen


def _names(flags: list[int]) -> int:
    return sum(f & CAPITAL != 0 and not f & TITLE for f in flags[1:])


def _counted(
    flags: list[int], numbers: tuple[Figure, ...], days: tuple[DatePhrase, ...]
) -> set[str]:
    """Figures, small numbers that may be no figure at all, days and years."""
    seen = set()
    if numbers:
        big = any(f.unit or f.value is None or f.value > 12 for f in numbers)
        seen.add("figure" if big or any(f & DIGIT for f in flags) else "small_number")
        if len(numbers) > 1:
            seen.add("figures")
    elif any(f & NUMBER for f in flags):
        seen.add("small_number")
    if days or any(f & DATE for f in flags):
        seen.add("date")
    return seen


# -- the main clause --------------------------------------------------------


def _clause(low: list[str], flags: list[int]) -> set[str]:
    seen: set[str] = set()
    at = _start(low, flags, 0)
    view = _own_view(low, at)
    if view:
        seen.add("own_view")
        at = _start(low, flags, view)
    if at >= len(low):
        return seen
    subject = _SUBJECT.get(low[at], "noun")
    if (
        subject == "noun"
        and flags[at] & BASE
        and not flags[at] & (NOUN_KIND | FINITE | CAPITAL | DETERMINER)
    ):
        seen.add("command")
        return seen
    verb = _verb(low, flags, at)
    tense = _tense(low, flags, verb) if verb is not None else "verbless"
    seen |= {f"subject_{subject}", f"tense_{tense}"}
    if subject in {"noun", "other"}:
        seen.add(f"others_{tense}")
    elif subject in {"i", "we", "you"}:
        seen.add(f"{subject}_{tense}")
    return seen


def _start(low: list[str], flags: list[int], at: int) -> int:
    """Skip what opens a clause: "Well, in the last four years, "."""
    plain = DETERMINER | PREPOSITION | NOUN_KIND | SUBORDINATOR
    while at < len(low):
        opens = flags[at] & (OPENER | CONJUNCTION | PUNCTUATION | ADVERB)
        lead = low[at] in _LEAD and at + 1 < len(low) and low[at + 1] in {",", "know"}
        known = low[at] == "know" and at and low[at - 1] == "you"
        if low[at] in _SUBJECT and not (lead or known):
            break
        if (opens and not flags[at] & plain) or lead or known:
            at += 1
            continue
        if flags[at] & (PREPOSITION | SUBORDINATOR) and not flags[at] & DETERMINER:
            comma = next(
                (k for k in range(at, min(len(low), at + _REACH)) if low[k] == ","),
                None,
            )
            if comma is not None:
                at = comma + 1
                continue
            if low[at] == "that":
                at += 1
                continue
        break
    return at


def _own_view(low: list[str], at: int) -> int:
    """Return where the view begins in "I really think that …", 0 if there is none."""
    if at >= len(low) or _SUBJECT.get(low[at]) not in {"i", "we"}:
        return 0
    for k in range(at + 1, min(len(low), at + 4)):
        if low[k] in _MIND:
            return k + 1
    return 0


def _verb(low: list[str], flags: list[int], at: int) -> int | None:
    """Return the first finite verb of the clause that begins at `at`."""
    if flags[at] & CONTRACTION:
        return at
    for k in range(at + 1, min(len(low), at + _REACH)):
        f, before = flags[k], flags[k - 1]
        if f & (AUXILIARY | MODAL):
            return k
        if (
            before & (DETERMINER | POSSESSIVE | PREPOSITION)
            and low[k - 1] not in _SUBJECT
        ):
            continue
        if f & FINITE and not f & NOUN_KIND:
            return k
        if f & BASE and not f & NOUN_KIND and (k == at + 1 or low[k - 1][-1:] == "s"):
            return k
    return None


def _tense(low: list[str], flags: list[int], verb: int) -> str:
    """Say whether a verb tells of a deed done, of what is, or of what would be."""
    word, f = low[verb], flags[verb]
    if f & MODAL or word.endswith(_WOULD) or word == "let's":
        return "modal"
    following = [
        k
        for k in range(verb + 1, min(len(low), verb + 4))
        if not flags[k] & ADVERB or flags[k] & (PARTICIPLE | FINITE)
    ]
    after = flags[following[0]] if following else 0
    if word in _HAVE or word.endswith("'ve"):
        if following and low[following[0]] in {"to", "got"}:
            return "duty"
        if after & (PARTICIPLE | FINITE) or (following and low[following[0]] == "been"):
            return "perfect"
        return "past" if word.startswith("had") else "present"
    if word in _DID:
        return "past"
    if word in _DO:
        return "present"
    if word in _BE or f & CONTRACTION:
        if following and low[following[0]] == "going":
            return "modal"
        if after & ING:
            return "going_on"
        if after & PARTICIPLE:
            return "passive"
        return "copula"
    if f & FINITE:
        return "present" if word.endswith("s") else "past"
    return "present"
