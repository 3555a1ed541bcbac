"""What a text asserts: one statement a sentence, who answers for it, can it be checked.

Each sentence is weighed by the signs of `lexicons/checkworthy.txt`; what can be
settled by evidence is checkable, whoever says it. Opinions, predictions, the author's
hedged inference, and remarks about the reporting itself are not.
"""

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.engine.figures import dates, figures
from tracker.engine.lexicon import families, words
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
from tracker.engine.spans import Span
from tracker.engine.tokens import (
    AUXILIARY,
    BASE,
    CAPITAL,
    DATE,
    DIGIT,
    FINITE,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    PARTICIPLE,
    PERSON,
    PREPOSITION,
    PUNCTUATION,
    TITLE,
    Tokens,
)

_FAMILIES = tuple(families("checkworthy"))
_SHORT, _BRIEF, _LONG = 4, 6, 22
_LEAST = 0.4
_MARKS = "\"'“”‘’«»„‚•"
_SETTLED = 0.5
_INFERENCE = 0.3
_TALK = re.compile(
    r"\basked (?:that\b|not to be|to be|to remain|us not)[^.]{0,60}"
    r"(?:named|identified|mentioned|print|anonymous|initial)"
    r"|(?:could|did|would|does|do)(?: not|n['’]t) "
    r"(?:immediately |independently |want to |wish to )?"
    r"(?:establish|answer|respond|reply|comment|be (?:reached|verified|confirmed)"
    r"|verify|confirm|talk|speak|name)\b"
    r"|\bdeclined|\bspoke (?:to|with|on|about|over)\b"
    r"|(?:same|similar|different) account|for comment|disputed that"
    r"|not immediately|said the opposite|read from (?:it|them)"
    r"|\bwas (?:more )?(?:cautious|sceptical|skeptical|bitter|blunt)",
    re.IGNORECASE,
)
_TALK_HINTS = words("common", "talk_hints")
_MODALS = frozenset({"may", "might", "could"})
_OTHERS = frozenset(
    {
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "mr.",
        "senator",
        "governor",
        "president",
    }
)
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "outside", "inside", "around", "across"}
)


@cache
def _weights() -> dict[str, tuple[float, float]]:
    rows = (line.split() for line in families("weights")["weights"])
    return {row[0]: (float(row[1]), float(row[2])) for row in rows}


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    """Return the families of every word."""
    found: dict[str, list[str]] = {}
    for family in _FAMILIES:
        for word in words("checkworthy", family):
            found.setdefault(word, []).append(family)
    return {word: tuple(names) for word, names in found.items()}


@dataclass(frozen=True, slots=True)
class _Unit:
    """The words that assert, and the quote they stand in."""

    span: Span
    quote: Quote | None


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
    nearby = _Nearby(quotes)
    for sentence in sentences:
        unit = _unit(tokens.text, sentence, nearby.touching(sentence))
        if unit is not None:
            found.append(_statement(tokens, unit, kinds, dateline))
    return tuple(found)


