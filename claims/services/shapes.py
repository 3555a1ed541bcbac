"""What a claim asserts, in fields; splitting one into several, merging two into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims import policy
from claims.models import Claim, ClaimType, Figure, Occurrence
from claims.services.claims import MOST_CHARACTERS, expect_open, locked
from claims.services.words import words
from sources.models import Source
from tracker.audit import acting
from tracker.errors import Conflict, Invalid, NotFound
from tracker.models import User
from tracker.policy import can_view

MOST_TOPICS: Final = 20
MOST_FIGURES: Final = 50
LARGEST: Final = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as it is asserted; `high` equals `low` for a plain number."""

    low: Decimal
    high: Decimal
    unit: str = ""
    place: str = ""


@transaction.atomic
def describe(
    claim_id: UUID,
    *,
    by: User,
    version: int,
    type: ClaimType | None = None,  # noqa: A002 (the field's name)
    checkable: bool | None = None,
    topics: Sequence[str] | None = None,
    place: str | None = None,
    happened: tuple[date | None, date | None] | None = None,
    figures: Sequence[Amount] | None = None,
) -> Claim:
    """Say what kind of claim it is, about what, where, when and how much.

    What is not named stays as it is; figures replace the earlier ones, and a pair of
    None takes the interval away. Raises Conflict for a claim that is decided on.
    """
    claim = locked(claim_id, by)
    policy.can_reword(by, claim).or_refuse()
    claim.expect(version)
    expect_open(claim)
    changes: dict[str, object] = {}
    if type is not None:
        changes["type"] = ClaimType(type)
    if checkable is not None:
        changes["checkable"] = checkable
    if topics is not None:
        changes["topics"] = _topics(topics)
    if place is not None:
        changes["place"] = words(place, field="place", most=120, required=False)
    if happened is not None:
        changes["happened_from"], changes["happened_to"] = _interval(*happened)
    with acting(by=by, action="claim.described"):
        claim.change(**changes)
        if figures is not None:
            _replace_figures(claim, figures)
    return claim


@transaction.atomic
def attribute(
    claim_id: UUID, *, source_id: UUID | None, by: User, version: int
) -> Claim:
    """Say whose claim it is: a source's, or (None) the outlet's own.

    Raises NotFound, NotAllowed, StaleVersion, and Conflict for a claim that is decided
    on, or whose source is not for this person to know.
    """
    claim = locked(claim_id, by)
    policy.can_reword(by, claim).or_refuse()
    claim.expect(version)
    expect_open(claim)
    known = Source.objects.visible_to(by).filter(desk=claim.desk_id)
    if source_id is not None and not known.filter(pk=source_id).exists():
        raise NotFound("There is no such source.")
    held = claim.attributed_to_id
    if held is not None and not known.filter(pk=held).exists():
        raise Conflict("It is attributed to a source that is not shown to you.")
    with acting(by=by, action="claim.attributed"):
        claim.change(attributed_to_id=source_id)
    return claim


@transaction.atomic
def split(
    claim_id: UUID, *, parts: Sequence[str], by: User, version: int, reason: str = ""
) -> list[Claim]:
    """Make claims of the parts of one that says several things.

    The first part stays the claim itself, reworded; the others are new and stand in
    the same places. Evidence stays with the first: what it bears on is for people to
    say again. Raises Conflict for a claim that is decided on.
    """
    claim = locked(claim_id, by)
    policy.can_reshape(by, claim).or_refuse()
    claim.expect(version)
    expect_open(claim)
    texts = [words(part, field="parts", most=MOST_CHARACTERS) for part in parts]
    if len(texts) < 2:  # noqa: PLR2004 (two are the fewest)
        raise Invalid("A claim is split into two or more.", field="parts")
    why = words(reason, field="reason", most=2000, required=False)
    with acting(by=by, action="claim.split", reason=why):
        claim.change(text=texts[0], worded_by=by)
        made = [
            Claim.objects.create(
                desk_id=claim.desk_id,
                entered_by=by,
                text=text,
                type=claim.type,
                checkable=claim.checkable,
                attributed_to_id=claim.attributed_to_id,
                topics=claim.topics,
                split_from=claim,
            )
            for text in texts[1:]
        ]
        Occurrence.objects.bulk_create(
            Occurrence(
                desk_id=claim.desk_id,
                claim=part,
                article_id=place.article_id,
                span_id=place.span_id,
            )
            for part in made
            for place in claim.occurrences.current().order_by("created_at", "pk")
        )
    return [claim, *made]


