"""Which names in a text belong to bodies, told by the company they keep.

“Toyota’s shares”, “a spokesman for Acme”, “Acme, which makes …”: a firm may have any
name at all, but only a firm has shares, a spokesman and a headquarters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from tracker.engine.lexicon import words
from tracker.engine.names import FIRST_NAMES
from tracker.engine.tokens import (
    CONJUNCTION,
    DETERMINER,
    OPENER,
    PREPOSITION,
    TITLE,
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
_OFTEN = r"(?:own |former |new |official |state )?"
_BEHIND = re.compile(
    rf"’s? {_OFTEN}{_BELONGS}|'s? {_OFTEN}{_BELONGS}"
    r"|, (?:which|whose (?:shares|factory|factories|members))\b"
    r"| (?:(?P<people_too>declined to comment|did not (?:respond|reply|comment)"
    r"|has denied any)|is owned by|employs|sells|operates)\b"
)
"""What only stands behind the name of a body."""
_KINDS = (
    "company", "firm", "agency", "bank", "charity", "union", "party", "newspaper",
    "publisher", "group", "contractor", "consultancy", "manufacturer", "supplier",
    "insurer", "utility", "trust", "consortium",
)  # fmt: skip
_TRADES = (
    *_KINDS, "maker", "giant", "retailer", "carrier", "operator", "broadcaster",
    "website", "watchdog", "think tank",
)  # fmt: skip
_ENDS_OF_LEADS = (*_TRADES, " for", " of", " at", " in", " with", " by")
_LEAD = re.compile(
    r"\b(?:[Ss]pokes\w+ (?:for|of|at)|[Ss]hares (?:in|of)|[Aa]nalysts? (?:at|with)"
    r"|(?:employee|worker|executive|official|engineer|manager|director|founder|driver)s?"
    rf" (?:of|at)|unit of|subsidiary of|owned by|{'|'.join(_TRADES)})\Z"
)
"""“a spokesman for”, “shares in”, “the bank”: what only a body's name follows."""
_NAMED = re.compile(_NAME)
_ALONE = re.compile(r"\b[A-Z]\w+\b(?![’']s\b)")
_PAIR = re.compile(r"\b([A-Z][\w’'-]+)\.? (?=([A-Z][\w’'-]+))")
_ENDS_BY_LETTER = {
    last: tuple(end for end in _ENDS_OF_LEADS if end[-1] == last)
    for last in sorted({end[-1] for end in _ENDS_OF_LEADS})
}
_BEFORE_CAPITAL = re.compile(rf" (?<=[{''.join(_ENDS_BY_LETTER)}] )(?=[A-Z])")
_RELATED = re.compile(rf" (?:that|which) [a-z][^,.;\n]{{2,40}}, (?P<name>{_NAME}),")
_KIND = re.compile(rf"\b(?:{'|'.join(_KINDS)})\Z")
_AT_END = re.compile(rf"(?:{_NAME})$")
_REACH = 70
_KNOWN = words("nouns", "known_bodies")


def _plain(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s").lower()


@lru_cache(maxsize=8)
def _named(text: str) -> frozenset[str]:
    found = {
        _plain(name)
        for name in (*_led(text), *_related(text))
        if not _called(text, name)
    }
    for match in _BEHIND.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        name = _AT_END.search(before)
        if name is None or _called(text, name[0]):
            continue
        if not (match["people_too"] and _surname(text, name[0])):
            found.add(_plain(name[0]))
    return frozenset(found)


def _led(text: str) -> Iterator[str]:
    """Yield the names behind “a spokesman for”, “the bank”.

    Asked at capitals only, and first for the last letter and word before them: a
    pattern tried at every letter takes four times as long.
    """
    beyond = 0
    for gap in _BEFORE_CAPITAL.finditer(text):
        at = gap.start()
        if at < beyond or not text.endswith(_ENDS_BY_LETTER[text[at - 1]], 0, at):
            continue
        name = _NAMED.match(text, at + 1)
        if name and _LEAD.search(text, max(beyond, at - _REACH), at):
            yield name[0]
            beyond = name.end()


def _related(text: str) -> Iterator[str]:
    """Yield the names behind “the company that makes them, ”."""
    for match in _RELATED.finditer(text):
        at = match.start()
        if text.endswith(_KINDS, 0, at) and _KIND.search(text, max(0, at - _REACH), at):
            yield match["name"]


@lru_cache(maxsize=8)
def _leads(text: str) -> dict[str, set[str]]:
    """Return the capitalised words right before each capitalised word of a text."""
    found: dict[str, set[str]] = {}
    for before, word in _PAIR.findall(text):
        found.setdefault(word.removesuffix("’s").removesuffix("'s"), set()).add(before)
    return found


def _surname(text: str, name: str) -> bool:
    """Whether `name` is somebody's: “Tobias Renn … Renn declined to comment”."""
    return any(
        not classify(before)[1] & (DETERMINER | PREPOSITION | CONJUNCTION | OPENER)
        for before in _leads(text).get(name, ())
    )


def _called(text: str, name: str) -> bool:
    """Whether `name` is surely somebody's: “Mr Orlov … a spokesman for Orlov”."""
    own = name.removesuffix("’s").removesuffix("'s")
    return any(
        before.lower() in FIRST_NAMES or classify(before)[1] & TITLE
        for before in _leads(text).get(own, ())
    )


@lru_cache(maxsize=8)
def _alone(text: str) -> frozenset[str]:
    return frozenset(_ALONE.findall(text))


def is_shop(text: str, name: str) -> bool:
    """Whether “Sotheby’s” is a name: nothing in `text` is called “Sotheby”."""
    own = name.removesuffix("’s").removesuffix("'s")
    return own != name and own not in _alone(text)


def is_body(text: str, name: str) -> bool:
    """Whether `name` is known for a body, or behaves as one in `text`."""
    low = _plain(name)
    return low in _KNOWN or low.replace(" ", "_") in _KNOWN or low in _named(text)
