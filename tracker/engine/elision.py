"""Apostrophes that stand for letters left out of speech: no quotation marks."""

import re
from functools import cache

from tracker.engine.tokens import ING, known_classes

_WORD_END = re.compile(r"[a-z]+$|[’']n$")
_CUT_SHORT = frozenset({"o", "th", "wi", "an", "’n", "'n"})


def elided(text: str, at: int, end: int) -> bool:
    """“rock ’n’ roll”, “one o’ them”, “goin’ home”: a letter is left out here."""
    if text[at + 1 : end + 2] in {"n’", "n'"}:
        return True
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isalnum():
        return False
    word = _WORD_END.search(text, max(0, at - 20), at)
    if word is None:
        return False
    return word[0] in _CUT_SHORT or f"{word[0]}g" in _ing_forms()


@cache
def _ing_forms() -> frozenset[str]:
    """Return verbs in -ing, and a few nouns, of which speech drops the g."""
    known = (word for word, flags in known_classes().items() if flags & ING)
    return frozenset(known) | {"nothing", "something", "morning", "evening"}
