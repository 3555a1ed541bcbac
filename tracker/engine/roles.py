"""Which roles the text gives to whom: “the coroner, Dr Marsh,”, “Ann Lee, a baker,”.

Read from the whole text before anybody is told apart, since the role that ties "the
coroner" to Marsh often stands in a phrase that does not speak.
"""

from collections.abc import Iterator

from tracker.engine.names import FIRST_NAMES
from tracker.engine.phrases import Phrase
from tracker.engine.predicates import is_verb
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

_NAME = CAPITAL | DATE | NOUN_KIND | DETERMINER
"""Of these classes, a word of a name has the first alone."""
_REACH = 6


def names(rows: list[Row]) -> list[tuple[Row, tuple[int, int]]]:
    """Return the stretches of words that make a name, outside quotations."""
    return [(row, name) for row in rows if row.within is None for name in _runs(row)]


def roles(
    named: list[tuple[Row, tuple[int, int]]],
) -> dict[tuple[str, ...], frozenset[str]]:
    """Return the role nouns of every name, both in small letters."""
    found: dict[tuple[str, ...], set[str]] = {}
    for row, (at, beyond) in named:
        for noun in _nouns(row, at, beyond):
            name = tuple(
                row.low[k].removesuffix("'s")
                for k in range(at, beyond)
                if not row.flags[k] & TITLE
            )
            if name:
                found.setdefault(name, set()).add(noun)
    return {name: frozenset(nouns) for name, nouns in found.items()}


def people(
    named: list[tuple[Row, tuple[int, int]]],
    invented: frozenset[str],
    roled: dict[tuple[str, ...], frozenset[str]],
) -> list[tuple[int, Row, Phrase]]:
    """Return where somebody is named in full, be it not as one who speaks or acts.

    A name of two words or more, with a first name that is known for one or a role.
    """
    found = []
    for row, (at, beyond) in named:
        if beyond - at == 1:
            known = row.low[at] in invented
        else:
            known = (
                row.low[at] in FIRST_NAMES
                or bool(row.flags[at] & TITLE)
                or tuple(row.low[at:beyond]) in roled
            )
        if known:
            found.append((row.start[at], row, Phrase(at, beyond)))
    return found


def _nouns(row: Row, at: int, beyond: int) -> Iterator[str]:
    """Yield the roles before a name, in it and in its apposition."""
    before = at - 1
    if before > 0 and row.low[before] == ",":
        before -= 1
    if before >= 0 and _role(row, before):
        yield row.low[before]
    yield from _offices(row, at, beyond)
    if beyond < len(row) and row.low[beyond] == ",":
        noun = _apposed(row, beyond + 1)
        if noun:
            yield noun


def _offices(row: Row, at: int, beyond: int) -> Iterator[str]:
    """Yield “coroner” of “Coroner Ian Marsh”, “minister” of “Minister Ana Roe”."""
    first = at
    while first and row.flags[first - 1] & CAPITAL and row.flags[first - 1] & PERSON:
        first -= 1
    for k in range(first, beyond - 1):
        if row.flags[k] & PERSON and not row.flags[k] & (PLURAL | POSSESSIVE):
            yield row.low[k]


def _runs(row: Row) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that make a name."""
    beyond = 0
    for at in [k for k, flags in enumerate(row.flags) if flags & CAPITAL]:
        if at < beyond or not _named(row.flags, at):
            continue
        beyond = at + 1
        while beyond < len(row.flags) and _named(row.flags, beyond):
            beyond += 1
        yield at, beyond


def _named(every: list[int], at: int) -> bool:
    flags = every[at]
    if flags & TITLE and flags & CAPITAL:
        return at + 1 < len(every) and bool(every[at + 1] & CAPITAL)
    return flags & _NAME == CAPITAL


def _role(row: Row, at: int) -> bool:
    flags = row.flags[at]
    return bool(flags & PERSON) and not flags & (PLURAL | POSSESSIVE | CAPITAL)


def _apposed(row: Row, at: int) -> str:
    """Return the noun of “, a baker in Hull”, of “, the union's secretary,”."""
    if at >= len(row) or not row.flags[at] & (DETERMINER | POSSESSIVE):
        return ""
    for k in range(at + 1, min(len(row), at + _REACH)):
        if _role(row, k) and not (k + 1 < len(row) and row.flags[k + 1] & PERSON):
            # “Asked by Ann Lee, the witness said”: somebody else goes on.
            return "" if is_verb(row, k + 1) else row.low[k]
        if row.low[k] in {",", ".", "of", "in", "who", "at"}:
            return ""
    return ""
