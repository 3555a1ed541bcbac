"""One quote in the making: its spans, its type, and which marks quote nobody."""

from dataclasses import dataclass, field

from tracker.engine.frames import Report
from tracker.engine.lexicon import words
from tracker.engine.marks import Region
from tracker.engine.phrases import (
    Phrase,
)
from tracker.engine.results import QuoteType
from tracker.engine.spans import Span
from tracker.engine.streams import QUOTATION, STOPS, Row
from tracker.engine.tokens import (
    CLOSED,
    DETERMINER,
    DOCUMENT,
    NUMBER,
    ORGANISATION,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
)

_CALLED = words("scare", "before")
_TITLED = words("scare", "titles")
_BETWEEN_WORDS = frozenset({"with", "by", "to", "for", "into", "and", "or"})
_KNOWN = frozenset({"known", "nicknamed"})
_NO_WORDS = PUNCTUATION | QUOTED
_SMALL = frozenset({"from", "with", "into", "over", "upon", "than"})
"""Longer words that a title has in small letters."""
_BEARS_TITLE = DOCUMENT | ORGANISATION
SHORT = 3


@dataclass(slots=True)
class Draft:
    """A quote before its speaker is known."""

    type: QuoteType
    content: list[Span]
    cue: Span | None
    source: Span | None
    row: Row
    sentence: tuple[int, int]
    phrase: Phrase | None
    rule: str
    regions: list[Region] = field(default_factory=list)
    shared: "Draft | None" = None
    subject: tuple[Row, Phrase] | None = None
    base: str = ""
    tie: str = ""

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def nested(self) -> bool:
        """Whether the report stands inside somebody else's quotation."""
        return self.row.within is not None and not self.row.within.torn

    def absorb(self, later: "Draft") -> None:
        """Take over the pieces of a later paragraph, and its attribution if it has."""
        self.content.extend(later.content)
        self.regions.extend(later.regions)
        if self.source is None and later.source is not None:
            self.source, self.phrase, self.cue = later.source, later.phrase, later.cue
            self.row, self.rule = later.row, later.rule


def from_report(new: Report, made: dict[int, Draft]) -> Draft:
    row = new.row
    content = [_piece(row, a, b) for a, b in new.pieces]
    regions = [
        row.region[a] for a, b in new.pieces if b == a + 1 and row.low[a] == QUOTATION
    ]
    shared = made.get(id(new.shared)) if new.shared is not None else None
    subject = None
    if new.shared is not None and shared is None and new.shared.source is not None:
        subject = (row, new.shared.source)
    phrase = new.source
    if phrase is None and shared is not None:
        phrase = shared.phrase
    if phrase is None and subject is not None:
        phrase = subject[1]
    phrase = _worded(row, phrase)
    return Draft(
        type=_type(row, new.pieces, named=new.rule == "named"),
        content=content,
        cue=row.span(new.cue.first, new.cue.beyond) if new.cue else None,
        source=trimmed(row, phrase) if phrase is not None else None,
        row=row,
        sentence=new.sentence,
        phrase=phrase,
        rule=new.rule,
        regions=regions,
        shared=shared,
        base=new.cue.base if new.cue else "",
    )


def _worded(row: Row, phrase: Phrase | None) -> Phrase | None:
    """Return a phrase that holds words, None for bare marks."""
    if phrase is None:
        return None
    flags = row.flags[phrase.first : phrase.beyond]
    return phrase if any(not flag & PUNCTUATION for flag in flags) else None


def trimmed(row: Row, phrase: Phrase) -> Span:
    return row.span(phrase.first, phrase.beyond).trimmed(row.text, ",;:–—―")


def _piece(row: Row, first: int, beyond: int) -> Span:
    if beyond == first + 1 and row.low[first] == QUOTATION:
        return row.region[first].content
    return row.span(first, beyond).trimmed(row.text, ",;:—–")


