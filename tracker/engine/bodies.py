"""Which names in a text belong to bodies, told by the company they keep.

“Toyota’s shares”, “a spokesman for Acme”, “Acme, which makes …”: a firm may have any
name at all, but only a firm has shares, a spokesman and a headquarters.
"""

import re
from functools import lru_cache

from tracker.engine.lexicon import words

_NAME = r"[A-Z][\w&.’'-]{1,30}(?: [A-Z][\w&.’'-]{1,30}){0,3}"
_BELONGS = (
    r"(?:spokes\w+|shares?|stock|board|chief executive|chairman|chairwoman|headquarters"
    r"|factory|factories|plant|offices?|website|lawyers|employees|customers|workers"
    r"|shareholders|investors|owners?|parent|subsidiary|profits?|revenues?|statement"
    r"|newsroom|readers|members|foreign ministry|ministry|parliament|government"
    r"|president|prime minister|capital|army|navy|ambassador|embassy)\b"
)
_BEFORE = (
    r"(?:[Ss]pokes\w+ (?:for|of|at)|[Ss]hares (?:in|of)|[Aa]nalysts? (?:at|with)"
    r"|(?:employee|worker|executive|official|engineer|manager|director|founder|driver)s?"
    r" (?:of|at)|unit of|subsidiary of|owned by|maker|giant|retailer|carrier|operator"
    r"|newspaper|broadcaster|charity|(?:news|aid) agency|website|watchdog|think tank)"
)
_PLACED = re.compile(
    rf"(?P<a>{_NAME})(?:’s|'s|’|') (?:own |former |new |official |state )?{_BELONGS}"
    rf"|{_BEFORE} (?P<b>{_NAME})"
    rf"|(?P<c>{_NAME}), (?:which|whose (?:shares|factory|factories|members))\b"
    rf"|(?P<d>{_NAME}) (?:declined to comment|did not (?:respond|reply|comment)"
    r"|has denied any|is owned by|employs|sells|operates)"
)
_KNOWN = words("nouns", "known_bodies")


@lru_cache(maxsize=8)
def _named(text: str) -> frozenset[str]:
    found = set()
    for match in _PLACED.finditer(text):
        name = next(group for group in match.groups() if group)
        found.add(name.removesuffix("’s").removesuffix("'s").lower())
    return frozenset(found)


def is_body(text: str, name: str) -> bool:
    """Whether `name` is known for a body, or behaves as one in `text`."""
    low = name.lower().removesuffix("’s").removesuffix("'s")
    return low in _KNOWN or low.replace(" ", "_") in _KNOWN or low in _named(text)
