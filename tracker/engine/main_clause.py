"""The main clause of a sentence: who is its subject, and what was, is or would be."""

from functools import cache

from tracker.engine.lexicon import words
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CONJUNCTION,
    CONTRACTION,
    DETERMINER,
    FINITE,
    ING,
    MODAL,
    NOUN_KIND,
    OPENER,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PUNCTUATION,
    SUBORDINATOR,
)

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
_OPENS = OPENER | CONJUNCTION | PUNCTUATION | ADVERB
_PLAIN = DETERMINER | PREPOSITION | NOUN_KIND | SUBORDINATOR


def main_clause(low: list[str], flags: list[int]) -> set[str]:
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
    return seen | _named(subject, tense)


@cache
def _named(subject: str, tense: str) -> frozenset[str]:
    """Return the signs that a subject and a tense are, alone and together."""
    seen = {f"subject_{subject}", f"tense_{tense}"}
    if subject in {"noun", "other"}:
        seen.add(f"others_{tense}")
    elif subject in {"i", "we", "you"}:
        seen.add(f"{subject}_{tense}")
    return frozenset(seen)


def _start(low: list[str], flags: list[int], at: int) -> int:
    """Skip what opens a clause: "Well, in the last four years, "."""
    while at < len(low):
        opens = flags[at] & _OPENS
        lead = low[at] in _LEAD and at + 1 < len(low) and low[at + 1] in {",", "know"}
        known = low[at] == "know" and at and low[at - 1] == "you"
        if low[at] in _SUBJECT and not (lead or known):
            break
        if (opens and not flags[at] & _PLAIN) or lead or known:
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
    if word in _HAVE or word.endswith("'ve"):
        following, after = _following(low, flags, verb)
        if following in {"to", "got"}:
            return "duty"
        if after & (PARTICIPLE | FINITE) or following == "been":
            return "perfect"
        return "past" if word.startswith("had") else "present"
    if word in _DID:
        return "past"
    if word in _DO:
        return "present"
    if word in _BE or f & CONTRACTION:
        following, after = _following(low, flags, verb)
        if following == "going":
            return "modal"
        if after & ING:
            return "going_on"
        if after & PARTICIPLE:
            return "passive"
        return "copula"
    if f & FINITE:
        return "present" if word.endswith("s") else "past"
    return "present"


def _following(low: list[str], flags: list[int], verb: int) -> tuple[str, int]:
    """Return the word behind a helping verb, adverbs left out, and its classes."""
    for k in range(verb + 1, min(len(low), verb + 4)):
        if not flags[k] & ADVERB or flags[k] & (PARTICIPLE | FINITE):
            return low[k], flags[k]
    return "", 0
