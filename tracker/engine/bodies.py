"""Which names in a text belong to bodies, told by the company they keep.

“Toyota’s shares”, “a spokesman for Acme”, “Acme, which makes …”: a firm may have any
name at all, but only a firm has shares, a spokesman and a headquarters.
"""

import re
from functools import lru_cache

from tracker.engine.lexicon import words
from tracker.engine.tokens import (
    CONJUNCTION,
    DETERMINER,
    OPENER,
    PREPOSITION,
    classify,
)

_NAME = r"[A-Z][\w&.’'-]{1,30}(?: [A-Z][\w&.’'-]{1,30}){0,3}"
_BELONGS = (
    r"(?:spokes\w+|shares?|stock|board|chief executive|chairman|chairwoman|headquarters"
    r"|factory|factories|plant|offices?|website|lawyers|employees|customers|workers"
    r"|shareholders|investors|owners?|parent|subsidiary|profits?|revenues?|statement"
    r"|newsroom|readers|members|foreign ministry|ministry|parliament|government"
    r"|president|prime minister|capital|army|navy|ambassador|embassy)\b"
)
_BEFORE = (
    r"[Ss]pokes\w+ (?:for|of|at)|[Ss]hares (?:in|of)|[Aa]nalysts? (?:at|with)"
    r"|(?:employee|worker|executive|official|engineer|manager|director|founder|driver)s?"
    r" (?:of|at)|unit of|subsidiary of|owned by|maker|giant|retailer|carrier|operator"
    r"|newspaper|broadcaster|charity|(?:news|aid) agency|website|watchdog|think tank"
)
_OFTEN = r"(?:own |former |new |official |state )?"
_BEHIND = re.compile(
    rf"’s? {_OFTEN}{_BELONGS}|'s? {_OFTEN}{_BELONGS}"
    r"|, (?:which|whose (?:shares|factory|factories|members))\b"
    r"| (?:(?P<people_too>declined to comment|did not (?:respond|reply|comment)"
    r"|has denied any)|is owned by|employs|sells|operates)\b"
)
"""What only stands behind the name of a body."""
_KINDS = (
    r"company|firm|agency|bank|charity|union|party|newspaper|publisher|group|contractor"
    r"|consultancy|manufacturer|supplier|insurer|utility|trust|consortium"
)
_AHEAD = re.compile(
    rf"\b(?:{_BEFORE}|{_KINDS}) (?P<name>{_NAME})"
    rf"|\b(?:{_KINDS}) (?:that|which) [a-z][^,.;\n]{{2,40}}, (?P<apposed>{_NAME}),"
)
_AT_END = re.compile(rf"(?:{_NAME})$")
_REACH = 70
_KNOWN = words("nouns", "known_bodies")


def _plain(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s").lower()


@lru_cache(maxsize=8)
def _named(text: str) -> frozenset[str]:
    found = {
        _plain(match["name"] or match["apposed"]) for match in _AHEAD.finditer(text)
    }
    for match in _BEHIND.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        name = _AT_END.search(before)
        if name is not None and not (match["people_too"] and _surname(text, name[0])):
            found.add(_plain(name[0]))
    return frozenset(found)


def _surname(text: str, name: str) -> bool:
    """Whether `name` is somebody's: “Tobias Renn … Renn declined to comment”."""
    if " " in name:
        return False
    behind = rf"([A-Z][\w’'-]+) {re.escape(name)}\b"
    return any(
        not classify(match[1])[1] & (DETERMINER | PREPOSITION | CONJUNCTION | OPENER)
        for match in re.finditer(behind, text)
    )


def is_body(text: str, name: str) -> bool:
    """Whether `name` is known for a body, or behaves as one in `text`."""
    low = _plain(name)
    return low in _KNOWN or low.replace(" ", "_") in _KNOWN or low in _named(text)
