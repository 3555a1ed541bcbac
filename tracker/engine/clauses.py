"""Clauses without a parser: where a finite verb stands, and where its clause begins.

A sentence is read between its hard edges (marks, subordinators) and its commas.
"""

from tracker.engine.lexicon import words
from tracker.engine.neighbours import beside_her, somebody_works
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CLOSED,
    CONTRACTION,
    DETERMINER,
    DIGIT,
    FINITE,
    NOUN_KIND,
    NUMBER,
    ORDINAL,
    PARTICIPLE,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    SUBORDINATOR,
    TIME,
    classify,
)

RELATIVE = frozenset({"who", "which", "whose", "whom", "where", "when"})
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
    }
)

_SURE = AUXILIARY | CONTRACTION
_MAY_BE = FINITE | BASE
_MARKED = words("scare", "before")
_ALONE = frozenset({"other", "others", "another", "latter", "both"})
"""Words that stand for a noun: "the other remembers"."""
_BEFORE_THAT = frozenset({"in", "except", "save", "than", "as", "so", "now", "but"})
_SPELLS = frozenset({"moments", "shortly", "soon", "seconds", "just"})
_TEMPORAL = frozenset({"after", "before", "as", "until", "when", "since", "while"})


def is_verb(row: Row, at: int) -> bool:
    """Whether the word is used as a finite verb here, as far as its neighbours tell."""
    every = row.flags
    if at >= len(every):
        return False
    flags = every[at]
    if flags & _SURE:
        return True
    if not flags & _MAY_BE:
        return False
    before = every[at - 1] if at else 0
    if before & NUMBER and before & DETERMINER:
        before &= ~PRONOUN
    if flags & NOUN_KIND and flags & (FINITE | BASE) and row.low[at][-1:] != "d":
        if bool(before & PRONOUN):
            return True
        if somebody_works(row, at, before):
            return True
        return _noun_that_acts(before, flags) and not _noun_before(row, at)
    if flags & FINITE:
        if (
            before & (DIGIT | NUMBER)
            and not before & PRONOUN
            and row.low[at][-1] == "s"
        ):
            return False  # “214 checks”
        if flags & (DETERMINER | PREPOSITION):
            return False
        alone = at > 0 and row.low[at - 1] in _ALONE and not _noun_next(row, at)
        if alone:
            before &= ~DETERMINER
        if before & (DETERMINER | POSSESSIVE | PREPOSITION) and not before & PRONOUN:
            return beside_her(row, at)
        return not (flags & CAPITAL and at and not flags & CLOSED)
    if flags & BASE and not flags & (DETERMINER | PREPOSITION | CAPITAL):
        if before & PRONOUN:
            return True
        plural = at > 0 and row.low[at - 1].endswith(("s", "men", "ple", "ren"))
        plural = plural and not row.low[at - 1].endswith(("ss", "us", "is"))
        return bool(
            plural
            and not before
            & (POSSESSIVE | PREPOSITION | DETERMINER | AUXILIARY | FINITE)
            and not flags & NOUN_KIND
        )
    return False


def _noun_that_acts(before: int, flags: int) -> bool:
    """“the notice states”, “residents report”: a noun in the right number before it."""
    if not before & NOUN_KIND or before & POSSESSIVE:
        return False
    return bool(before & PLURAL) != bool(flags & FINITE)


def _noun_next(row: Row, at: int) -> bool:
    return at + 1 < len(row) and bool(row.flags[at + 1] & NOUN_KIND)


def _noun_before(row: Row, at: int) -> bool:
    """“court documents, …”, “police records show”: what follows makes it a noun."""
    if at + 1 >= len(row):
        return True
    following = row.flags[at + 1]
    return row.low[at + 1] == "," or bool(
        following & (FINITE | AUXILIARY) and not following & DETERMINER
    )


def has_verb(row: Row, first: int, beyond: int) -> bool:
    return any(is_verb(row, at) for at in range(first, beyond))


def quoted_predicate(row: Row, at: int) -> bool:
    """Whether a quotation begins with a verb: its manager “counts the voices”."""
    inside = row.region[at].content.of(row.text)[:60].split(None, 3)
    if not inside or not inside[0].islower():
        return False
    for word in inside[:3]:
        flags = classify(word)[1]
        if flags & (FINITE | AUXILIARY):
            return True
        if not flags & ADVERB:
            return False
    return False


def has_sure_verb(row: Row, first: int, beyond: int) -> bool:
    """Whether a finite verb stands there that cannot be a participle: not "named"."""
    for at in range(first, beyond):
        if row.low[at] in RELATIVE or row.low[at] == "that":
            return False
        flags = row.flags[at]
        if is_verb(row, at) and (flags & AUXILIARY or not flags & PARTICIPLE):
            return True
    return False


def is_clause(row: Row, first: int, beyond: int) -> bool:
    """Whether the items hold a subject and, after it, a finite verb."""
    if beyond - first < 1:
        return False
    if any(
        row.flags[at] & QUOTED and quoted_predicate(row, at)
        for at in range(first + 1, beyond)
    ):
        return True
    if any(row.flags[at] & CONTRACTION for at in range(first, beyond)):
        return True
    return any(is_verb(row, at) for at in range(first + 1, beyond)) or (
        beyond - first > 2
        and row.flags[first] & QUOTED != 0
        and has_verb(row, first, beyond)
    )


def left_edge(row: Row, floor: int, at: int) -> int:
    """Return where the clause with the verb at `at` begins, not before `floor`."""
    k = at - 1
    while k >= floor:
        low, flags = row.low[k], row.flags[k]
        if low == ")" and "(" in row.low[floor:k]:
            while row.low[k] != "(":
                k -= 1
            k -= 1
            continue
        if low == "." and k + 1 < at and row.low[k + 1] == ",":
            k -= 1
            continue
        if low in _HARD and not (low == QUOTATION and quotation_inside_phrase(row, k)):
            return k + 1
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
        if low in {"and", "but", "or", "nor", "yet"} and _joins_clauses(
            row, floor, k, at
        ):
            return k + 1
        k -= 1
    return floor


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
    if k + 2 >= verb or not row.flags[k + 1] & (
        DETERMINER | CAPITAL | PLURAL | PRONOUN
    ):
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
    if low == "that" and k + 1 < len(row) and row.flags[k + 1] & NOUN_KIND:
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
    return has_verb(row, _last_comma(row, floor, k), k)


def _last_comma(row: Row, floor: int, k: int) -> int:
    while k > floor and row.low[k - 1] != ",":
        k -= 1
    return k


def before_auxiliaries(row: Row, floor: int, verb: int) -> int:
    """Return the position after the last word before the verb group of `verb`."""
    k = verb
    while k > floor:
        flags = row.flags[k - 1]
        if (
            flags & AUXILIARY
            or (flags & ADVERB and not flags & (NOUN_KIND | ORDINAL | DETERMINER))
            or (row.low[k - 1] in {"both", "all", "each"} and k - 2 >= floor)
            or (
                row.low[k - 1] == "since"
                and k - 2 >= floor
                and row.flags[k - 2] & AUXILIARY
            )
        ):
            k -= 1
        else:
            break
    return k
