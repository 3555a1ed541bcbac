"""Whom the reporter met and what the outlet holds: in view without speaking."""

from collections.abc import Iterator

from tracker.engine.heads import head_position
from tracker.engine.phrases import Phrase, phrase_after
from tracker.engine.spans import Places
from tracker.engine.streams import Row
from tracker.engine.tokens import CAPITAL, DETERMINER, DOCUMENT, NOUN_KIND

_ASKED = frozenset(
    {"asked", "telephoned", "phoned", "met", "visited", "pressed", "ask", "meet"}
    | {"phone", "visit"}
)
_MEETS = frozenset({"heard", "learned", "learnt", "found", "spoke", "talked", "sat"})
_OBTAINS = frozenset({"obtained", "reviewed", "seen", "viewed", "received", "examined"})
_HOLDS = frozenset({"with", "held", "holding", "carrying", "carried", "raised"})
_SHOWN = frozenset({"banner", "sign", "placard", "poster", "notice", "plaque"})
_IT = frozenset({"it", "them"})
_HANDS = frozenset({"showed", "gave", "sent", "handed", "read"})
_RECEIVERS = frozenset({"me", "us", "reporters"})
"""“One of them showed me a report. It says …”."""
_SPEAKS_TO = _ASKED | _MEETS
_IN_HAND = _OBTAINS | _SHOWN | _HANDS
_REPORTERS = frozenset({"i", "we", "reporters", "journalists", "reporter"})


def meets(row: Row) -> bool:
    """Whether the words of a row let `asked` find anybody at all."""
    return not _SPEAKS_TO.isdisjoint(row.low)


def holds(row: Row) -> bool:
    """Whether they let `obtained` find anything."""
    return not _IN_HAND.isdisjoint(row.low)


def has_seen_it(row: Row, verb: int) -> bool:
    """“The Post has read parts of it. “…,” it notes”: not the outlet does."""
    k = verb + 1
    if row.low[verb] not in {"has", "had", "have"} or k >= len(row):
        return False
    seen = row.low[k] in _OBTAINS or row.low[k] == "read"
    return seen and not _IT.isdisjoint(row.low[k + 1 : k + 4])


def asked(
    row: Row, first: int, beyond: int, sources: Places
) -> Iterator[tuple[int, int, tuple[Row, Phrase]]]:
    """“I asked Morel whether …”: whoever is asked by the reporter has the floor."""
    for k in range(first + 1, beyond - 1):
        if not _met_here(row, k, first):
            continue
        if row.low[k + 1] in {"him", "her"} and not (
            k + 2 < beyond and row.flags[k + 2] & NOUN_KIND
        ):
            phrase: Phrase | None = Phrase(k + 1, k + 2)
        else:
            named = row.flags[k + 1] & (CAPITAL | DETERMINER)
            phrase = phrase_after(row, k + 1, beyond) if named else None
        if phrase is None:
            continue
        span = row.span(phrase.first, phrase.beyond)
        if not sources.meet(span):
            yield span.start, len(row.sentences), (row, phrase)


def obtained(
    row: Row, first: int, beyond: int, sources: Places
) -> Iterator[tuple[int, int, tuple[Row, Phrase]]]:
    """“The paper obtained a copy of the order. It says …”: the order is in view."""
    for k in range(first + 1, beyond - 1):
        shows = row.low[k] in _HOLDS
        handed = row.low[k] in _RECEIVERS and row.low[k - 1] in _HANDS
        known = shows or handed or row.low[k] in _OBTAINS
        if not known or not row.flags[k + 1] & DETERMINER:
            continue
        phrase = phrase_after(row, k + 1, beyond)
        if phrase is None:
            continue
        head = head_position(row, phrase)
        if row.low[k + 2 : k + 4] == ["copy", ","]:
            continue  # “the order, of which it obtained a copy, says”
        if not row.flags[head] & DOCUMENT or (shows and row.low[head] not in _SHOWN):
            continue
        span = row.span(phrase.first, phrase.beyond)
        if not sources.meet(span):
            yield span.start, len(row.sentences), (row, phrase)


def _met_here(row: Row, k: int, first: int) -> bool:
    """“I asked”, “we spoke to”, “I heard it from”: somebody follows who may answer."""
    low = row.low
    if low[k] in _ASKED and low[k - 1] in _REPORTERS:
        return True
    if low[k] not in {"from", "to", "with"}:
        return False
    near = low[max(first, k - 4) : k]
    return not _REPORTERS.isdisjoint(near) and not _MEETS.isdisjoint(near)


def there_is(row: Row, verb: int, beyond: int) -> Phrase | None:
    """“There is a form to sign. It says …”: a paper that is only there."""
    at = verb + 1
    if row.low[verb - 1] != "there" or at >= beyond:
        return None
    phrase = phrase_after(row, at, beyond) if row.flags[at] & DETERMINER else None
    written = phrase and row.flags[head_position(row, phrase)] & DOCUMENT
    return phrase if written else None
