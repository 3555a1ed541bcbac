"""The cards beside an article's text: where each thing stands in one revision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from claims.models import (
    Annotation,
    Claim,
    ClaimType,
    Evidence,
    Occurrence,
    SuggestedSpeaker,
    Suggestion,
    SuggestionState,
)
from claims.review.segments import Mark, MarkKind
from claims.standards import Case
from claims.workflow import Status
from claims.workflow import moves_from as claim_moves
from sources.models import Mismatch, Quote, Source
from sources.queries import Likeness, wording_of
from sources.workflow import QuoteStatus
from sources.workflow import moves_from as quote_moves
from tracker.models import Placement, Revision, Span

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One card: a suggestion, quote, claim or note, and where it stands here."""

    card: str  # which template shows it
    kind: MarkKind
    record: Suggestion | Quote | Claim | Annotation | Evidence
    words: str
    places: tuple[Range, ...]
    moves: Sequence[object] = ()
    standing: str = ""  # how many quotes, sources and origins a claim has
    source: Source | None = None
    source_withheld: bool = False

    @property
    def key(self) -> str:
        return f"{self.card}-{self.record.pk}"

    @property
    def is_open(self) -> bool:
        return self.card == "suggestion"

    @property
    def confidence_percent(self) -> int:
        return round(100 * self._suggestion.confidence)

    @property
    def confidence_steps(self) -> int:
        """One to four bars."""
        return min(4, 1 + int(self._suggestion.confidence * 4))

    @property
    def type_label(self) -> str:
        """The kind of claim that is suggested, in words."""
        return ClaimType(self._suggestion.payload["type"]).label

    @property
    def _suggestion(self) -> Suggestion:
        if not isinstance(self.record, Suggestion):
            message = "Only a suggestion has a confidence."
            raise TypeError(message)
        return self.record

    @property
    def is_whole(self) -> bool:
        """Whether it is a note on the whole article."""
        return isinstance(self.record, Annotation) and self.record.span_id is None

    @property
    def begins(self) -> int:
        return self.places[0][0] if self.places else 0

    @property
    def marks(self) -> list[Mark]:
        return [
            Mark(self.key, self.kind, start, end, is_open=self.is_open)
            for start, end in self.places
        ]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker the engine heard, and which source a person said it is."""

    speaker: SuggestedSpeaker
    source: Source | None
    source_withheld: bool
    maybe: list[str] = field(default_factory=list)
    likely: list[Likeness] = field(default_factory=list)
    not_these: list[Mismatch] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.speaker.pk)


class Where:
    """Where spans stand in one revision: in its own text, or carried into it."""

    def __init__(self, revision: Revision, spans: Iterable[Span]) -> None:
        self.text_id = revision.text_id
        self.of_earlier = {
            placement.span_id: placement
            for placement in Placement.objects.filter(
                text=revision.text, span__in={span.pk for span in spans}
            )
        }

    def knows(self, span: Span) -> bool:
        """Whether the span was marked in this revision or an earlier one."""
        return span.text_id == self.text_id or span.pk in self.of_earlier

    def of(self, spans: Sequence[Span]) -> tuple[Range, ...]:
        """Return the places that are left of these spans, in order."""
        found = []
        for span in spans:
            if span.text_id == self.text_id:
                found.append((span.start, span.end))
                continue
            place = self.of_earlier.get(span.pk)
            if place and place.start is not None and place.end is not None:
                found.append((place.start, place.end))
        return tuple(sorted(found))


def of_suggestions(
    suggestions: Iterable[Suggestion], content: str
) -> dict[str, list[Item]]:
    """Return the cards by state; the engine's places are this very text's."""
    found: dict[str, list[Item]] = {
        SuggestionState.OPEN: [],
        SuggestionState.REJECTED: [],
    }
    for suggestion in suggestions:
        pieces = suggestion.payload.get("pieces") or [
            (suggestion.start, suggestion.end)
        ]
        places = tuple((int(start), int(end)) for start, end in pieces)
        words = " … ".join(content[start:end] for start, end in places)
        kind = MarkKind(suggestion.kind)
        found[suggestion.state].append(
            Item("suggestion", kind, suggestion, words, places)
        )
    return found


def of_quotes(
    quotes: Iterable[Quote], where: Where, known: dict[UUID, Source]
) -> Iterable[Item]:
    for quote in quotes:
        spans = [piece.span for piece in quote.pieces.all()]
        if not any(where.knows(span) for span in spans):
            continue
        source = known.get(quote.source_id) if quote.source_id else None
        yield Item(
            "quote",
            MarkKind.QUOTE,
            quote,
            quote.words,
            where.of(spans),
            moves=quote_moves(QuoteStatus(quote.status)),
            source=source,
            source_withheld=quote.source_id is not None and source is None,
        )


def of_claims(
    occurrences: Iterable[Occurrence],
    where: Where,
    known: dict[UUID, Source],
    found_for: Mapping[UUID, Case],
) -> Iterable[Item]:
    by_claim: dict[UUID, list[Occurrence]] = {}
    for occurrence in occurrences:
        if where.knows(occurrence.span):
            by_claim.setdefault(occurrence.claim_id, []).append(occurrence)
    for found in by_claim.values():
        claim = found[0].claim
        source = known.get(claim.attributed_to_id) if claim.attributed_to_id else None
        yield Item(
            "claim",
            MarkKind.CLAIM,
            claim,
            found[0].span.exact,
            where.of([occurrence.span for occurrence in found]),
            moves=claim_moves(Status(claim.status)),
            standing=found_for[claim.pk].corroboration().line,
            source=source,
            source_withheld=claim.attributed_to_id is not None and source is None,
        )


def of_notes(notes: Iterable[Annotation], where: Where) -> Iterable[Item]:
    for note in notes:
        if note.span is None:
            yield Item("note", MarkKind.NOTE, note, "", ())
            continue
        if not where.knows(note.span):
            continue
        places = where.of([note.span])
        yield Item("note", MarkKind.NOTE, note, note.span.exact, places)


def voices_of(
    speakers: Sequence[SuggestedSpeaker],
    known: dict[UUID, Source],
    likely: Mapping[UUID, list[Likeness]],
    not_these: Mapping[str, list[Mismatch]],
) -> list[Voice]:
    names = {speaker.key: str(speaker) for speaker in speakers}
    return [
        Voice(
            speaker,
            source := known.get(speaker.source_id) if speaker.source_id else None,
            source_withheld=speaker.source_id is not None and source is None,
            maybe=[
                names[link["key"]]
                for link in speaker.detail.get("maybe_same_as", [])
                if link["key"] in names
            ],
            likely=likely.get(speaker.pk, []),
            not_these=not_these.get(wording_of(speaker.descriptor), []),
        )
        for speaker in speakers
    ]
