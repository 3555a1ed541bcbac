"""An extraction as one JSON object: what `manage.py extract` prints a line of."""

import hashlib
from collections.abc import Iterable
from typing import Any

from tracker.engine.pipeline import VERSION, extract
from tracker.engine.results import Extraction, Quote, Speaker, SpeakerKind, Statement
from tracker.engine.spans import Span


def read(name: str, text: str) -> dict[str, Any]:
    """Extract `text` and return the record of it."""
    return record(name, text, extract(text))


def record(name: str, text: str, found: Extraction) -> dict[str, Any]:
    """Return plain values, ready for JSON."""
    kinds = {speaker.key: speaker.kind for speaker in found.speakers}
    encoded = text.encode("utf-8", "surrogatepass")
    return {
        "id": name,
        "text_sha256": hashlib.sha256(encoded).hexdigest(),
        "engine": VERSION,
        "quotes": [_quote(quote, kinds) for quote in found.quotes],
        "speakers": [_speaker(speaker) for speaker in found.speakers],
        "claims": [_claim(statement) for statement in found.statements],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _quote(quote: Quote, kinds: dict[str, SpeakerKind]) -> dict[str, Any]:
    kind = kinds.get(quote.speaker or "", SpeakerKind.UNKNOWN)
    return {
        "type": quote.type.value,
        "content": _spans(quote.content),
        "cue": _spans(quote.cue),
        "source": _spans(quote.source),
        "speaker_key": quote.speaker,
        "speaker_kind": kind.value,
        "confidence": quote.confidence,
        "rule": quote.rule,
        "speaker_confidence": quote.speaker_confidence,
        "speaker_rule": quote.speaker_rule,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "key": speaker.key,
        "kind": speaker.kind.value,
        "descriptor": speaker.descriptor,
        "mentions": _spans(speaker.mentions),
        "grounds": _spans(speaker.grounds),
        "contacts": _spans(speaker.contacts),
        "maybe_same_as": [
            {"key": link.key, "reason": link.reason} for link in speaker.maybe_same_as
        ],
        "evidence": speaker.evidence,
    }


def _claim(statement: Statement) -> dict[str, Any]:
    return {
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "checkable": statement.checkable,
        "worth": statement.worth,
        "kind": statement.kind.value,
        "speaker_key": statement.speaker,
        "confidence": statement.confidence,
        "rule": statement.rule,
        "signs": list(statement.signs),
        "negated": statement.negated,
        "hedged": statement.hedged,
        "figures": [
            {
                "span": [f.span.start, f.span.end],
                "value": f.value,
                "most": f.most,
                "unit": f.unit,
            }
            for f in statement.figures
        ],
        "dates": [
            {
                "span": [d.span.start, d.span.end],
                **{
                    name: day.isoformat() if day is not None else None
                    for name, day in (
                        ("day", d.day),
                        ("first", d.first),
                        ("last", d.last),
                    )
                },
            }
            for d in statement.dates
        ],
        "places": _spans(statement.places),
    }