@transaction.atomic
def merge(
    claim_id: UUID, *, into_id: UUID, by: User, version: int, reason: str
) -> Claim:
    """Say that two claims are one: its places and evidence go over, and it is closed.

    Returns the claim that remains. Both must be open, since a decision was about one.
    """
    if claim_id == into_id:
        raise Invalid("A claim is not merged into itself.", field="into")
    found = Claim.objects.lock_all({claim_id, into_id})
    claim, into = found[claim_id], found[into_id]
    if not can_view(by, claim) or claim.desk_id != into.desk_id:
        raise NotFound("There is no such claim.")
    policy.can_reshape(by, claim).or_refuse()
    claim.expect(version)
    for one in (claim, into):
        expect_open(one)
    why = words(reason, field="reason", most=2000)
    with acting(by=by, action="claim.merged", reason=why):
        _move_places(claim, into)
        _move_evidence(claim, into)
        claim.change(merged_into=into)
    return into


def _move_places(claim: Claim, into: Claim) -> None:
    known = set(into.occurrences.current().values_list("span_id", flat=True))
    Occurrence.objects.bulk_create(
        Occurrence(
            desk_id=into.desk_id,
            claim=into,
            article_id=place.article_id,
            span_id=place.span_id,
        )
        for place in claim.occurrences.current().order_by("created_at", "pk")
        if place.span_id not in known
    )


def _move_evidence(claim: Claim, into: Claim) -> None:
    standing = into.evidence.filter(withdrawn_at=None)
    quotes = set(standing.values_list("quote_id", flat=True))
    passages = set(standing.values_list("passage_id", flat=True))
    rows = claim.evidence.select_for_update(no_key=True).filter(withdrawn_at=None)
    for item in rows.order_by("pk"):
        if item.quote_id not in quotes - {None} and (
            item.passage_id not in passages - {None}
        ):
            item.change(claim=into)


def _interval(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """One day alone is an interval of that day."""
    first, last = first or last, last or first
    if first is not None and last is not None and first > last:
        raise Invalid("The interval ends before it begins.", field="happened")
    return first, last


def _topics(topics: Sequence[str]) -> list[str]:
    if len(topics) > MOST_TOPICS:
        raise Invalid("These are too many topics.", field="topics", most=MOST_TOPICS)
    return sorted({words(topic, field="topics", most=60) for topic in topics})


def _replace_figures(claim: Claim, figures: Sequence[Amount]) -> None:
    if len(figures) > MOST_FIGURES:
        raise Invalid("These are too many figures.", field="figures", most=MOST_FIGURES)
    for figure in figures:
        if not all(
            x.is_finite() and abs(x) < LARGEST for x in (figure.low, figure.high)
        ):
            raise Invalid("A figure is a number below 10^18.", field="figures")
    if any(figure.low > figure.high for figure in figures):
        raise Invalid("A figure's interval ends before it begins.", field="figures")
    claim.figures.current().update(ended_at=timezone.now())
    Figure.objects.bulk_create(
        Figure(
            desk_id=claim.desk_id,
            claim=claim,
            low=figure.low,
            high=figure.high,
            unit=words(figure.unit, field="figures", most=40, required=False),
            place=words(figure.place, field="figures", most=120, required=False),
        )
        for figure in figures
    )
