"""Marking places in a text, and following them into the next revision."""

from collections.abc import Iterable

from tracker.engine import anchoring
from tracker.engine.spans import Span as Place
from tracker.errors import Invalid
from tracker.models import Placement, PlacementState, Span, Text

Range = tuple[int, int]


def find(content: str, words: str, *, nth: int = 1) -> Range:
    """Return where the words stand for the nth time, in code points.

    Raises Invalid when they do not stand there that often.
    """
    start = -1
    for _ in range(nth):
        start = content.find(words, start + 1)
        if start < 0:
            raise Invalid("These words do not stand in the text.", words=len(words))
    return start, start + len(words)


def mark(text: Text, start: int, end: int) -> Span:
    """Return the span [start, end) of the text; the same place is one span.

    To be called inside a service's `acting`. Raises Invalid for a range that is
    empty or not inside the text, with the offsets.
    """
    if not 0 <= start < end <= text.characters:
        raise Invalid(
            "The marked range does not lie inside the text.",
            start=start,
            end=end,
            characters=text.characters,
        )
    known = Span.objects.filter(text=text, start=start, end=end).first()
    if known is not None:
        return known
    exact, prefix, suffix = anchoring.selector(text.content, start, end)
    return Span.objects.create(
        desk_id=text.desk_id,
        text=text,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )


def carry(spans: Iterable[Span], *, old: Text, new: Text) -> list[Placement]:
    """Place each span in the new text: anchored, moved or orphaned.

    A span is followed from where it stood in `old`. One that was orphaned there is
    looked for from its own first text, since words do come back.
    """
    spans = list(spans)
    places = {p.span_id: p for p in Placement.objects.filter(text=old, span__in=spans)}
    rows = []
    for span in spans:
        place = places.get(span.pk)
        if place is None or place.start is None or place.end is None:
            origin, where = span.text.content, Place(span.start, span.end)
        else:
            origin, where = old.content, Place(place.start, place.end)
        carried = anchoring.carry(origin, where, new.content)
        rows.append(
            Placement(
                desk_id=new.desk_id,
                span=span,
                text=new,
                state=PlacementState(carried.state),
                start=carried.start,
                end=carried.end,
            )
        )
    return Placement.objects.bulk_create(rows)
