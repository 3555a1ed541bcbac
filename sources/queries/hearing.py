"""How the copy describes those who speak in it, beyond what somebody marked."""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from sources.queries.copies import Voiced
from tracker.engine.pipeline import extract
from tracker.engine.spans import Span

_BACK: Final = re.compile(
    r"((?:the|this|that|another)\b[^,]*),\s+(?!an?\b|who|one\b)", re.IGNORECASE
)


def reread(copy: Voiced) -> Voiced:
    """Add how the text describes each source, wherever the engine hears it speak.

    A quote's mark may be on "the trader" alone, where the copy brought in "a trader who
    buys at the border" before; and a mark follows its words into a revision, not what
    was put beside or instead of them. No query, but the engine.
    """
    found = _phrases(copy.text, copy.said) if copy.said else {}
    for key, phrases in found.items():
        others = [m for v in copy.voices if v.key != key for m in v.mentions]
        told = {p for p in phrases if not any(p.meets(other) for other in others)}
        if told:
            voice = copy.every[key]
            copy.every[key] = replace(
                voice, mentions=_longest(told | {*voice.mentions})
            )
    return copy


def _phrases(text: str, words: dict[str, list[Span]]) -> dict[str, list[Span]]:
    """Return the phrases for whoever the engine hears say the words."""
    read = extract(text)
    speakers = {speaker.key: speaker for speaker in read.speakers}
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for quote in read.quotes:
        phrases = list(quote.source)
        if quote.speaker in speakers:
            phrases += speakers[quote.speaker].mentions
        for key, places in words.items():
            if any(part.meets(place) for part in quote.content for place in places):
                found[key] += [_of_the_speaker(text, phrase) for phrase in phrases]
    return found


def _of_the_speaker(text: str, phrase: Span) -> Span:
    """Leave out what begins the next statement.

    "According to the source, the centre …" goes on about the centre; "the source, a
    clerk" about the source.
    """
    back = _BACK.match(phrase.of(text))
    return phrase if back is None else Span(phrase.start, phrase.start + back.end(1))


def _longest(spans: set[Span]) -> tuple[Span, ...]:
    """Return them in order; what lies inside a longer one says nothing more."""
    return tuple(
        sorted(
            one
            for one in spans
            if not any(other != one and other.holds(one) for other in spans)
        )
    )
