"""Clauses without a parser: where a finite verb stands, and where its clause begins.

A sentence is read between its hard edges (marks, subordinators) and its commas.
"""

from tracker.engine.lexicon import words
from tracker.engine.predicates import RELATIVE, has_verb
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    DETERMINER,
    DIGIT,
    NOUN_KIND,
    NUMBER,
    ORDINAL,
    PARTICIPLE,
    PLURAL,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    TIME,
)

_HARD = frozenset({";", ":", "(", "[", QUOTATION}) | STOPS | DASHES

GOES_ON_TO = frozenset(
    {"went", "goes", "going", "on", "used", "continued", "heard", "quoted"}
    | {
        "forced",
        "obliged",
        "compelled",
        "had",
        "hastened",
        "rushed",
        "quick",
        "careful",
        "out",
        "called",
        "rang",
        "phoned",
        "emailed",
    }
)

_LONGEST_ASIDE = 24
_MARKED = words("scare", "before")
_BEFORE_THAT = frozenset({"in", "except", "save", "than", "as", "so", "now", "but"})
_SPELLS = frozenset({"moments", "shortly", "soon", "seconds", "just"})
_TEMPORAL = frozenset({"after", "before", "as", "until", "when", "since", "while"})
_JOINS = frozenset({"and", "but", "or", "nor", "yet"})
_MAY_OPEN = _HARD | _JOINS | _TEMPORAL | {")", "which", "whom"}
"""No clause begins behind another word, unless it is a subordinator."""
_AMONG_AUXILIARIES = frozenset({"both", "all", "each", "since"})
_NO_ADVERB = NOUN_KIND | ORDINAL | DETERMINER


def left_edge(row: Row, floor: int, at: int) -> int:
    """Return where the clause with the verb at `at` begins, not before `floor`."""
    k = at - 1
    while k >= floor:
        low, flags = row.low[k], row.flags[k]
        if low not in _MAY_OPEN and not flags & SUBORDINATOR:
            k -= 1
            continue
        if low == ")" and "(" in row.low[floor:k]:
            while row.low[k] != "(":
                k -= 1
            k -= 1
            continue
        if low in DASHES and (opening := _dash_before(row, floor, k)):
            k = opening - 1
            continue
        if low == "." and k + 1 < at and row.low[k + 1] == ",":
            k -= 1
            continue
        if low in _HARD and not (low == QUOTATION and quotation_inside_phrase(row, k)):
            return k + 1
        if low in {"which", "whom"} and k > floor and row.flags[k - 1] & PREPOSITION:
            return k + 1  # “an e-mail in which he told …”
        since = low == "since" and k > floor and row.flags[k - 1] & AUXILIARY
        if since:
            k -= 1
            continue
        if low in _TEMPORAL and _closes_clause(row, floor, k, at):
            return k + 1
        if low in {"after", "before"} and opens_time(row, k - 1, floor):
            return k + 1
        if flags & SUBORDINATOR and low not in RELATIVE and not _soft_that(row, k):
            return k + 1
        if low in _JOINS and _joins_clauses(row, floor, k, at):
            return k + 1
        k -= 1
    return floor


def _dash_before(row: Row, floor: int, k: int) -> int:
    """Return the dash that opens “Ana — she gave no surname — said”, 0 if none does."""
    for at in range(k - 1, max(floor, k - _LONGEST_ASIDE), -1):
        if row.low[at] == QUOTATION:
            return 0
        if row.low[at] in DASHES:
            return at
    return 0


def opens_time(row: Row, noun: int, floor: int) -> bool:
    """Whether “, hours”, “, two days” opens a clause of time, the noun at `noun`."""
    if noun <= floor or not (row.flags[noun] & TIME or row.low[noun] in _SPELLS):
        return False
    k = noun
    while k > floor and row.flags[k - 1] & (NUMBER | DETERMINER | ADVERB | DIGIT):
        k -= 1
    return k > floor and row.low[k - 1] == ","


def _closes_clause(row: Row, floor: int, k: int, verb: int) -> bool:
    """“The mayor resigned after a council audit found”: two clauses, not one phrase."""
    opens = DETERMINER | CAPITAL | PLURAL | PRONOUN
    alone = k + 2 == verb and row.flags[k + 1] & (PLURAL | PRONOUN)
    if (k + 2 >= verb and not alone) or not row.flags[k + 1] & opens:
        return False
    start = _last_comma(row, floor, k)
    if any(row.low[j] in RELATIVE for j in range(start, k)):
        return False
    indefinite = row.low[start] in {"a", "an", "one", "another"}
    return not indefinite and has_verb(row, start + 1, k)


def quotation_inside_phrase(row: Row, k: int) -> bool:
    """A title within a phrase: the author of "X" said."""
    return (
        k > 0
        and (
            bool(row.flags[k - 1] & (PREPOSITION | DETERMINER | ADVERB))
            or row.low[k - 1] in _MARKED
        )
        and row.low[k - 1] not in {"said", "that"}
    )


def _soft_that(row: Row, k: int) -> bool:
    """Words like "since" or "after" before a noun phrase, and "that person"."""
    low = row.low[k]
    if low == "that" and k + 1 < len(row) and row.flags[k + 1] & (NOUN_KIND | TIME):
        return True
    if low == "that" and k and row.flags[k - 1] & PREPOSITION:
        return row.low[k - 1] not in _BEFORE_THAT  # “a report on that crash”
    if row.flags[k] & PREPOSITION and low not in {"that", "than"}:
        return True
    return bool(row.flags[k] & ADVERB and k and row.low[k - 1] != ",")


def _joins_clauses(row: Row, floor: int, k: int, verb: int) -> bool:
    if k and row.low[k - 1] in {",", QUOTATION}:
        return True
    if k + 1 >= verb:
        return True
    opens = row.flags[_last_comma(row, floor, k)]
    if row.flags[k + 1] & PARTICIPLE and opens & PREPOSITION and not opens & DETERMINER:
        return False  # “The colonel, in a letter sent in May and seen by us, says”
    return has_verb(row, _last_comma(row, floor, k), k)


def _last_comma(row: Row, floor: int, k: int) -> int:
    while k > floor and row.low[k - 1] != ",":
        k -= 1
    return k


def _noun(row: Row, at: int) -> bool:
    """“the agency first said”, but not “the first said”."""
    return bool(row.flags[at] & NOUN_KIND)


def before_auxiliaries(row: Row, floor: int, verb: int) -> int:
    """Return the position after the last word before the verb group of `verb`."""
    k = verb
    while k > floor:
        flags, low = row.flags[k - 1], row.low[k - 1]
        helps = flags & AUXILIARY or (flags & ADVERB and not flags & _NO_ADVERB)
        helps = helps or (low == "first" and k - 2 >= floor and _noun(row, k - 2))
        if not helps:
            if low not in _AMONG_AUXILIARIES or k - 2 < floor:
                break
            if low == "since" and not row.flags[k - 2] & AUXILIARY:
                break
        k -= 1
    return k
