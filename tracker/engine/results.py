"""What the engine returns: plain values that compare equal and never change.

Every span counts code points of the text that was read. Confidence is the share of
results of the same rule that people marked right (see `confidence.py`). Named tuples,
since a text has hundreds, and frozen dataclasses of so many fields are slow to make.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.engine.spans import Span


class QuoteType(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    ANONYMOUS_PERSON = "anonymous_person"
    ANONYMOUS_GROUP = "anonymous_group"
    NAMED_PERSON = "named_person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class StatementKind(StrEnum):
    EVENT = "event"
    QUANTITY = "quantity"
    TIME = "time"
    ORDER_OR_POLICY = "order_or_policy"
    DOCUMENT_WORDING = "document_wording"
    CAUSE = "cause"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Quote(NamedTuple):
    """Words of one speaker; in pieces where the attribution interrupts them.

    `speaker` is a `Speaker.key`, or None where the copy names nobody; `speaker_rule` is
    how its phrase led to the speaker ("pronoun", "name", "context" where it has none).
    """

    type: QuoteType
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: str | None
    confidence: float
    rule: str
    speaker_confidence: float = 0.0
    speaker_rule: str = ""


class SpeakerLink(NamedTuple):
    """A guess that two speakers are one; people decide, the engine never merges."""

    key: str
    reason: str


class Speaker(NamedTuple):
    """Somebody, or something, that the article lets speak.

    `evidence` says why it is of its kind; `grounds` are the words that explain the
    anonymity; `contacts` tell how and when the outlet spoke to it.
    """

    key: str
    kind: SpeakerKind
    descriptor: str
    mentions: tuple[Span, ...]
    grounds: tuple[Span, ...] = ()
    contacts: tuple[Span, ...] = ()
    maybe_same_as: tuple[SpeakerLink, ...] = ()
    evidence: str = ""


class Figure(NamedTuple):
    """A number as written, its value where one can be read, and its unit.

    A range ("10 to 15 years") goes from `value` to `most`; a share ("a third of", "one
    in five") has the unit "share".
    """

    span: Span
    value: float | None
    unit: str = ""
    most: float | None = None


class DatePhrase(NamedTuple):
    """Words for a day or a time; `day` only if the text and the dateline fix it.

    A longer time ("in mid-March", "two years ago") goes from `first` to `last`.
    """

    span: Span
    day: date | None
    first: date | None = None
    last: date | None = None


class Statement(NamedTuple):
    """One assertion: what is said to be so, by whom, and whether it can be checked.

    `speaker` is a `Speaker.key`; None means the author says it. `worth` (0 to 1) ranks
    statements by how much they deserve a checker's time; `signs` are what both were
    judged by (see `signs.py`).
    """

    start: int
    end: int
    text: str
    checkable: bool
    kind: StatementKind
    speaker: str | None
    confidence: float
    rule: str
    figures: tuple[Figure, ...] = ()
    dates: tuple[DatePhrase, ...] = ()
    places: tuple[Span, ...] = ()
    negated: bool = False
    hedged: bool = False
    worth: float = 0.0
    signs: tuple[str, ...] = ()


class Extraction(NamedTuple):
    """All that was found in one text, each list in order of appearance."""

    quotes: tuple[Quote, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[Statement, ...] = ()
    sentences: tuple[Span, ...] = ()
