"""Notes beside a text, and notes found over all texts."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Annotation
from claims.models.annotation import AnnotationQuerySet
from claims.queries.words import holding
from tracker.errors import NotFound
from tracker.models import Placement, PlacementState, Revision, Text, User

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


@dataclass(frozen=True, slots=True)
class Sought:
    """Which notes are looked for; each part narrows."""

    words: str = ""
    label: str = ""
    author: UUID | None = None
    article: UUID | None = None
    desk: UUID | None = None
    mentioning: UUID | None = None
    open_only: bool = False
    orphaned: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of notes, and where the next begins (None: there is none)."""

    rows: list[Annotation]
    after: Mark | None


def search(
    user: User, sought: Sought, *, after: Mark | None = None, limit: int = 50
) -> Found:
    """Return readable notes over all articles and documents, newest first.

    Each carries `is_orphaned`: its words are not in the article's newest revision.
    `after` is where the page before ended (one query).
    """
    limit = min(limit, MOST)
    notes = Annotation.objects.visible_to(user).filter(withdrawn_at=None)
    if sought.words.strip():
        notes = cast("AnnotationQuerySet", holding(notes, sought.words, "body"))
    notes = notes.annotate(is_orphaned=Exists(_lost()))
    named = {
        "label__iexact": sought.label or None,
        "entered_by": sought.author,
        "article": sought.article,
        "desk": sought.desk,
        "mentions__contains": [sought.mentioning] if sought.mentioning else None,
        "is_orphaned": sought.orphaned or None,
    }
    notes = notes.filter(**{key: value for key, value in named.items() if value})
    if sought.open_only:
        notes = notes.filter(
            Q(parent=None, resolved_at=None)
            | Q(parent__isnull=False, parent__resolved_at=None)
        )
    if after is not None:
        at, pk = after
        notes = notes.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk))
    notes = notes.select_related(
        "article", "document", "span", "entered_by", "parent__span"
    )
    page = list(notes.order_by("-created_at", "-pk")[: limit + 1])
    shown = page[:limit]
    more = len(page) > limit
    return Found(shown, (shown[-1].created_at, shown[-1].pk) if more else None)


def labels(user: User, desk_id: UUID) -> list[str]:
    """Return the labels that readable notes of the desk have (one query)."""
    notes = Annotation.objects.visible_to(user).filter(desk=desk_id, withdrawn_at=None)
    used = notes.exclude(label="").order_by("label").values_list("label", flat=True)
    return list(used.distinct()[:MOST])


def authors(user: User, desk_id: UUID) -> list[User]:
    """Return who wrote readable notes on the desk (one query)."""
    notes = Annotation.objects.visible_to(user).filter(desk=desk_id, withdrawn_at=None)
    return list(User.objects.filter(pk__in=notes.values("entered_by")).order_by("name"))


def thread(user: User, note_id: UUID) -> tuple[Annotation, list[Annotation]]:
    """Return the first note of a thread and its answers, by any note of it.

    Raises NotFound (three queries).
    """
    readable = Annotation.objects.visible_to(user)
    note = readable.filter(pk=note_id).first()
    if note is None:
        raise NotFound("There is no such note.")
    first = (
        readable.annotate(is_orphaned=Exists(_lost()))
        .select_related("article", "document", "span", "entered_by", "desk")
        .get(pk=note.parent_id or note.pk)
    )
    replies = readable.filter(parent=first).select_related("entered_by")
    return first, list(replies.order_by("created_at", "pk"))


def _lost() -> QuerySet[Placement]:
    """The placement that says a note's words are gone from the newest revision."""
    newest = Revision.objects.filter(article=OuterRef(OuterRef("article")))
    return Placement.objects.filter(
        span=OuterRef("span"),
        state=PlacementState.ORPHANED,
        text__in=newest.order_by("-number").values("text")[:1],
    )


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
