"""Notes beside a text, and notes found over all texts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q

from claims.models import Annotation
from claims.models.annotation import AnnotationQuerySet
from tracker.models import Placement, PlacementState, Text, User

MOST: Final = 100
Mark = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Thread:
    """A note with its answers, and where it stands in the text that is shown.

    `words` are those it was written about: what an orphaned note still shows.
    """

    note: Annotation
    state: PlacementState | None  # None: about the whole text
    start: int | None
    end: int | None
    words: str
    replies: list[Annotation] = field(default_factory=list)


def threads(user: User, text: Text, notes: AnnotationQuerySet) -> list[Thread]:
    """Return the readable threads among these notes, as they stand in the text.

    In the order of the text; those about the whole come first, orphaned ones last
    (two queries).
    """
    seen = list(
        notes.visible_to(user)
        .select_related("entered_by", "span")
        .order_by("created_at", "pk")
    )
    placed = {
        place.span_id: place
        for place in Placement.objects.filter(
            text=text, span__in=[note.span_id for note in seen if note.span_id]
        )
    }
    answers: defaultdict[UUID, list[Annotation]] = defaultdict(list)
    for note in seen:
        if note.parent_id is not None:
            answers[note.parent_id].append(note)
    found = [
        _thread(note, text, placed, answers[note.pk])
        for note in seen
        if note.parent_id is None
    ]
    return sorted(found, key=_in_order)


def search(
    user: User,
    words: str = "",
    *,
    label: str = "",
    desk_id: UUID | None = None,
    open_only: bool = False,
    after: Mark | None = None,
    limit: int = 50,
) -> list[Annotation]:
    """Return readable notes with all the words, over all articles and documents.

    Newest first; `after` is where the page before ended (one query).
    """
    notes = Annotation.objects.visible_to(user)
    if words.strip():
        query = SearchQuery(words, config="simple", search_type="websearch")
        notes = notes.annotate(found=SearchVector("body", config="simple")).filter(
            found=query
        )
    if label:
        notes = notes.filter(label__iexact=label)
    if desk_id is not None:
        notes = notes.filter(desk=desk_id)
    if open_only:
        notes = notes.filter(
            Q(parent=None, resolved_at=None)
            | Q(parent__isnull=False, parent__resolved_at=None)
        )
    if after is not None:
        at, pk = after
        notes = notes.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    notes = notes.select_related("article", "document", "span", "entered_by", "parent")
    return list(notes.order_by("-created_at", "-pk")[: min(limit, MOST)])


def _thread(
    note: Annotation,
    text: Text,
    placed: dict[UUID, Placement],
    replies: list[Annotation],
) -> Thread:
    span = note.span
    if span is None:
        return Thread(note, None, None, None, "", replies)
    if span.text_id == text.pk:
        state = PlacementState.ANCHORED
        return Thread(note, state, span.start, span.end, span.exact, replies)
    place = placed.get(span.pk)
    if place is None:
        return Thread(note, PlacementState.ORPHANED, None, None, span.exact, replies)
    state = PlacementState(place.state)
    return Thread(note, state, place.start, place.end, span.exact, replies)


def _in_order(thread: Thread) -> tuple[bool, int, datetime, UUID]:
    orphaned = thread.state == PlacementState.ORPHANED
    return orphaned, thread.start or 0, thread.note.created_at, thread.note.pk
