"""How the copy describes those who speak in it, beyond what somebody marked."""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from sources.models import Descriptor, Quote, QuotePiece, Source, Stance
from sources.queries.copies import UNNAMED, Voiced
from sources.reading import Voice
from tracker.engine.pipeline import extract
from tracker.engine.spans import Span
from tracker.models import Text

_BACK: Final = re.compile(
    r"((?:the|this|that|another)\b[^,]*),\s+(?!an?\b|who|one\b)", re.IGNORECASE
)


def reread(copy: Voiced) -> Voiced:
    """Add how the text describes each source, wherever the engine hears it speak.

    A quote's mark may be on "the trader" alone, where the copy brought in "a trader who
    buys at the border" before; and a mark follows its words into a revision, not what
    was put beside or instead of them. Three queries, and the engine.
    """
    spoken = _spoken(copy, copy.article.current.text)
    if not spoken:
        return copy
    found = _phrases(copy.text, spoken)
    for key, phrases in found.items():
        others = [m for v in copy.voices if v.key != key for m in v.mentions]
        told = [p for p in phrases if not any(p.meets(other) for other in others)]
        if told:
            _hear(copy, key, told)
    return copy


def _spoken(copy: Voiced, text: Text) -> dict[str, list[Span]]:
    """Return where the words of each source stand."""
    quotes = Quote.objects.filter(
        article=copy.article,
        source__in=[source.pk for source in copy.sources.values()],
        speaker_kind__in=UNNAMED,
        mention__isnull=False,
    )
    pieces = QuotePiece.objects.filter(quote__in=quotes)
    carried = pieces.filter(
        span__placements__text=text, span__placements__start__isnull=False
    )
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for source_id, start, end in (
        *pieces.filter(span__text=text).values_list(
            "quote__source", "span__start", "span__end"
        ),
        *carried.values_list(
            "quote__source", "span__placements__start", "span__placements__end"
        ),
    ):
        if start is not None and end is not None:
            found[str(source_id)].append(Span(start, end))
    return found


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


def _hear(copy: Voiced, key: str, phrases: list[Span]) -> None:
    """Give a voice its phrases; what lies inside a longer one says nothing more."""
    known = copy.voice(key)
    every = {*phrases, *(known.mentions if known else ())}
    mentions = tuple(sorted(one for one in every if not _inside_another(one, every)))
    if known is None:
        copy.voices.append(_voice(copy.sources[key], mentions))
    else:
        copy.voices[copy.voices.index(known)] = replace(known, mentions=mentions)


def _inside_another(one: Span, every: set[Span]) -> bool:
    return any(
        other != one and other.start <= one.start and one.end <= other.end
        for other in every
    )


def _voice(source: Source, mentions: tuple[Span, ...]) -> Voice:
    wordings = Descriptor.objects.current().filter(source=source)
    said = list(wordings.values_list("stance", "wording"))
    return Voice(
        str(source.pk),
        mentions,
        agreed=tuple(w for stance, w in said if stance == Stance.AGREED),
        forbidden=tuple(w for stance, w in said if stance == Stance.FORBIDDEN),
    )
