"""What a text asserts: one statement a sentence, who answers for it, can it be checked.

Each sentence is weighed by the signs of `lexicons/checkworthy.txt`; what can be
settled by evidence is checkable, whoever says it. Opinions, predictions, the author's
hedged inference, and remarks about the reporting itself are not.
"""

from bisect import bisect_left
from datetime import date
from functools import reduce
from operator import or_

from tracker.engine.assertions import Assertion, Nearby, assertion
from tracker.engine.days import dates
from tracker.engine.figures import figures
from tracker.engine.results import (
    DatePhrase,
    Figure,
    Quote,
    QuoteType,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
)
from tracker.engine.signs import signs
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
from tracker.engine.worth import weigh

_SETTLED = 0.4
"""A claim missed costs more than one offered in vain: best over folds of training."""
_INFERENCE = 0.3
"""At most so likely is what the author only infers."""
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "outside", "inside", "around", "across"}
)
_NAMES_PLACE = CAPITAL | DATE | PERSON | PREPOSITION | TITLE
"""Of these classes, a word of a place's name has the first alone."""


def statements(
    tokens: Tokens,
    sentences: list[Span],
    quotes: tuple[Quote, ...],
    speakers: tuple[Speaker, ...],
    dateline: date | None,
) -> tuple[Statement, ...]:
    """Return one statement for every sentence that asserts something."""
    kinds = {speaker.key: speaker.kind for speaker in speakers}
    found = []
    nearby = Nearby(quotes)
    for sentence in sentences:
        unit = assertion(tokens.text, sentence, nearby.touching(sentence))
        if unit is not None:
            found.append(_statement(tokens, unit, kinds, dateline))
    return tuple(found)


def _statement(
    tokens: Tokens,
    unit: Assertion,
    kinds: dict[str, SpeakerKind],
    dateline: date | None,
) -> Statement:
    span, quote = unit.span, unit.quote
    first = bisect_left(tokens.start, span.start)
    beyond = bisect_left(tokens.start, span.end, first)
    low, flags = tokens.low[first:beyond], tokens.flags[first:beyond]
    speaker = quote.speaker if quote is not None else None
    every = reduce(or_, flags, 0)
    dated = every & DATE or (every & DIGIT and any(map(_dates, low)))
    days = dates(tokens.text, span.start, span.end, dateline) if dated else ()
    numbers: tuple[Figure, ...] = ()
    if every & (DIGIT | NUMBER):
        known = [day.span for day in days]
        numbers = figures(tokens.text, span.start, span.end, known)
    by = kinds.get(speaker) if speaker is not None else None
    document = by is SpeakerKind.DOCUMENT
    seen = signs(low, flags, every, numbers, days)
    if quote is not None:
        seen -= {"meta", "gesture"}
    words = span.of(tokens.text)
    seen |= told(words, low, flags, quote, by)
    if quote is not None and low[:1] == ["to"]:
        seen |= intended(tokens.text, quote)
    seen |= together(seen, quote)
    places = _places(tokens, first, beyond)
    if places:
        seen.add("place")
    weighed = weigh(seen, low)
    checkable = weighed.checkable
    if quote is None and "hedge" in seen:
        checkable = min(checkable, _INFERENCE)
    kind = _kind(
        seen, low, numbers, days, document=document, settled=checkable >= _SETTLED
    )
    settled = checkable >= _SETTLED and kind not in {
        StatementKind.OPINION,
        StatementKind.PREDICTION,
    }
    return Statement(
        start=span.start,
        end=span.end,
        text=words,
        checkable=settled,
        kind=kind,
        speaker=speaker,
        confidence=round(checkable if settled else 1 - min(checkable, _SETTLED), 3),
        rule=_rule(quote),
        figures=numbers,
        dates=days,
        places=places,
        negated=bool(every & NEGATION)
        or (("n't" in words or "n’t" in words) and any(w[-3:] == "n't" for w in low)),
        hedged="hedge" in seen or "hearsay" in seen,
        worth=round(weighed.worth, 3),
        signs=tuple(sorted(seen)),
    )


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


def _kind(
    seen: set[str],
    low: list[str],
    numbers: tuple[Figure, ...],
    days: tuple[DatePhrase, ...],
    *,
    document: bool,
    settled: bool,
) -> StatementKind:
    if document:
        return StatementKind.DOCUMENT_WORDING
    future = "forecast" in seen
    if future and not days and not {"would", "gonna"} & set(low):
        return StatementKind.PREDICTION
    if "vow" in seen:
        return StatementKind.PREDICTION
    if "wanted" in seen:
        return StatementKind.OPINION
    if not settled and seen & {
        "feeling",
        "judgement",
        "ought",
        "others_copula",
        "hedge",
        "generic",
    }:
        return (
            StatementKind.CAUSE
            if "cause" in seen and "hedge" in seen
            else StatementKind.OPINION
        )
    if "figure" in seen and numbers:
        return StatementKind.QUANTITY
    if "order" in seen:
        return StatementKind.ORDER_OR_POLICY
    if "cause" in seen and "because" in low:
        return StatementKind.CAUSE
    if days and len(low) < 16:
        return StatementKind.TIME
    return StatementKind.EVENT


def _places(tokens: Tokens, first: int, beyond: int) -> tuple[Span, ...]:
    """Return capitalised names after a preposition of place."""
    low, flags = tokens.low, tokens.flags
    found = []
    for at in range(first, beyond - 1):
        if low[at] not in _PLACE_PREPOSITIONS:
            continue
        k = at + 2 if low[at + 1] == "the" else at + 1
        stop = k
        while stop < beyond and flags[stop] & _NAMES_PLACE == CAPITAL:
            stop += 1
        if stop > k:
            found.append(Span(tokens.start[k], tokens.end[stop - 1]))
    return tuple(found)
