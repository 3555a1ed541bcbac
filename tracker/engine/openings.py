"""Where a subject begins: behind "But", "Later", "On Tuesday", "In a letter".

`actors.py` finds the clause; here what opens it is told from the phrase that acts.
"""

from tracker.engine.phrases import Phrase, trade_in_ing
from tracker.engine.predicates import has_sure_verb, has_verb
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    ADVERB,
    CAPITAL,
    CONJUNCTION,
    DATE,
    DAY,
    DETERMINER,
    DIGIT,
    ING,
    MONTH,
    NOUN_KIND,
    NUMBER,
    OPENER,
    ORDINAL,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    TIME,
    TITLE,
)

_OPENS_NOUN = DETERMINER | NUMBER | CAPITAL | NOUN_KIND
_NO_SPEAKERS = frozenset(
    {"many", "much", "few", "little", "part", "result", "matter", "rule", "whole"}
)
_ABOUT = frozenset({"nearly", "almost", "about", "around", "roughly", "over", "only"})
_SAID = frozenset({"said", "told", "claimed", "added", "insisted"})


def start_of_subject(row: Row, first: int, beyond: int) -> int | None:
    """Skip what opens the clause: "But", "Later", "On Tuesday", "In a letter"."""
    if _counts(row, first, beyond):
        return first
    at = first
    while at < beyond:
        flags = row.flags[at]
        low = row.low[at]
        if (
            low in {"•", "-", "'", '"', "”", ")"}
            or (flags & (OPENER | CONJUNCTION) and not flags & DETERMINER)
            or (
                flags & ADVERB
                and not flags & (DETERMINER | PREPOSITION | ORDINAL | NOUN_KIND)
            )
            or (flags & (DAY | MONTH) and _dates(row, at, beyond))
        ):
            at += 1
        else:
            break
    at = _after_time(row, at, beyond)
    if at >= beyond:
        return None
    if row.low[at] == "as" and _compares_words(row, at + 1, beyond):
        return start_of_subject(row, at + 1, beyond)
    if row.flags[at] & (PREPOSITION | SUBORDINATOR) and not row.flags[at] & DETERMINER:
        return _after_adverbial(row, at, beyond)
    if _attributive(row, at, beyond):
        return at
    if row.flags[at] & (ING | PARTICIPLE) and not row.flags[at] & (NOUN_KIND | CAPITAL):
        return _after_adverbial(row, at, beyond)
    if has_sure_verb(row, at, beyond):
        later = _after_adverbial(row, at, beyond)
        return at if later is None and row.flags[at] & NOUN_KIND else later
    return at


def _counts(row: Row, at: int, beyond: int) -> bool:
    """“at least six employees”, “nearly a dozen staff”: the count is the subject's."""
    after = at + (2 if row.low[at : at + 2] in (["at", "least"], ["at", "most"]) else 1)
    about = after > at + 1 or row.low[at] in _ABOUT
    if not about or after >= beyond:
        return False
    dozen = row.low[after : after + 2] in (["a", "dozen"], ["a", "hundred"])
    return dozen or bool(row.flags[after] & (NUMBER | DIGIT))


def _after_time(row: Row, at: int, beyond: int) -> int:
    """“A week later her office announced”: the subject begins behind “later”."""
    for k in range(at + 1, min(beyond - 1, at + 4)):
        if row.low[k] in {"later", "earlier"} and row.flags[k - 1] & TIME:
            opens = row.flags[at] & (DETERMINER | NUMBER | DIGIT)
            return k + 1 if opens and row.low[k + 1] != "," else at
    return at


def _compares_words(row: Row, at: int, beyond: int) -> bool:
    """“as one miner put it”, but not “as many as ten”, “as part of”, “as it shut”."""
    if at >= beyond or not row.flags[at] & _OPENS_NOUN or has_verb(row, at, beyond):
        return False
    return _NO_SPEAKERS.isdisjoint(row.low[at : at + 2])


def _dates(row: Row, at: int, beyond: int) -> bool:
    """Whether a day or a month opens the clause: “Jan Roe” is somebody."""
    flags = row.flags[at]
    if at + 1 >= beyond or flags & POSSESSIVE:
        return False
    return not (flags & MONTH and row.flags[at + 1] & CAPITAL)


def _attributive(row: Row, at: int, beyond: int) -> bool:
    """“leaked minutes”, “displaced residents”, “mining magnate Ana Roe”."""
    if trade_in_ing(row, Phrase(at, beyond)) and row.flags[at] & ING:
        return True
    if not row.flags[at] & PARTICIPLE or at + 1 >= beyond or row.low[at] in _SAID:
        return False
    return bool(row.flags[at + 1] & NOUN_KIND) and not has_verb(row, at + 1, beyond)


def _after_adverbial(row: Row, at: int, beyond: int) -> int | None:
    """“On Tuesday the mayor”: the last phrase that no preposition governs."""
    for k in range(beyond - 1, at, -1):
        flags, before = row.flags[k], row.flags[k - 1]
        if before & (
            PREPOSITION | DETERMINER | CONJUNCTION | POSSESSIVE | ORDINAL | NUMBER
        ):
            continue
        if row.low[k - 1] in {",", "-"}:
            return k
        if flags & PRONOUN:
            return k
        if flags & DETERMINER and not flags & PREPOSITION:
            return k
        named = flags & CAPITAL and (not before & CAPITAL or before & DATE)
        if named and not before & TITLE and not _names_its_holder(row, k):
            return k
        if before & (DAY | TIME | DIGIT) and not flags & (PREPOSITION | ADVERB):
            return k
    return None


def _names_its_holder(row: Row, k: int) -> bool:
    """“agency VelTA”, “source Kim”: the name belongs to the noun before it."""
    return bool(row.flags[k - 1] & NOUN_KIND) and not row.flags[k - 1] & DATE
