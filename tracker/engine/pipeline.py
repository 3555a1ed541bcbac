"""The engine's one door: a text in, an `Extraction` out."""

from datetime import date

from tracker.engine.marks import regions
from tracker.engine.quotes import drafts
from tracker.engine.results import Extraction, Quote
from tracker.engine.sentences import paragraphs, sentences
from tracker.engine.streams import rows
from tracker.engine.tokens import tokenise

VERSION = "1.0"


def extract(
    text: str, *, dateline: date | None = None, language: str = "en"
) -> Extraction:
    """Return who said what in `text`, and what in it can be checked.

    `dateline` is the day against which "Wednesday" is read. `language` is accepted
    as a BCP 47 tag; rules for English apply where no others exist.
    """
    del dateline, language
    tokens = tokenise(text)
    places = paragraphs(text)
    marked = regions(text, places)
    quotes=[]; sents=[]; at=0
    for place in places:
        here=[]
        while at<len(marked) and marked[at].opening<place.end:
            here.append(marked[at]); at+=1
        rs = rows(tokens, place, here)
        sents+=sentences(rs)
        for d in drafts(rs):
            quotes.append(Quote(d.type, tuple(d.content), (d.cue,) if d.cue else (), (d.source,) if d.source else (), None, .5, d.rule))
    quotes.sort(key=lambda q:(q.content[0].start,-q.content[-1].end))
    return Extraction(tuple(quotes),(),(),tuple(sents))
