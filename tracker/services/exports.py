"""Exports: asked for, released by a second person, cancelled, fetched, forgotten.

A worker makes the package (`tracker.services.packing`); what it is, and for whom, is
`tracker.datasets`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker import jobs, policy
from tracker.audit import System, acting, note
from tracker.datasets import Profile, Scope, dataset, store
from tracker.datasets.order import Order, sensible
from tracker.datasets.permission import can_export, needs_release
from tracker.errors import Conflict, IllegalMove, Invalid, NotFound, TooLarge
from tracker.models import Article, Desk, Export, ExportState, User
from tracker.models.export import AT_HAND, MOVES, OPEN
from tracker.signals import exporting

JOB: Final = "tracker.export"
KEPT_FOR: Final = timedelta(days=7)  # a package, from when it is ready
WAITS_FOR: Final = timedelta(days=14)  # an order, for its release
MOST_OPEN: Final = 10  # of one person on one desk
MOST_CHOSEN: Final = 1000
BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Package:
    """A package at hand, and what to call it."""

    path: Path
    name: str


@transaction.atomic
def ask(
    desk_id: UUID,
    *,
    dataset_name: str,
    profile: Profile,
    by: User,
    since: date | None = None,
    until: date | None = None,
    status: str = "",
    article_id: UUID | None = None,
    chosen: Iterable[UUID] = (),
    as_of: datetime | None = None,
    bom: bool = False,
) -> Export:
    """Ask for an export. A worker makes it, once it is released where that is wanted.

    Raises NotFound, NotAllowed, Invalid for a filter that the dataset does not have,
    Conflict when too many of one's own are under way.
    """
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    wanted = Export(
        desk=desk,
        entered_by=by,
        dataset=dataset(dataset_name).name,
        profile=Profile(profile).value,
        since=since,
        until=until,
        only_status=status,
        article_id=article_id,
        chosen=sorted(set(chosen), key=str),
        as_of=as_of,
        bom=bom,
        needs_release=needs_release(profile, desk),
    )
    _admit(wanted)
    now = timezone.now()
    with acting(by=by, action="export.asked"):
        if wanted.needs_release:
            wanted.state, wanted.expires_at = ExportState.WAITING, now + WAITS_FOR
            wanted.save(force_insert=True)
            return wanted
        wanted.state = ExportState.QUEUED
        wanted.save(force_insert=True)
    jobs.enqueue(JOB, wanted.pk, desk_id=desk.pk)
    return wanted


@transaction.atomic
def release(export_id: UUID, *, by: User, reason: str = "") -> Export:
    """Let an export out as the second person; a worker makes it now."""
    export = _locked(export_id, by)
    policy.can_release_export(by, export).or_refuse()
    _expect_move(export, ExportState.QUEUED)
    with acting(by=by, action="export.released", reason=reason):
        export.state = ExportState.QUEUED
        export.released_by, export.released_at = by, timezone.now()
        export.expires_at = None
        export.save(update_fields=["state", "released_by", "released_at", "expires_at"])
    jobs.enqueue(JOB, export.pk, desk_id=export.desk_id)
    return export


@transaction.atomic
def cancel(export_id: UUID, *, by: User, reason: str = "") -> Export:
    """Have an export not made, or stopped. Others than who asked say why."""
    export = _locked(export_id, by)
    policy.can_cancel_export(by, export).or_refuse()
    if export.entered_by_id != by.pk and not reason.strip():
        raise Invalid("Say why, to whoever asked for it.", field="reason")
    _expect_move(export, ExportState.CANCELLED)
    with acting(by=by, action="export.cancelled", reason=reason):
        export.state, export.said = ExportState.CANCELLED, reason.strip()[:500]
        export.ended_at, export.expires_at = timezone.now(), None
        export.save(update_fields=["state", "said", "ended_at", "expires_at"])
    return export


@transaction.atomic(durable=True)
def fetch(export_id: UUID, *, by: User) -> Package:
    """Hand over the package, after the fetching itself has gone on record.

    Only to who asked, and only while they may still export it.
    """
    export = _locked(export_id, by)
    policy.can_fetch_export(by, export).or_refuse()
    can_export(
        by,
        dataset(export.dataset),
        Profile(export.profile),
        Scope(desk_id=export.desk_id),
    ).or_refuse()
    _expect_no_objection(export)
    path = store.package(export.pk)
    if export.state not in AT_HAND or _is_over(export):
        raise Conflict(_WHY_NOT.get(export.state, "This export is not at hand."))
    if not path.exists():
        raise Conflict("The package is not on this server any more; ask for it again.")
    if export.state == ExportState.READY:
        with acting(by=by, action="export.fetched"):
            export.state, export.fetched_at = ExportState.FETCHED, timezone.now()
            export.save(update_fields=["state", "fetched_at"])
    else:
        note(
            by=by,
            action="export.fetched_again",
            table="tracker_export",
            row=export.pk,
            desk=export.desk_id,
        )
    return Package(path, f"sourceline-{export.dataset}-{export.profile}.zip")


_WHY_NOT: Final[dict[str, str]] = {
    ExportState.WAITING: "This export waits for a second person's release.",
    ExportState.QUEUED: "This export is not written yet.",
    ExportState.RUNNING: "This export is not written yet.",
    ExportState.FAILED: "This export failed; ask for it again.",
    ExportState.CANCELLED: "This export was cancelled.",
}


def expire() -> int:
    """End what is past its time and delete its package; return how many rows ended.

    The row first: whoever dies in between leaves a file that the next sweep finds.
    """
    ended = _expire_rows()
    kept = Export.objects.filter(state__in=AT_HAND | OPEN)
    store.sweep(set(kept.values_list("pk", flat=True)))
    return ended


@transaction.atomic
def _expire_rows() -> int:
    over = Q(expires_at__lte=timezone.now())
    past = Export.objects.filter(over, state__in=[*AT_HAND, ExportState.WAITING])
    rows = past.select_for_update(skip_locked=True, no_key=True).order_by("pk")
    found = [export.pk for export in rows[:BATCH]]
    with acting(by=System.WORKER, action="export.expired"):
        Export.objects.filter(pk__in=found).update(
            state=ExportState.EXPIRED, ended_at=timezone.now()
        )
    return len(found)


def _admit(export: Export) -> None:
    """Refuse now what would be refused when it is written."""
    order, by = Order.of(export), export.entered_by
    can_export(by, order.dataset, order.profile, order.scope).or_refuse()
    _expect_no_objection(export)
    sensible(order)
    if len(export.chosen) > MOST_CHOSEN:
        raise TooLarge(
            f"Choose at most {MOST_CHOSEN:,} rows, or use filters.",
            limit=MOST_CHOSEN,
            unit="rows",
        )
    article = Article.objects.visible_to(by).filter(desk=export.desk_id)
    if export.article_id and not article.filter(pk=export.article_id).exists():
        raise NotFound("There is no such article.")
    unmade = [ExportState.WAITING, *OPEN]
    mine = Export.objects.filter(desk=export.desk_id, entered_by=by, state__in=unmade)
    if mine.count() >= MOST_OPEN:
        raise Conflict(
            f"{MOST_OPEN} exports of yours are under way; wait for one, or cancel one."
        )


def _expect_no_objection(export: Export) -> None:
    """Ask the apps above, which may seal something to this person for a time."""
    exporting.send(
        sender=None,
        dataset=export.dataset,
        desk_id=export.desk_id,
        by=export.entered_by,
    )


def _locked(export_id: UUID, by: User) -> Export:
    rows = Export.objects.visible_to(by).select_related("entered_by", "desk")
    return rows.lock(export_id)


def _expect_move(export: Export, to: ExportState) -> None:
    if (ExportState(export.state), to) not in MOVES or _is_over(export):
        raise IllegalMove(
            f"This export is {ExportState(export.state).label.lower()}; "
            "it is too late for that.",
            status=export.state,
        )


def _is_over(export: Export) -> bool:
    return export.expires_at is not None and export.expires_at <= timezone.now()
