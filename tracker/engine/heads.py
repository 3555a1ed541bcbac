"""Which word carries a noun phrase."""

from tracker.engine.phrases import Phrase
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    CAPITAL,
    DETERMINER,
    DOCUMENT,
    ING,
    NOUN_KIND,
    OTHER_PRONOUN,
    PARTICIPLE,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    SUBORDINATOR,
    TIME,
)


def _adjective(row: Row, phrase: Phrase, at: int) -> bool:
    """“an inside source”: a preposition right after the article is none."""
    return at == phrase.first + 1 and bool(row.flags[phrase.first] & DETERMINER)


def _adjective_behind(row: Row, phrase: Phrase, at: int) -> bool:
    """“an employee familiar with the matter”: the adjective follows its noun."""
    return (
        not row.flags[at]
        and phrase.first < at < phrase.beyond - 1
        and bool(row.flags[at - 1] & PERSON)
        and not row.flags[at - 1] & (POSSESSIVE | CAPITAL)
        and bool(row.flags[at + 1] & PREPOSITION)
    )


_TALKS = (["interviews"], ["conversations"], ["accounts"], ["testimony"])
"""“records and interviews with the men”."""


def _joined_behind(row: Row, at: int) -> bool:
    """“six employees and messages seen by us”: people first, whatever is joined."""
    before = row.flags[at - 1] if at else 0
    people = before & PERSON and before & PLURAL and not before & POSSESSIVE
    papers = before & DOCUMENT and row.low[at + 1 : at + 2] in _TALKS
    return row.low[at] == "and" and bool(people or papers)


_SEEN_BY = frozenset({"we", "i", "they", "he", "she"})
"""Pronouns that open a clause behind a noun: “contracts we have seen”."""


def _when(row: Row, at: int) -> bool:
    """“its forecasts that week”: when, and no clause."""
    return at < len(row) and bool(row.flags[at] & TIME)


def head_position(row: Row, phrase: Phrase) -> int:
    """Return the item that carries the phrase: the noun before "of", "in", "who"."""
    at = phrase.first
    while at < phrase.beyond:
        low, flags = row.low[at], row.flags[at]
        stop = (
            low in {",", "(", "—", "–"}
            or (
                flags & PREPOSITION
                and not flags & DETERMINER
                and not _adjective(row, phrase, at)
            )
            or (flags & (SUBORDINATOR) and low != "that")
            or (low == "that" and at > phrase.first and _when(row, at + 1))
            or (
                low in _SEEN_BY
                and at > phrase.first
                and row.flags[at - 1] & NOUN_KIND
                and at + 1 < phrase.beyond
            )
            or _adjective_behind(row, phrase, at)
            or _joined_behind(row, at)
            or (
                flags & (PARTICIPLE | ING)
                and not flags & (CAPITAL | NOUN_KIND)
                and at > phrase.first + 1
                and (
                    row.flags[at - 1] & (NOUN_KIND | OTHER_PRONOUN)
                    or (row.flags[at - 1] & CAPITAL and row.low[at - 1][-1] == "s")
                )
                and not row.flags[at - 1] & POSSESSIVE
            )
        )
        if stop and at > phrase.first:
            break
        at += 1
    return max(phrase.first, at - 1)
