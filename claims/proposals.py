"""What the engine found, as rows to be proposed. Pure: values in, values out."""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from tracker.engine.results import (
    DatePhrase,
    Extraction,
    Figure,
    Quote,
    Speaker,
    Statement,
)
from tracker.engine.spans import Span, hull

DESCRIPTOR_LENGTH: Final = 300
CLAIM_LENGTH: Final = 2000

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the suggestion table keeps it."""

    key: str
    kind: str
    descriptor: str
    detail: Payload


@dataclass(frozen=True, slots=True)
class Item:
    """One proposed quote or claim at [start, end)."""

    kind: str
    fingerprint: str
    start: int
    end: int
    speaker: str | None
    payload: Payload
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Proposals:
    speakers: tuple[Voice, ...]
    items: tuple[Item, ...]


def of(found: Extraction, text: str) -> Proposals:
    """Return what to propose: every quote, and every statement that can be checked.

    A proposal's fingerprint is its kind, its words and which occurrence of these words
    it is, so it is the same proposal in a later revision or engine version.
    """
    kinds = {speaker.key: speaker.kind.value for speaker in found.speakers}
    items = [_quote(quote, text, kinds) for quote in found.quotes]
    items += [
        _claim(statement, text) for statement in found.statements if statement.checkable
    ]
    once = {item.fingerprint: item for item in reversed(items)}
    return Proposals(
        tuple(_voice(speaker, text) for speaker in found.speakers),
        tuple(
            sorted(once.values(), key=lambda item: (item.start, item.end, item.kind))
        ),
    )


def _voice(speaker: Speaker, text: str) -> Voice:
    return Voice(
        speaker.key,
        speaker.kind.value,
        speaker.descriptor[:DESCRIPTOR_LENGTH],
        {
            "mentions": _pairs(speaker.mentions),
            "grounds": [span.of(text) for span in speaker.grounds],
            "contacts": [span.of(text) for span in speaker.contacts],
            "evidence": speaker.evidence,
            "maybe_same_as": [
                {"key": link.key, "reason": link.reason}
                for link in speaker.maybe_same_as
            ],
        },
    )


def _quote(quote: Quote, text: str, kinds: dict[str, str]) -> Item:
    whole = hull(quote.content)
    mention = hull(quote.source) if quote.source else None
    return Item(
        "quote",
        _fingerprint("quote", quote.content, text),
        whole.start,
        whole.end,
        quote.speaker,
        {
            "type": quote.type.value,
            "pieces": _pairs(quote.content),
            "cue": _pair(hull(quote.cue)) if quote.cue else None,
            "mention": _pair(mention) if mention else None,
            "attribution": mention.of(text)[:DESCRIPTOR_LENGTH] if mention else "",
            "speaker_kind": kinds.get(quote.speaker or "", "unknown"),
        },
        quote.confidence,
        quote.rule,
    )


def _claim(statement: Statement, text: str) -> Item:
    place = Span(statement.start, statement.end)
    return Item(
        "claim",
        _fingerprint("claim", (place,), text),
        place.start,
        place.end,
        statement.speaker,
        {
            "text": statement.text[:CLAIM_LENGTH],
            "type": statement.kind.value,
            "checkable": statement.checkable,
            "negated": statement.negated,
            "hedged": statement.hedged,
            "figures": [_figure(f, text) for f in statement.figures],
            "dates": [_time(d, text) for d in statement.dates],
            "places": [span.of(text) for span in statement.places],
        },
        statement.confidence,
        statement.rule,
    )


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    """A plain number goes from itself to itself; one that cannot be read, nowhere."""
    return {
        "words": figure.span.of(text),
        "value": figure.value,
        "low": figure.value,
        "high": figure.value if figure.most is None else figure.most,
        "unit": figure.unit,
    }


def _time(phrase: DatePhrase, text: str) -> dict[str, Any]:
    """A day goes from itself to itself; "in mid-March" from its first to its last."""
    return {
        "words": phrase.span.of(text),
        "day": phrase.day and phrase.day.isoformat(),
        "first": phrase.first and phrase.first.isoformat(),
        "last": phrase.last and phrase.last.isoformat(),
    }


def _fingerprint(kind: str, pieces: tuple[Span, ...], text: str) -> str:
    words = "\x1f".join(span.of(text) for span in pieces)
    nth = text.count(pieces[0].of(text), 0, pieces[0].start)
    return hashlib.sha256(f"{kind}\x1e{nth}\x1e{words}".encode()).hexdigest()


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [_pair(span) for span in spans]