def _type(row: Row, pieces: list[tuple[int, int]], *, named: bool = False) -> QuoteType:
    quoted = plain = False
    for a, b in pieces:
        here = row.flags[a:b]
        plain = plain or any(not flags & _NO_WORDS for flags in here)
        for at in [k for k, flags in enumerate(here, a) if flags & QUOTED]:
            quoted = (
                quoted
                or b - a == 1
                or named
                or (at == a and _opens(row, at))
                or not is_scare(row, at)
            )
    if quoted:
        return QuoteType.MIXED if plain else QuoteType.DIRECT
    return QuoteType.INDIRECT


def _opens(row: Row, at: int) -> bool:
    """“said that ‘every penny’ had gone”: "that" is no article here."""
    words = row.region[at].content.of(row.text).split()
    return at > 0 and row.low[at - 1] == "that" and len(words) > 1


def is_title(row: Row, at: int) -> bool:
    """Whether the words at `at` are a heading or a title: “under the heading ‘X’”.

    Words in capitals behind what bears them too: “in her blog, “A Small Town”, she …”.
    """
    if any(low in _TITLED for low in row.low[max(0, at - 3) : at]):
        return True
    bears = at > 1 and row.low[at - 1] == "," and row.flags[at - 2] & _BEARS_TITLE
    return bool(bears) and _in_capitals(row.region[at].content.of(row.text).strip())


def _in_capitals(content: str) -> bool:
    """Whether several words, and all long ones with a capital, stand there."""
    parts = content.split()
    strong = [word for word in parts if len(word) > 3 and word not in _SMALL]
    capitals = len(parts) > 1 and strong and all(w[0].isupper() for w in strong)
    return bool(capitals) and content[-1:] not in {".", "!", "?", ","}


def _word_before(row: Row, at: int) -> bool:
    return at > 0 and row.low[at] == QUOTATION and row.low[at - 1] in _CALLED


def is_scare(row: Row, at: int) -> bool:
    """Whether nobody is quoted with the words at `at`: terms, titles, names."""
    content = row.region[at].content.of(row.text).strip()
    parts = content.split()
    before = row.low[at - 1] if at else ""
    flags = row.flags[at - 1] if at else 0
    if before == "," and at > 1:
        before, flags = row.low[at - 2], row.flags[at - 2]
    if before in _CALLED or is_title(row, at):
        return True
    if before == "as" and not _KNOWN.isdisjoint(row.low[max(0, at - 9) : at]):
        return True  # “known among its crew as “the tub””
    if len(parts) == 1 and before in _BETWEEN_WORDS and _word_before(row, at - 2):
        return True  # “replace the word “failed” with “deviated””
    if _in_capitals(content):
        return True
    if len(parts) <= SHORT and content[-1:] not in {".", "!", "?", ","}:
        after = row.flags[at + 1] if at + 1 < len(row) else PUNCTUATION
        low_after = row.low[at + 1] if at + 1 < len(row) else "."
        if flags & (DETERMINER | POSSESSIVE | NUMBER) and not flags & PRONOUN:
            return True
        if not after & (PUNCTUATION | CLOSED) and flags & (PREPOSITION | DETERMINER):
            return True
        if (
            len(parts) == 1
            and before in {"and", "or", "word", "words", "term", "said"}
            and low_after not in STOPS
        ):
            return True
    return False


def bare(
    row: Row,
    sentence: tuple[int, int],
    at: list[int],
    rule: str,
    phrase: Phrase | None = None,
    cue: tuple[int, int] | None = None,
) -> Draft:
    regions = [row.region[k] for k in at]
    phrase = _worded(row, phrase)
    return Draft(
        type=QuoteType.DIRECT,
        content=[region.content for region in regions],
        cue=row.span(*cue) if cue else None,
        source=trimmed(row, phrase) if phrase else None,
        row=row,
        sentence=sentence,
        phrase=phrase,
        rule=rule,
        regions=regions,
    )
