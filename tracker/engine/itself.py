"""Whether “it” in what somebody said is the speaker: “Sorovia said it was hiring”.

In “Pak said it was late” and “Pak said it would take years” it is nothing, or what was
spoken of before, and Pak may be anybody.
"""

from tracker.engine.inflection import inflect
from tracker.engine.lexicon import words
from tracker.engine.tokens import PARTICIPLE, classify

_BE = frozenset({"was", "is", "be", "been", "remained", "remains"})
_HELPS = _BE | {"had", "has", "have", "would", "will", "did", "does", "could", "can"}
_HELPS |= {"going", "to", "also", "not", "still", "now", "never", "already", "always"}
_DOES = frozenset(
    form for base in words("itself", "does") for form, _ in inflect(base).forms()
)
_FEELS = words("itself", "feels")
_NOTHING = words("itself", "nothing")
_LONGEST = 8


def of_itself(said: str) -> bool:
    """Whether words that begin with “it” tell what only somebody, or a body, does."""
    opens, helped, word = _predicate(said)
    if opens != "it":
        return opens == "its"
    if helped in _BE:
        return word in _FEELS or (word.endswith("ing") and word not in _NOTHING)
    return word in _DOES


def maybe_itself(said: str) -> bool:
    """Whether they may do so: “the publisher said it had been sold abroad”."""
    opens, helped, word = _predicate(said)
    if opens != "it" or helped not in _BE:
        return opens in {"it", "its"}
    return of_itself(said) or bool(classify(word)[1] & PARTICIPLE)


def _predicate(said: str) -> tuple[str, str, str]:
    """Return the first word, the last that helps the verb, and the verb: “” for none.

    Of “it would not be opening” these are “it”, “be” and “opening”.
    """
    low = said.lower().split(None, _LONGEST)[:_LONGEST]
    at = 1
    while at < len(low) and low[at] in _HELPS:
        at += 1
    if at >= len(low):
        return "", "", ""
    return low[0], low[at - 1], low[at].rstrip(",.;:")
