"""Noun phrases without a parser: where the one that speaks begins and ends.

Right of an inverted verb, and up to the setting that closes it; `actors.py` reads the
words left of a verb.
"""

from typing import NamedTuple

from tracker.engine.lexicon import words
from tracker.engine.predicates import RELATIVE, has_verb, is_verb, quoted_predicate
from tracker.engine.streams import QUOTATION, STOPS, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    CONTRACTION,
    DATE,
    DAY,
    DETERMINER,
    DIGIT,
    DOCUMENT,
    ING,
    MONTH,
    NOUN_KIND,
    NUMBER,
    ORGANISATION,
    PARTICIPLE,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
    SUBORDINATOR,
    TITLE,
)

_NEVER_SUBJECT_EDGE = frozenset({"who", "which", "whose", "whom", "that", "since"})
_OPENS_APPOSITION = (
    DETERMINER | CAPITAL | NUMBER | DIGIT | PERSON | ORGANISATION | TITLE | PARTICIPLE
)
RUNS = frozenset({"begins", "began", "opens", "opened", "ends", "ended", "runs", "ran"})
"""What papers do with their own words: “the letter begins: “…””."""
_WHEN = frozenset({"same", "next", "previous", "following", "last", "early", "late"})
_AT_LEAST = (["at", "least"], ["at", "most"])
_AFTERWARDS = frozenset({"afterwards", "afterward", "later", "when", "then"})
_SETTING = words("settings", "places")
_SETTING_PREPOSITIONS = words("settings", "prepositions")
_LOOSE_PREPOSITIONS = words("settings", "always")


class Phrase(NamedTuple):
    """Items [first, beyond) of a row."""

    first: int
    beyond: int


def nominal(row: Row, part: Phrase) -> bool:
    """Whether a part between commas is a noun phrase, not an adverbial."""
    flags, low = row.flags[part.first], row.low[part.first]
    if "which" in row.low[part.first : part.beyond]:
        return False
    if part.beyond - part.first == 1 and flags & DIGIT:
        return False  # an age
    if low == "according":
        return False
    if low in RELATIVE or flags & (SUBORDINATOR | PRONOUN) & ~NUMBER:
        return bool(flags & DETERMINER)
    if flags & (ING | ADVERB | AUXILIARY) and not flags & (
        NOUN_KIND | CAPITAL | DETERMINER
    ):
        return trade_in_ing(row, part)
    if flags & PARTICIPLE and not flags & (NOUN_KIND | CAPITAL):
        return False
    return not (flags & PREPOSITION and not flags & DETERMINER)


def trade_in_ing(row: Row, part: Phrase) -> bool:
    """“mining magnate Ana Roe”, but not “speaking through an interpreter”."""
    at = part.first + 1
    return at < part.beyond and bool(row.flags[at] & PERSON)


def phrase_end(row: Row, first: int, limit: int) -> int:
    """Return where the phrase that begins at `first` ends: before any setting."""
    at = first + 1
    while at < limit:
        if reduced_relative(row, at):
            return limit
        if is_setting(row, at, limit):
            break
        at += 1
    return at


def reduced_relative(row: Row, at: int) -> bool:
    """“a trader reached by text message”: settings after it belong to the phrase."""
    if not row.flags[at] & PARTICIPLE or at + 1 >= len(row):
        return False
    if not row.flags[at - 1] & (NOUN_KIND | CAPITAL):
        return False
    k = at + 1
    while k + 1 < len(row) and (
        row.flags[k] & (DETERMINER | DATE) or row.low[k] in _WHEN
    ):
        k += 1  # “posted the same evening by …”
    timed = k > at + 1 and row.flags[k - 1] & DATE
    return bool(row.flags[k if timed else at + 1] & PREPOSITION)


