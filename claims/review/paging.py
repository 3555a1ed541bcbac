"""Pages by key: the next page begins after the last row, wherever rows were added."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.db.models import Q

from claims.queries.cursors import cursor_at, place_of
from tracker.models import Record, RecordQuerySet

SIZE: Final = 30

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    rows: list[R]
    after: str  # cursor of the next page, empty on the last


def newest_first(rows: RecordQuerySet[R], cursor: str, *, size: int = SIZE) -> Page[R]:
    """Return one page, newest first, and the next page's cursor. Raises Invalid."""
    if cursor:
        moment, key = place_of(cursor)
        rows = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=key))
    found = list(rows.order_by("-created_at", "-pk")[: size + 1])
    shown = found[:size]
    more = len(found) > size
    return Page(shown, cursor_at(shown[-1].created_at, shown[-1].pk) if more else "")
