"""One document with everything that is marked in it: the document page.

The number of queries is fixed, however much is marked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch

from claims.models import Annotation, Evidence
from claims.review.cards import Item
from claims.review.segments import MarkKind, Paragraph, cut
from claims.review.sheets import Sheet, sheets
from sources.models import Document, FidelityCheck, Quote
from tracker.errors import NotFound
from tracker.models import User

MOST_CARDS: Final = 200
MOST_QUOTES: Final = 50


@dataclass(frozen=True, slots=True)
class Card:
    """A note or a passage, and the sheet it stands on; None for the whole document."""

    item: Item
    sheet: int | None

    @property
    def key(self) -> str:
        return self.item.key


@dataclass(frozen=True, slots=True)
class Holding:
    document: Document
    sheet: Sheet
    paragraphs: list[Paragraph]
    cards: list[Card]
    elsewhere: list[Card]
    quotes: list[Quote]
    checks: list[FidelityCheck]

    def places_for_a_refusal(self) -> set[str]:
        return {card.key for card in self.cards} | {
            "mark",
            "withdraw",
            "original",
            "copy",
        }


def holding(document: Document, user: User, number: int = 1) -> Holding:
    """Return the page's content, at one sheet of the text. Raises NotFound."""
    every = sheets(document.text.content)
    if not 0 < number <= len(every):
        raise NotFound("There is no such page of the text.")
    sheet = every[number - 1]
    cards = [
        Card(item, _sheet_of(item, every))
        for item in sorted(
            [*_notes(document, user), *_passages(document, user)],
            key=lambda item: (item.begins, item.kind),
        )
    ]
    here = [card for card in cards if card.sheet in {None, number}]
    return Holding(
        document=document,
        sheet=sheet,
        paragraphs=cut(
            document.text.content,
            (mark for card in cards for mark in card.item.marks),
            within=(sheet.start, sheet.end),
        ),
        cards=here,
        elsewhere=[card for card in cards if card not in here],
        quotes=list(
            Quote.objects.visible_to(user)
            .filter(document=document)
            .select_related("article")
            .with_place()
            .order_by("-created_at", "-pk")[:MOST_QUOTES]
        ),
        checks=list(
            FidelityCheck.objects.visible_to(user)
            .filter(document=document)
            .select_related("quote__article")
            .newest_first()[:MOST_QUOTES]
        ),
    )


def _sheet_of(item: Item, every: Iterable[Sheet]) -> int | None:
    if not item.places:
        return None
    return next((sheet.number for sheet in every if sheet.holds(item.begins)), None)


def _notes(document: Document, user: User) -> Iterator[Item]:
    replies = Annotation.objects.visible_to(user).select_related("entered_by")
    found = (
        Annotation.objects.visible_to(user)
        .filter(document=document, parent=None)
        .select_related("span", "entered_by")
        .prefetch_related(Prefetch("replies", replies))
    )
    for note in found[:MOST_CARDS]:
        span = note.span
        places = ((span.start, span.end),) if span else ()
        yield Item("note", MarkKind.NOTE, note, span.exact if span else "", places)


def _passages(document: Document, user: User) -> Iterator[Item]:
    found = (
        Evidence.objects.visible_to(user)
        .filter(document=document, withdrawn_at=None)
        .select_related("passage", "claim", "entered_by")
        .order_by("created_at", "pk")
    )
    for evidence in found[:MOST_CARDS]:
        span = evidence.passage
        if span is not None:
            places = ((span.start, span.end),)
            yield Item("passage", MarkKind.CLAIM, evidence, span.exact, places)