def is_setting(row: Row, at: int, limit: int) -> bool:
    """Whether "during …", "on Tuesday", "in a statement" begins here."""
    low, flags = row.low[at], row.flags[at]
    if low in _LOOSE_PREPOSITIONS:
        return True
    if flags & DAY and not flags & POSSESSIVE:
        return True
    if low in {
        "last",
        "this",
        "yesterday",
        "today",
        "late",
        "early",
        "earlier",
        "later",
    }:
        if at + 1 >= limit or row.flags[at + 1] & (DATE | PUNCTUATION | QUOTED):
            return True
        return low in {"yesterday", "today"}
    if low not in _SETTING_PREPOSITIONS:
        return False
    for k in range(at + 1, min(limit, at + 6)):
        if row.flags[k] & PREPOSITION and row.low[k] not in {"about", "around"}:
            return False
        if row.low[k] in _SETTING or row.flags[k] & (DAY | MONTH):
            return True
        if row.flags[k] & DIGIT and (k == at + 1 or row.low[k - 1] == "the"):
            return True
        if row.low[k] == "," or row.flags[k] & QUOTED:
            return False
    return False


def phrase_after(row: Row, first: int, limit: int) -> Phrase | None:
    """Return the phrase right of an inverted verb: "said NP, apposition, who …"."""
    if first >= limit:
        return None
    counted = row.low[first : first + 2] in _AT_LEAST
    flags = row.flags[first + 2 if counted and first + 2 < limit else first]
    if row.low[first] == "that" or flags & CONTRACTION:
        return None
    if flags & PRONOUN and not flags & (NUMBER | DETERMINER):
        return Phrase(first, first + 1)
    never = PUNCTUATION | QUOTED | PREPOSITION | SUBORDINATOR | AUXILIARY
    if flags & never and not flags & DETERMINER:
        return None
    paper = first + 1 < limit and row.flags[first + 1] & DOCUMENT  # “meeting minutes”
    if flags & ING and not flags & (NOUN_KIND | CAPITAL) and not paper:
        return None
    beyond = _plain_end(row, first, limit)
    while beyond < limit and row.low[beyond] == ",":
        stop = _plain_end(row, beyond + 1, limit)
        part = Phrase(beyond + 1, stop)
        if stop == beyond + 2 and row.flags[beyond + 1] & DIGIT:
            beyond = stop  # an age
            continue
        if (
            stop <= beyond + 1
            or not nominal(row, part)
            or not row.flags[part.first] & _OPENS_APPOSITION
            or _is_new_clause(row, part, limit)
        ):
            break
        beyond = stop
    return Phrase(first, beyond)


def _plain_end(row: Row, first: int, limit: int) -> int:
    """Return the end of a phrase: at a comma, a mark, a setting or a new clause."""
    at = first
    relative = False
    while at < limit:
        low, flags = row.low[at], row.flags[at]
        if (
            low in {",", ";", ":", "—", "–", "(", ")", "--"}
            or low in STOPS
            or flags & QUOTED
            or (low in _AFTERWARDS and at > first and not relative)
        ):
            break
        if (low in {"who", "whose", "which", "that", "whom"} and at > first) or (
            at > first and reduced_relative(row, at)
        ):
            relative = True
        elif (
            (at > first and is_setting(row, at, limit) and not relative)
            or (
                flags & SUBORDINATOR
                and not flags & PREPOSITION
                and at > first
                and not relative
            )
            or (
                low in {"and", "but"}
                and at > first
                and _clause_follows(row, at + 1, limit)
            )
        ):
            break
        at += 1
    return at


def _clause_follows(row: Row, at: int, limit: int) -> bool:
    if at >= limit:
        return True
    if row.flags[at] & PRONOUN and not row.flags[at] & NUMBER:
        return True
    return is_verb(row, at) and not row.flags[at] & NOUN_KIND


def _is_new_clause(row: Row, part: Phrase, limit: int) -> bool:
    """After "said Kim," a part with its own verb that a comma does not close."""
    quoted = part.beyond < limit and row.low[part.beyond] == QUOTATION
    if quoted and quoted_predicate(row, part.beyond):
        return True
    if (part.beyond < limit and row.low[part.beyond] in {",", QUOTATION}) or row.low[
        min(part.beyond, len(row) - 1)
    ] in STOPS:
        first = row.flags[part.first]
        if first & CONJUNCTION:
            return True
        every = range(part.first, part.beyond)
        verb = next((k for k in every if is_verb(row, k)), None)
        return verb is not None and not any(
            row.low[k] in RELATIVE or row.low[k] == "that" for k in every if k < verb
        )
    return has_verb(row, part.first, part.beyond)
