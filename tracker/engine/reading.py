"""What one sentence says, read word by word before anything is weighed."""

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from tracker.engine.assertions import Assertion
from tracker.engine.days import dates
from tracker.engine.figures import figures
from tracker.engine.passages import Passage, Sentence, stretch
from tracker.engine.results import (
    DatePhrase,
    Figure,
    Quote,
    QuoteType,
    SpeakerKind,
)
from tracker.engine.spans import Span
from tracker.engine.splitting import Tokens
from tracker.engine.telling import intended, together, told
from tracker.engine.tokens import (
    CAPITAL,
    DATE,
    DIGIT,
    NEGATION,
    NUMBER,
    PERSON,
    PREPOSITION,
    TITLE,
)

_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "outside", "inside", "around", "across"}
)
_NAMES_PLACE = CAPITAL | DATE | PERSON | PREPOSITION | TITLE
"""Of these classes, a word of a place's name has the first alone."""


class Reading(NamedTuple):
    """The words of one assertion and what they show; `rule` is who tells it.

    `own` is the assertion alone, `whole` the sentence around it with who tells it.
    """

    span: Span
    quote: Quote | None
    rule: str
    words: str
    seen: set[str]
    numbers: tuple[Figure, ...]
    days: tuple[DatePhrase, ...]
    places: tuple[Span, ...]
    negated: bool
    sentence: Sentence
    whole: Passage
    own: Passage


def read(
    tokens: Tokens,
    sentence: Span,
    unit: Assertion,
    kinds: dict[str, SpeakerKind],
    dateline: date | None,
) -> Reading:
    """Read the assertion of a sentence; `kinds` are those of the speakers by key."""
    span, quote = unit.span, unit.quote
    around = read_sentence(tokens, span if quote is None else sentence, dateline)
    whole = around.whole()
    inner = around if quote is None else _inside(around, span)
    own = whole if quote is None else inner.whole()
    low, flags = inner.low, inner.flags
    seen = set(own.signs)
    speaker = quote.speaker if quote is not None else None
    by = kinds.get(speaker) if speaker is not None else None
    if quote is not None:
        seen -= {"meta", "gesture"}
    words = span.of(tokens.text)
    seen |= told(words, low, flags, quote, by)
    if quote is not None and low[:1] == ["to"]:
        seen |= intended(tokens.text, quote)
    seen |= together(seen, quote)
    places = _places(tokens, low, inner.first)
    if places:
        seen.add("place")
    return Reading(
        span=span,
        quote=quote,
        rule=_rule(quote),
        words=words,
        seen=seen,
        numbers=inner.numbers,
        days=inner.days,
        places=places,
        negated=bool(inner.every & NEGATION)
        or (("n't" in words or "n’t" in words) and any(w[-3:] == "n't" for w in low)),
        sentence=around,
        whole=whole,
        own=own,
    )


def read_sentence(tokens: Tokens, span: Span, dateline: date | None) -> Sentence:
    """Find the figures and the days of a sentence."""
    found = stretch(tokens, *_within(tokens, span))
    every = found.every
    dated = every & DATE or (every & DIGIT and any(map(_dates, found.low)))
    days = dates(tokens.text, span.start, span.end, dateline) if dated else ()
    numbers: tuple[Figure, ...] = ()
    if every & (DIGIT | NUMBER):
        known = [day.span for day in days]
        numbers = figures(tokens.text, span.start, span.end, known)
    if not (numbers or days):
        return found
    return found._replace(numbers=numbers, days=days)


def _inside(sentence: Sentence, span: Span) -> Sentence:
    """Return what of a sentence stands in a span."""
    first, beyond = _within(sentence.tokens, span)
    numbers = tuple([n for n in sentence.numbers if span.holds(n.span)])
    days = tuple([d for d in sentence.days if span.holds(d.span)])
    return stretch(sentence.tokens, first, beyond, numbers, days)


def _within(tokens: Tokens, span: Span) -> tuple[int, int]:
    """Return the first token of a span and the one beyond its last."""
    first = bisect_left(tokens.start, span.start)
    return first, bisect_left(tokens.start, span.end, first)


def _dates(low: str) -> bool:
    """Whether a word may be a date without a month or a day: 2016, 2nd, Q3."""
    return low[-1] in "123456789dthns0" and (
        (len(low) == 4 and low.isdigit())
        or (low[0].isdigit() and (low[-1] in "dht" or "-" in low))
        or low[0] == "q"
    )


def _rule(quote: Quote | None) -> str:
    if quote is None:
        return "author"
    return "quoted" if quote.type is QuoteType.DIRECT else "reported"


def _places(tokens: Tokens, low: list[str], first: int) -> tuple[Span, ...]:
    """Return capitalised names after a preposition of place.

    `low` are the words from `first` on among which they are looked for.
    """
    flags, beyond = tokens.flags, first + len(low)
    found = []
    for at in [k for k, word in enumerate(low[:-1]) if word in _PLACE_PREPOSITIONS]:
        k = first + at + (2 if low[at + 1] == "the" else 1)
        stop = k
        while stop < beyond and flags[stop] & _NAMES_PLACE == CAPITAL:
            stop += 1
        if stop > k:
            found.append(Span(tokens.start[k], tokens.end[stop - 1]))
    return tuple(found)