class _Nearby:
    """The quotes that touch a sentence, for sentences asked in order."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        self.waiting = sorted(
            ((piece, quote) for quote in quotes for piece in quote.content),
            key=lambda pair: pair[0].start,
        )
        self.at = 0
        self.open: list[tuple[Span, Quote]] = []

    def touching(self, sentence: Span) -> list[tuple[Span, Quote]]:
        while (
            self.at < len(self.waiting)
            and self.waiting[self.at][0].start < sentence.end
        ):
            self.open.append(self.waiting[self.at])
            self.at += 1
        self.open = [pair for pair in self.open if pair[0].end > sentence.start]
        return [pair for pair in self.open if pair[0].start < sentence.end]


def _unit(
    text: str, sentence: Span, touching: list[tuple[Span, Quote]]
) -> _Unit | None:
    """Return the main assertion of a sentence; questions have none."""
    place = sentence.trimmed(text, _MARKS)
    best: _Unit | None = None
    size = sentence.end - sentence.start
    for piece, quote in touching:
        part = Span(max(piece.start, sentence.start), min(piece.end, sentence.end))
        enough = part.end - part.start >= _LEAST * size
        if enough or (best is None and quote.cue and part.start == piece.start):
            best = _Unit(part, quote)
            size = part.end - part.start
    unit = best or _Unit(place, None)
    span = unit.span.trimmed(text, _MARKS)
    if span.end <= span.start or _asks(text, span):
        return None
    span = span.trimmed(text, _MARKS + ".,;:!")
    return _Unit(span, unit.quote) if span.end > span.start else None


def _asks(text: str, span: Span) -> bool:
    return "?" in text[span.end - 1 : span.end + 1]


def _statement(
    tokens: Tokens, unit: _Unit, kinds: dict[str, SpeakerKind], dateline: date | None
) -> Statement:
    span, quote = unit.span, unit.quote
    first = bisect_left(tokens.start, span.start)
    beyond = bisect_left(tokens.start, span.end, first)
    low, flags = tokens.low[first:beyond], tokens.flags[first:beyond]
    speaker = quote.speaker if quote is not None else None
    every = 0
    for flag in flags:
        every |= flag
    counted = every & (DIGIT | NUMBER)
    numbers = figures(tokens.text, span.start, span.end) if counted else ()
    dated = every & (DIGIT | DATE)
    days = dates(tokens.text, span.start, span.end, dateline) if dated else ()
    document = speaker is not None and kinds.get(speaker) is SpeakerKind.DOCUMENT
    seen = _seen(low, flags, numbers, days)
    if quote is None:
        seen |= _author_signs(low)
        if _TALK_HINTS & set(low) and _TALK.search(span.of(tokens.text)):
            seen.add("talk")
    else:
        seen -= {"meta", "gesture"}
        seen.add("reported")
        seen |= _quoted_signs(low, flags, quote)
    if document:
        seen.add("document")
    checkable, worth = _weigh(seen)
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
        text=span.of(tokens.text),
        checkable=settled,
        kind=kind,
        speaker=speaker,
        confidence=round(checkable if settled else 1 - min(checkable, _SETTLED), 3),
        rule=_rule(quote),
        figures=numbers,
        dates=days,
        places=_places(tokens, first, beyond),
        negated=any(f & NEGATION for f in flags) or any(w.endswith("n't") for w in low),
        hedged="hedge" in seen or "hearsay" in seen,
        worth=round(worth, 3),
    )


def _rule(quote: Quote | None) -> str:
    if quote is None:
        return "author"
    return "quoted" if quote.type is QuoteType.DIRECT else "reported"


def _seen(
    low: list[str],
    flags: list[int],
    numbers: tuple[Figure, ...],
    days: tuple[DatePhrase, ...],
) -> set[str]:
    """Return the signs that a sentence shows."""
    table = _signs()
    seen = {family for word in low for family in table.get(word, ())}
    size = sum(not f & PUNCTUATION for f in flags)
    if numbers:
        big = any(f.unit or f.value is None or f.value > 12 for f in numbers)
        seen.add("figure" if big or any(f & DIGIT for f in flags) else "small_number")
    elif any(f & NUMBER for f in flags):
        seen.add("small_number")
    if days or any(f & DATE for f in flags):
        seen.add("date")
    for at, f in enumerate(flags):
        if f & FINITE and not f & AUXILIARY:
            seen.add(
                "past"
                if low[at].endswith("ed") or not low[at].endswith("s")
                else "present"
            )
        if f & PARTICIPLE and at and flags[at - 1] & AUXILIARY:
            seen.add("passive")
        if f & CAPITAL and at and not f & TITLE:
            seen.add("name")
    if size < _SHORT:
        seen.add("short")
    elif size < _BRIEF:
        seen.add("brief")
    elif size > _LONG:
        seen.add("long")
    if _metaphor(low):
        seen.add("metaphor")
    if seen & {"past", "passive"} and _OTHERS & set(low) and "first_person" not in seen:
        seen.add("about_others")
    if low and low[0] == "if":
        seen.add("conditional")
    return seen


def _metaphor(low: list[str]) -> bool:
    """“It is a bridge with one leg”: a copula and an article."""
    for at in range(len(low) - 2):
        if low[at] in {"is", "was", "it's", "that's", "are", "isn't"} and low[
            at + 1
        ] in {"a", "an", "the", "not", "like", "just"}:
            return at < 4
    return False


def _author_signs(low: list[str]) -> set[str]:
    """The author's "may", "could be" and "attempt" are inference, not report."""
    more = set()
    if _MODALS & set(low) and "be" in low:
        more.add("hedge")
    return more


def _quoted_signs(low: list[str], flags: list[int], quote: Quote) -> set[str]:
    """Commands, judging names and refusals to comment in somebody's mouth."""
    more = set()
    if quote.rule == "named":
        more.add("named")
    if "comment" in low:
        more.add("talk")
    if low and low[0] in {"don't", "do", "let's"}:
        more.add("command")
    orders = low and flags[0] & BASE and not flags[0] & (NOUN_KIND | FINITE)
    if orders and quote.type is QuoteType.DIRECT:
        more.add("command")
    return more


def _weigh(seen: set[str]) -> tuple[float, float]:
    table = _weights()
    one = two = 0.0
    for sign in ("bias", *sorted(seen)):
        first, second = table.get(sign, (0.0, 0.0))
        one += first
        two += second
    return 1 / (1 + math.exp(-one)), 1 / (1 + math.exp(-two))


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
    if not settled and seen & {
        "feeling",
        "judgement",
        "ought",
        "metaphor",
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
    found = []
    at = first
    while at < beyond - 1:
        if tokens.low[at] in _PLACE_PREPOSITIONS:
            k = at + 1
            if tokens.low[k] == "the":
                k += 1
            stop = k
            while (
                stop < beyond
                and tokens.flags[stop] & CAPITAL
                and not tokens.flags[stop] & (DATE | PERSON | PREPOSITION | TITLE)
            ):
                stop += 1
            if stop > k:
                found.append(Span(tokens.start[k], tokens.end[stop - 1]))
                at = stop
                continue
        at += 1
    return tuple(found)
