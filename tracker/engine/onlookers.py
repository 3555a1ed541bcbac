"""Who is spoken of without speaking: the subjects of plain sentences."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from tracker.engine.actors import subject_before
from tracker.engine.common_nouns import ONE_NAME
from tracker.engine.encounters import (
    asked,
    has_seen_it,
    holds,
    meets,
    obtained,
    there_is,
)
from tracker.engine.lexicon import words
from tracker.engine.mentions import Mention
from tracker.engine.names import FIRST_NAMES
from tracker.engine.phrases import Phrase
from tracker.engine.predicates import MAY_BE_VERB, is_verb
from tracker.engine.spans import Places, Span
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    AUXILIARY,
    CAPITAL,
    DETERMINER,
    ING,
    NOUN_KIND,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)

_THINGS = words("checkworthy", "thing") | words("checkworthy", "measure")
_WITHIN = re.compile(r" (?<=[a-z,] )(\w+)")
_COMMON = ("s", "tion", "ment", "ness", "ity", "ing", "ance", "ence", "ship", "age")
_TIMES = frozenset({"before", "after", "until", "since", "as"})
_EMPTY = frozenset({"it", "there", "this"})
_LINKS = frozenset({"that", "when", "since", "because", "after", "before", "while"})
_LONGEST_OPENING = 24


def plain_subjects(
    row: Row, sources: Places
) -> Iterator[tuple[int, int, tuple[Row, Phrase]]]:
    """Yield the subjects of plain sentences that may be people or documents."""
    asks = meets(row)
    obtains = holds(row)
    for order, (opening, beyond) in enumerate(row.sentences):
        if asks:
            yield from asked(row, opening, beyond, sources)
        if obtains:
            yield from obtained(row, opening, beyond, sources)
        if row.flags[opening] & CAPITAL and row.low[opening + 1 : opening + 2] == ["—"]:
            yield row.start[opening], order, (row, Phrase(opening, opening + 1))
            continue  # “Ana — she gave no surname — left”
        first = _main_clause(row, opening, beyond)
        verb = _main_verb(row, first, beyond)
        if verb is None:
            continue
        phrase = there_is(row, verb, beyond) or subject_before(row, first, verb)
        if phrase is None:
            continue
        if row.low[phrase.first] in _EMPTY:
            phrase = _embedded(row, verb + 1, beyond) or phrase
        span = row.span(phrase.first, phrase.beyond)
        if sources.meet(span) or has_seen_it(row, verb):
            continue
        flags = row.flags[phrase.first : phrase.beyond]
        opens = flags[0]
        if opens & (PARTICIPLE | ING | SUBORDINATOR | PREPOSITION) and not opens & (
            DETERMINER | CAPITAL
        ):
            continue
        titled = len(flags) > 1 and flags[1] & (CAPITAL | NOUN_KIND)
        if opens & (PARTICIPLE | ING) and not opens & NOUN_KIND and not titled:
            continue
        if not any(f & (NOUN_KIND | CAPITAL | PRONOUN) for f in flags):
            continue
        yield span.start, order, (row, phrase)
        yield from _also(row, order, verb, beyond, sources)


def _also(
    row: Row, order: int, verb: int, beyond: int, sources: Places
) -> Iterator[tuple[int, int, tuple[Row, Phrase]]]:
    """“The bank was shut, but a clerk opened. “No,” she said”: the clerk is in view."""
    for k in range(verb + 2, beyond - 2):
        if row.low[k] not in {"but", "and"} or row.low[k - 1] != ",":
            continue
        flags = row.flags[k + 1]
        if not flags & (DETERMINER | CAPITAL) or flags & PRONOUN:
            continue
        at = _main_verb(row, k + 1, beyond)
        phrase = subject_before(row, k + 1, at) if at is not None else None
        if phrase is None or phrase.first != k + 1:
            continue
        span = row.span(phrase.first, phrase.beyond)
        if not sources.meet(span):
            yield span.start, order, (row, phrase)


def subject_within(row: Row, piece: Span) -> Phrase | None:
    """Return the subject of the clause that stands at `piece`."""
    first = bisect_left(row.start, piece.start)
    beyond = bisect_left(row.start, piece.end, first)
    verb = next((k for k in range(first + 1, beyond) if is_verb(row, k)), None)
    return subject_before(row, first, verb) if verb is not None else None


def _embedded(row: Row, first: int, beyond: int) -> Phrase | None:
    """“It is the third time that Stenik has contradicted her”: who it is about."""
    for k in range(first, beyond - 1):
        if row.low[k - 1] not in _LINKS or not row.flags[k] & CAPITAL:
            continue
        end = k + 1
        while end < beyond and row.flags[end] & CAPITAL:
            end += 1
        if end < beyond and is_verb(row, end):
            return Phrase(k, end)
    return None


def _main_verb(row: Row, first: int, beyond: int) -> int | None:
    """Return the first finite verb outside relative clauses, or the first of all."""
    among: int | None = None
    relative = False
    for k in range(first + 1, beyond):
        if row.low[k] in {"who", "whom", "whose", "which", "where"}:
            relative = True
        elif row.low[k] == "that" and _relates(row, k):
            relative = True  # “under a fan that did not turn”
        elif row.low[k] == ",":
            relative = False
        elif row.flags[k] & MAY_BE_VERB and is_verb(row, k):
            if not relative:
                return k
            among = among if among is not None else k
    return among


def _relates(row: Row, at: int) -> bool:
    noun = row.flags[at - 1] & NOUN_KIND
    return bool(noun and at + 1 < len(row) and row.flags[at + 1] & AUXILIARY)


def _main_clause(row: Row, first: int, beyond: int) -> int:
    """“Asked what he would say, Lykke paused”: skip what opens the sentence."""
    flags = row.flags[first]
    opens: int = flags & (PARTICIPLE | ING | SUBORDINATOR) and not flags & (
        DETERMINER | NOUN_KIND | PREPOSITION
    )
    following = row.flags[first + 1] if first + 1 < beyond else 0
    if row.low[first] == "according":
        opens = 1
    if flags & PREPOSITION and row.low[first] in _TIMES:  # “Before it failed, Ana …”
        edge = next((k for k in range(first, beyond) if row.low[k] == ","), first)
        opens = int(any(is_verb(row, k) for k in range(first + 2, edge)))
    if not opens or (following & (CAPITAL | NOUN_KIND) and flags & PARTICIPLE):
        return first  # “Retired Adm. Lindqvist”
    limit = min(beyond, first + _LONGEST_OPENING)
    comma = next((k for k in range(first, limit) if row.low[k] == ","), None)
    return comma + 1 if comma is not None and comma + 2 < beyond else first


def only_a_word(row: Row, phrase: Phrase, mention: Mention) -> bool:
    """Whether what seems a name is a noun with which a sentence begins: “Fuel ran out”.

    A word that the text has in small letters too, that names a thing, or that looks
    like a plural or an abstract noun and is met only once.
    """
    if mention.evidence != ONE_NAME or phrase.beyond - phrase.first > 1:
        return False
    word, low = row.word(phrase.first), row.low[phrase.first]
    if (
        not any(first == phrase.first for first, _ in row.sentences)
        or low in FIRST_NAMES
    ):
        return False
    if low in _THINGS or _within(row.text, low):
        return True
    return low.endswith(_COMMON) and row.text.count(word) == 1


def _within(text: str, word: str) -> bool:
    """Whether a word stands, as it is written, within a sentence."""
    if word.isalnum():
        return word in _words_within(text)
    return bool(re.search(rf"[a-z,] {re.escape(word)}\b", text))


@lru_cache(maxsize=8)
def _words_within(text: str) -> frozenset[str]:
    """Return all such words: one search a text, not one for each word asked about."""
    return frozenset(_WITHIN.findall(text))
