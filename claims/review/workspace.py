"""One revision of an article with everything that is marked in it: the article page.

The number of queries is fixed, however much is marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models import Prefetch

from claims.models import (
    Annotation,
    Claim,
    ClaimType,
    ExtractionRun,
    Occurrence,
    SuggestedSpeaker,
    Suggestion,
    SuggestionState,
)
from claims.review.segments import Mark, MarkKind, Paragraph, cut
from claims.workflow import Status
from claims.workflow import moves_from as claim_moves
from sources.models import Quote, Source
from sources.queries import known_sources
from sources.workflow import QuoteStatus
from sources.workflow import moves_from as quote_moves
from tracker.errors import NotFound
from tracker.models import Article, Placement, Revision, Span, User

Range = tuple[int, int]
SHOWN: Final = ("open", "quotes", "claims", "notes", "rejected")


@dataclass(frozen=True, slots=True)
class Item:
    """One card: a suggestion, quote, claim or note, and where it stands here."""

    card: str  # which template shows it
    kind: MarkKind
    record: Suggestion | Quote | Claim | Annotation
    words: str
    places: tuple[Range, ...]
    moves: Sequence[object] = ()
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

    @property
    def key(self) -> str:
        return str(self.speaker.pk)


@dataclass(frozen=True, slots=True)
class Workspace:
    article: Article
    revision: Revision
    revisions: list[Revision]
    run: ExtractionRun | None
    paragraphs: list[Paragraph]
    items: list[Item]
    orphans: list[Item]
    rejected: list[Item]
    voices: list[Voice]

    @property
    def is_current(self) -> bool:
        return self.revision.pk == self.revisions[0].pk

    @property
    def counts(self) -> dict[str, int]:
        cards = [item.card for item in (*self.items, *self.orphans)]
        return {
            "open": cards.count("suggestion"),
            "quotes": cards.count("quote"),
            "claims": cards.count("claim"),
            "notes": cards.count("note"),
            "rejected": len(self.rejected),
        }

    def places_for_a_refusal(self, part: str) -> set[str]:
        """The cards and forms of the page as it is shown that can hold a reason."""
        cards = self.rejected if part == "rejected" else self.shown(part)
        speakers = {f"speaker-{voice.key}" for voice in self.voices}
        return (
            {card.key for card in cards} | speakers | {"status", "extraction", "mark"}
        )

    def shown(self, part: str) -> list[Item]:
        """Return the cards of one part of the rail, as they stand in the text."""
        card = {"open": "suggestion", "quotes": "quote", "claims": "claim"}.get(
            part, "note"
        )
        return [item for item in self.items if item.card == card]

    def first_part(self) -> str:
        """What is shown when nobody chose: what waits, else what there is."""
        counts = self.counts
        return next((part for part in SHOWN if counts[part]), "open")


def workspace(article: Article, user: User, number: int | None = None) -> Workspace:
    """Return the page's content at a revision, by default the newest.

    Raises NotFound when the article has no such revision.
    """
    revisions = list(article.revisions.select_related("text").order_by("-number"))
    revision = next((r for r in revisions if number in (None, r.number)), None)
    if revision is None:
        raise NotFound("There is no such revision.")
    run = ExtractionRun.objects.filter(revision=revision).newest_first().first()
    proposed = _suggestion_items(_suggestions(revision), revision.text.content)
    voices = _speakers(run)
    quotes = _quotes(article)
    occurrences = list(
        Occurrence.objects.filter(article=article).select_related("span", "claim")
    )
    notes = _notes(article, user)
    known = known_sources(
        user, {s for s in _source_ids(quotes, occurrences, voices) if s}
    )
    where = _Where(revision, _spans(quotes, occurrences, notes))
    items = [
        *proposed[SuggestionState.OPEN],
        *_quote_items(quotes, where, known),
        *_claim_items(occurrences, where, known),
        *_note_items(notes, where),
    ]
    items.sort(key=lambda item: (item.begins, item.kind))
    placed = [item for item in items if item.places]
    return Workspace(
        article=article,
        revision=revision,
        revisions=revisions,
        run=run,
        paragraphs=cut(
            revision.text.content, (mark for item in placed for mark in item.marks)
        ),
        items=placed,
        orphans=[item for item in items if not item.places],
        rejected=proposed[SuggestionState.REJECTED],
        voices=_voices(voices, known),
    )


class _Where:
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


def _suggestions(revision: Revision) -> list[Suggestion]:
    states = [SuggestionState.OPEN, SuggestionState.REJECTED]
    return list(
        Suggestion.objects.filter(run__revision=revision, state__in=states)
        .select_related("speaker")
        .in_order()
    )


def _speakers(run: ExtractionRun | None) -> list[SuggestedSpeaker]:
    return [] if run is None else list(run.speakers.order_by("created_at", "key"))


def _quotes(article: Article) -> list[Quote]:
    return list(
        Quote.objects.filter(article=article)
        .select_related("document", "entered_by")
        .with_place()
        .order_by("created_at", "pk")
    )


def _notes(article: Article, user: User) -> list[Annotation]:
    seen = Annotation.objects.visible_to(user).filter(article=article)
    replies = Annotation.objects.visible_to(user).select_related("entered_by")
    return list(
        seen.filter(parent=None)
        .select_related("span", "entered_by")
        .prefetch_related(Prefetch("replies", replies))
    )


def _source_ids(
    quotes: Iterable[Quote],
    occurrences: Iterable[Occurrence],
    speakers: Iterable[SuggestedSpeaker],
) -> Iterable[UUID | None]:
    yield from (quote.source_id for quote in quotes)
    yield from (occurrence.claim.attributed_to_id for occurrence in occurrences)
    yield from (speaker.source_id for speaker in speakers)


def _spans(
    quotes: Iterable[Quote],
    occurrences: Iterable[Occurrence],
    notes: Iterable[Annotation],
) -> Iterable[Span]:
    yield from (piece.span for quote in quotes for piece in quote.pieces.all())
    yield from (occurrence.span for occurrence in occurrences)
    yield from (note.span for note in notes if note.span is not None)


def _suggestion_items(
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


def _quote_items(
    quotes: Iterable[Quote], where: _Where, known: dict[UUID, Source]
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


def _claim_items(
    occurrences: Iterable[Occurrence], where: _Where, known: dict[UUID, Source]
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
            source=source,
            source_withheld=claim.attributed_to_id is not None and source is None,
        )


def _note_items(notes: Iterable[Annotation], where: _Where) -> Iterable[Item]:
    for note in notes:
        if note.span is None or not where.knows(note.span):
            continue
        places = where.of([note.span])
        yield Item("note", MarkKind.NOTE, note, note.span.exact, places)


def _voices(
    speakers: Sequence[SuggestedSpeaker], known: dict[UUID, Source]
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
        )
        for speaker in speakers
    ]
