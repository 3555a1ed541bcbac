"""Which roles the text gives to whom: “the coroner, Dr Marsh,”, “Ann Lee, a baker,”.

Read from the whole text before anybody is told apart, since the role that ties "the
coroner" to Marsh often stands in a phrase that does not speak.
"""

from tracker.engine.streams import Row
from tracker.engine.tokens import (
    CAPITAL,
    DATE,
    DETERMINER,
    NOUN_KIND,
    PERSON,
    PLURAL,
    POSSESSIVE,
    TITLE,
)

_REACH = 6


def roles(rows: list[Row]) -> dict[str, frozenset[str]]:
    """Return the role nouns of every surname, both in small letters."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.within is None:
            _in_row(row, found)
    return {name: frozenset(nouns) for name, nouns in found.items()}


def _in_row(row: Row, found: dict[str, set[str]]) -> None:
    at = 0
    while at < len(row):
        if not _named(row, at):
            at += 1
            continue
        beyond = at
        while beyond < len(row) and _named(row, beyond):
            beyond += 1
        surname = row.low[beyond - 1].removesuffix("'s")
        before = at - 1
        if before > 0 and row.low[before] == ",":
            before -= 1
        if before >= 0 and _role(row, before):
            found.setdefault(surname, set()).add(row.low[before])
        if beyond < len(row) and row.low[beyond] == ",":
            noun = _apposed(row, beyond + 1)
            if noun:
                found.setdefault(surname, set()).add(noun)
        at = beyond


def _named(row: Row, at: int) -> bool:
    flags = row.flags[at]
    if flags & TITLE and flags & CAPITAL:
        return at + 1 < len(row) and bool(row.flags[at + 1] & CAPITAL)
    return bool(flags & CAPITAL) and not flags & (DATE | NOUN_KIND | DETERMINER)


def _role(row: Row, at: int) -> bool:
    flags = row.flags[at]
    return bool(flags & PERSON) and not flags & (PLURAL | POSSESSIVE | CAPITAL)


def _apposed(row: Row, at: int) -> str:
    """Return the noun of “, a baker in Hull”, of “, the union's secretary,”."""
    if at >= len(row) or not row.flags[at] & (DETERMINER | POSSESSIVE):
        return ""
    for k in range(at + 1, min(len(row), at + _REACH)):
        if _role(row, k) and not (k + 1 < len(row) and row.flags[k + 1] & PERSON):
            return row.low[k]
        if row.low[k] in {",", ".", "of", "in", "who", "at"}:
            return ""
    return ""
