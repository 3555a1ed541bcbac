"""One revision of an article with everything that is marked in it: the article page.

The number of queries is fixed, however much is marked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Prefetch, Q

from claims.models import (
    Annotation,
    ExtractionRun,
    Occurrence,
    SuggestedSpeaker,
    Suggestion,
    SuggestionState,
)
from claims.queries import cases, likely_sources
from claims.review.cards import (
    Item,
    Voice,
    Where,
    of_claims,
    of_notes,
    of_quotes,
    of_suggestions,
    voices_of,
)
from claims.review.segments import Paragraph, cut
from sources.models import Quote
from sources.queries import known_sources, not_these
from tracker.errors import NotFound
from tracker.models import Article, Revision, Span, User

SHOWN: Final = ("open", "quotes", "claims", "notes", "rejected")


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
    proposed = of_suggestions(_suggestions(revision), revision.text.content)
    voices = _speakers(run)
    quotes = _quotes(article)
    occurrences = list(
        Occurrence.objects.current()
        .filter(article=article)
        .select_related("span", "claim")
    )
    notes = _notes(article, user)
    known = known_sources(
        user, {s for s in _source_ids(quotes, occurrences, voices) if s}
    )
    where = Where(revision, _spans(quotes, occurrences, notes))
    items = [
        *proposed[SuggestionState.OPEN],
        *of_quotes(quotes, where, known),
        *of_claims(
            occurrences, where, known, cases({place.claim for place in occurrences})
        ),
        *of_notes(notes, where),
    ]
    items.sort(key=lambda item: (item.begins, item.kind))
    placed = [item for item in items if item.places or item.is_whole]
    return Workspace(
        article=article,
        revision=revision,
        revisions=revisions,
        run=run,
        paragraphs=cut(
            revision.text.content, (mark for item in placed for mark in item.marks)
        ),
        items=placed,
        orphans=[item for item in items if not item.places and not item.is_whole],
        rejected=proposed[SuggestionState.REJECTED],
        voices=voices_of(
            voices,
            known,
            likely_sources(user, article, revision.text.content, voices),
            not_these(user, article),
        ),
    )


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
        .filter(Q(withdrawn_at=None) | Q(replies__isnull=False))
        .distinct()
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
