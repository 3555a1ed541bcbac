"""Verbs that only the words beside them tell from nouns, and whose a word is."""

from tracker.engine.lexicon import words
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    ADVERB,
    CAPITAL,
    CLOSED,
    NOUN_KIND,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
)

_SPEAKS = frozenset({"said", "told"})
_FIRST_NAMES = words("first_names", "female") | words("first_names", "male")


def somebody_works(row: Row, at: int, before: int) -> bool:
    """“Rosa works in a hospice”: what looks like a plural, after somebody's name."""
    if before & ADVERB and at > 1 and row.flags[at - 2] & CAPITAL:
        return not row.flags[at - 2] & (NOUN_KIND | CLOSED)  # “Rosa now works”
    if not before & CAPITAL or before & (NOUN_KIND | POSSESSIVE | CLOSED):
        return False
    after = row.flags[at + 1] if at + 1 < len(row) else 0
    return (
        bool(after & PREPOSITION)
        and not row.flags[at] & CAPITAL
        and row.low[at - 1] in _FIRST_NAMES
    )


def beside_her(row: Row, at: int) -> bool:
    """“A man beside her shook his head”: "her" belongs to the word before it."""
    return (
        at > 2
        and row.low[at - 1] == "her"
        and bool(row.flags[at - 2] & PREPOSITION)
        and (not row.flags[at] & (PARTICIPLE | NOUN_KIND) or row.low[at] in _SPEAKS)
    )
