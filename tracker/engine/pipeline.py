"""The engine's one door: a text in, an `Extraction` out."""

from collections.abc import Iterator
from datetime import date

from tracker.engine.anonymity import mark
from tracker.engine.attribution import attribute
from tracker.engine.characters import Character
from tracker.engine.collecting import uncollected
from tracker.engine.confidence import of_quote, of_speaker
from tracker.engine.drafting import Draft
from tracker.engine.marks import Region, regions
from tracker.engine.quotes import drafts, join_paragraphs
from tracker.engine.results import Extraction, Quote
from tracker.engine.sentences import paragraphs, sentences
from tracker.engine.spans import Span
from tracker.engine.splitting import tokenise
from tracker.engine.statements import statements
from tracker.engine.streams import Row, rows
from tracker.engine.unreported import announcement, take_announced

VERSION = "1.7"


def divide(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` as `extract` has them, without all the rest."""
    tokens, places = tokenise(text), paragraphs(text)
    marked = regions(text, places)
    parted: list[Span] = []
    for place, here in _by_place(places, marked):
        parted += sentences(rows(tokens, place, here))
    return tuple(parted)


def _by_place(
    places: list[Span], marked: list[Region]
) -> Iterator[tuple[Span, list[Region]]]:
    """Yield each paragraph with the marks that open in it."""
    at = 0
    for place in places:
        here: list[Region] = []
        while at < len(marked) and marked[at].opening < place.end:
            here.append(marked[at])
            at += 1
        yield place, here


@uncollected()
def extract(
    text: str, *, dateline: date | None = None, language: str = "en"
) -> Extraction:
    """Return who said what in `text`, and what in it can be checked.

    `dateline` is the day against which "Wednesday" is read. `language` is accepted
    as a BCP 47 tag; rules for English apply where no others exist.
    """
    del language
    tokens = tokenise(text)
    places = paragraphs(text)
    marked = regions(text, places)
    every: list[Row] = []
    found: list[Draft] = []
    parted = []
    told = None
    for place, here in _by_place(places, marked):
        own = rows(tokens, place, here)
        every += own
        parted += sentences(own)
        made = drafts(own)
        take_announced(made, told)
        told = announcement(own[0])
        found += made
    found.sort(key=lambda d: (d.start, -d.content[-1].end))
    found = join_paragraphs(found)
    cast, spoken = attribute(every, found)
    quotes = tuple(_quote(draft, spoken[id(draft)]) for draft in found)
    mark(text, [c for c in cast.characters if c.spoke], parted)
    people = cast.speakers()
    asserted = statements(tokens, parted, quotes, people, dateline)
    return Extraction(quotes, people, asserted, tuple(parted))


def _quote(draft: Draft, character: Character | None) -> Quote:
    return Quote(
        type=draft.type,
        content=tuple(draft.content),
        cue=(draft.cue,) if draft.cue is not None else (),
        source=(draft.source,) if draft.source is not None else (),
        speaker=character.key if character is not None else None,
        confidence=of_quote(draft.rule),
        rule=draft.rule,
        speaker_confidence=of_speaker(draft.tie) if character is not None else 0.0,
        speaker_rule=draft.tie if character is not None else "",
    )
