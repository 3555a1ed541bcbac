"""Finite verbs without a parser: which words are used as one, and where."""

from tracker.engine.neighbours import beside_her, somebody_works
from tracker.engine.streams import Row
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
    MONTH,
    NOUN_KIND,
    NUMBER,
    PARTICIPLE,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    classify,
)

RELATIVE = frozenset({"who", "which", "whose", "whom", "where", "when"})
_SURE = AUXILIARY | CONTRACTION
_MAY_BE = FINITE | BASE
MAY_BE_VERB = _SURE | _MAY_BE
"""Of most words one look at the classes tells that they are no finite verb."""
_ALONE = frozenset({"other", "others", "another", "latter", "both"})
"""Words that stand for a noun: "the other remembers"."""


def is_verb(row: Row, at: int) -> bool:
    """Whether the word is used as a finite verb here, as far as its neighbours tell."""
    every = row.flags
    if at >= len(every):
        return False
    flags = every[at]
    if flags & _SURE:
        return not (flags & MONTH and flags & CAPITAL and at)
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
        if _stands_behind(row, at):
            return False
        plural = at > 0 and row.low[at - 1].endswith(("s", "men", "ple", "ren"))
        plural = plural and not row.low[at - 1].endswith(("ss", "us", "is"))
        plural = plural or row.low[max(0, at - 2) : at] == ["of", "them"]
        return bool(
            plural
            and not before
            & (POSSESSIVE | PREPOSITION | DETERMINER | AUXILIARY | FINITE)
            and not flags & NOUN_KIND
        )
    return False


def _stands_behind(row: Row, at: int) -> bool:
    """“two people present said”, “sources close to the inquiry”: behind its noun."""
    if at + 1 >= len(row):
        return False
    if row.low[at] == "present":
        return bool(row.flags[at + 1] & _MAY_BE)
    somebody = at and row.flags[at - 1] & PERSON
    return bool(somebody) and row.low[at : at + 2] in (
        ["close", "to"],
        ["subject", "to"],
    )


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
    return any(
        flags & MAY_BE_VERB and is_verb(row, at)
        for at, flags in enumerate(row.flags[first:beyond], first)
    )


def quoted_predicate(row: Row, at: int) -> bool:
    """Whether a quotation begins with a verb: its manager “counts the voices”."""
    inside = row.region[at].content.of(row.text)[:60].split(None, 3)
    if not inside or not inside[0].islower():
        return False
    for word in inside[:3]:
        flags = classify(word.strip(",.;:") or word)[1]
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
        sure = flags & AUXILIARY or (flags & MAY_BE_VERB and not flags & PARTICIPLE)
        if sure and is_verb(row, at):
            return True
    return False


def is_clause(row: Row, first: int, beyond: int) -> bool:
    """Whether the items hold a subject and, after it, a finite verb."""
    for at, flags in enumerate(row.flags[first:beyond], first):
        if flags & CONTRACTION:
            return True
        if at == first:
            continue
        if flags & MAY_BE_VERB and is_verb(row, at):
            return True
        if flags & QUOTED and quoted_predicate(row, at):
            return True
    return False
