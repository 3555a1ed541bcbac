"""Relative clauses beside a subject: “a cadre who fled and who asked …”."""

from tracker.engine.phrases import Phrase, reduced_relative, trade_in_ing
from tracker.engine.predicates import has_verb
from tracker.engine.streams import DASHES, QUOTATION, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    DOCUMENT,
    FINITE,
    ING,
    NOUN_KIND,
    NUMBER,
    OPENER,
    PARTICIPLE,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
    SUBORDINATOR,
    VERB,
)

_RELATES = frozenset({"who", "whose", "that"})
_PARTS_CLAUSES = frozenset({",", ";", ":", QUOTATION, "that", "who"}) | DASHES
_NOUN_PREPOSITIONS = frozenset({"of", "in", "from", "at", "with", "near"})
_CLAIMS = (["claiming", "to", "be"], ["purporting", "to", "be"])
"""“a man claiming to be its quartermaster wrote”."""


def with_relative(row: Row, floor: int, beyond: int) -> Phrase | None:
    """“A cadre who escorted the boys and who asked not to be named insisted”.

    `beyond` is where the verb begins, auxiliaries included.
    """
    if _RELATES.isdisjoint(row.low[floor + 1 : max(floor + 1, beyond - 1)]):
        return None
    for who in range(floor + 1, beyond - 1):
        if row.low[who] not in _RELATES or row.low[who - 1] == ",":
            continue
        if row.low[who] == "that" and not _relates(row, who):
            continue
        head = head_of_relative(row, floor, who)
        if head is None:
            continue
        opens = head.first == floor or row.low[head.first - 1] in {
            ",",
            "but",
            "and",
            ";",
        }
        plain = not any(
            row.low[k] in {",", ";", ":", QUOTATION, "that"}
            for k in range(who + 1, beyond)
        )
        own = row.low[beyond - 1] not in {"who", "and", "but"} and has_verb(
            row, who + 1, beyond
        )
        governed = row.flags[beyond - 2] & PREPOSITION or (
            row.low[beyond - 1] == "it" and row.flags[beyond - 2] & FINITE
        )
        free = row.flags[beyond - 1] & PRONOUN and not governed
        if opens and plain and own and not free:
            return Phrase(_with_name(row, floor, head.first), beyond)
    return None


def _relates(row: Row, at: int) -> bool:
    """Whether the “that” of “the firm that made it” stands here."""
    noun = row.flags[at - 1] & NOUN_KIND
    return bool(noun) and bool(row.flags[at + 1] & VERB)


def _with_name(row: Row, floor: int, first: int) -> int:
    """“Kim Un Gyong, a linguist who left and who …”: the name is the subject."""
    if first - 2 < floor or row.low[first - 1] != ",":
        return first
    name = first - 1
    while name > floor and row.flags[name - 1] & CAPITAL:
        name -= 1
    placed = name > floor and row.flags[name - 1] & (PREPOSITION | SUBORDINATOR)
    return name if name < first - 1 and not placed else first  # not “in May, two who”


def opens_aside(row: Row, part: Phrase) -> bool:
    """“Speaking through an interpreter, …”: no part of the subject."""
    flags = row.flags[part.first]
    if trade_in_ing(row, part):
        return False
    return bool(flags & ING) and not flags & (NOUN_KIND | DETERMINER)


def with_participle(row: Row, floor: int, beyond: int) -> Phrase | None:
    """“A memo sent to managers on Monday and seen by the paper instructs”."""
    first = beyond
    while first > floor and row.low[first - 1] not in _PARTS_CLAUSES:
        first -= 1
    if first < beyond and row.flags[first] & OPENER:
        first += 1
    if first + 3 >= beyond or row.low[beyond - 1] in {
        "and",
        "but",
        "or",
        "who",
        "that",
    }:
        return None
    if not row.flags[first] & (DETERMINER | NUMBER | CAPITAL | PLURAL):
        return None
    noun = first
    while noun + 1 < beyond and not row.flags[noun] & NOUN_KIND:
        if row.flags[noun] & (PREPOSITION | AUXILIARY) and noun > first:
            return None
        noun += 1
    while noun + 1 < beyond and _goes_on(row, noun + 1):
        noun += 3 if row.low[noun + 1] == "of" else 1
    claims = row.low[noun + 1 : noun + 4] in _CLAIMS
    if not (claims or reduced_relative(row, noun + 1)) or noun + 1 >= beyond:
        return None
    sure = any(
        row.flags[k] & (AUXILIARY | PRONOUN | SUBORDINATOR)
        and not row.flags[k] & (PREPOSITION | PARTICIPLE | NUMBER)
        for k in range(noun + (4 if claims else 1), beyond)
    )
    return None if sure else Phrase(first, beyond)


def _goes_on(row: Row, at: int) -> bool:
    """“a text message sent …”, “a copy of the order sent …”: no participle yet."""
    if row.low[at] == "of":
        return bool(row.flags[at + 1] & DETERMINER)
    return bool(row.flags[at] & NOUN_KIND) and not row.flags[at] & PARTICIPLE


def antecedent(row: Row, floor: int, edge: int) -> Phrase | None:
    """“some people who say”: the subject stands before the relative."""
    if edge > floor and row.low[edge - 1] in {"who", "which", "that"}:
        return head_of_relative(row, floor, edge - 1)
    return None


def head_of_relative(row: Row, floor: int, who: int) -> Phrase | None:
    beyond = who
    if beyond > floor and row.low[beyond - 1] == ",":
        beyond -= 1
    if beyond <= floor:
        return None
    first = beyond - 1
    while first > floor and (
        not _starts_phrase(row, first) or row.low[first - 1] in _NOUN_PREPOSITIONS
    ):
        first -= 1
    if row.low[first] == "," or row.flags[first] & (CONJUNCTION | SUBORDINATOR):
        first += 1
    if row.low[first] == "in" and row.flags[first + 1] & DETERMINER:
        first += 1  # “called in a clerk, who said”
    if row.low[who] in {"that", "which"}:
        first, beyond = _written_head(row, floor, first, beyond)
    noun = any(
        not f & (ADVERB | AUXILIARY | BASE | FINITE) or f & (NOUN_KIND | PRONOUN)
        for f in row.flags[first:beyond]
    )
    return Phrase(first, beyond) if noun else None


def _written_head(row: Row, floor: int, first: int, beyond: int) -> tuple[int, int]:
    """“a notice on its door that says”: what is written speaks, not what bears it."""
    if row.low[first - 1] not in {"on", "above", "beside", "outside", "over"}:
        return first, beyond
    if any(f & NOUN_KIND for f in row.flags[first:beyond]) or first - 3 < floor:
        return first, beyond
    start = first - 2
    if not row.flags[start] & DOCUMENT:
        return first, beyond
    while start > floor and not row.flags[start] & DETERMINER:
        start -= 1
    return (start, beyond) if row.flags[start] & DETERMINER else (first, beyond)


def _starts_phrase(row: Row, at: int) -> bool:
    before = row.flags[at - 1]
    if row.low[at - 1] == "of":
        return False
    if row.flags[at] & DETERMINER and not row.flags[at] & PREPOSITION:
        return True
    return bool(
        before & (PUNCTUATION | QUOTED | AUXILIARY | FINITE | PREPOSITION)
    ) and (before & POSSESSIVE == 0)
