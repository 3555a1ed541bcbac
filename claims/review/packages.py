"""What the Exports page offers one person, and how it shows an export to them."""

from dataclasses import dataclass
from typing import Final

from tracker import policy
from tracker.datasets import registry
from tracker.datasets.dataset import Dataset, Profile, Scope
from tracker.datasets.permission import can_export
from tracker.models import Desk, Export, ExportProgress, User
from tracker.models.export import AT_HAND, OPEN, ExportState

PROFILES: Final = {
    Profile.INTERNAL: "The newsroom itself",
    Profile.LEGAL: "The newsroom’s lawyer",
    Profile.REVIEWER: "An outside reviewer",
    Profile.PUBLIC: "The public",
}
STEPS: Final = {
    "csv": "Writing the CSV",
    "jsonl": "Writing the exact rows",
    "chain": "Tying them to the record",
    "zip": "Packing",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An export as one person may see it: numbers only where it is their own."""

    export: Export
    title: str
    for_whom: str
    is_open: bool
    is_own: bool
    can_fetch: bool
    can_cancel: bool
    can_release: bool
    why_not: str  # why this person may not release it
    progress: ExportProgress | None
    step: str

    @property
    def size(self) -> int | None:
        return self.export.size if self.is_own else None

    @property
    def counted(self) -> str:
        """How many rows it has, or has so far of how many."""
        if not self.is_own:
            return ""
        if self.export.rows is not None:
            return _rows(self.export.rows)
        told = self.progress
        if told is None or told.rows is None or told.estimate is None:
            return ""
        return f"{told.rows:,} of about {_rows(told.estimate)}"


def shown(export: Export, user: User) -> Shown:
    state = ExportState(export.state)
    is_own = export.entered_by_id == user.pk
    is_open = state in OPEN
    waits = state == ExportState.WAITING
    release = policy.can_release_export(user, export) if waits else None
    progress = getattr(export, "progress", None) if is_open else None
    return Shown(
        export=export,
        title=_title(export.dataset),
        for_whom=PROFILES[Profile(export.profile)],
        is_open=is_open,
        is_own=is_own,
        can_fetch=state in AT_HAND and is_own,
        can_cancel=(is_open or waits) and bool(policy.can_cancel_export(user, export)),
        can_release=bool(release),
        why_not=release.reason if release is not None else "",
        progress=progress,
        step=STEPS.get(progress.step, "") if progress else "",
    )


def offered(user: User, desk: Desk) -> list[tuple[Dataset, list[Profile]]]:
    """Return each dataset with those for whom this person may export it."""
    scope = Scope(desk_id=desk.pk)
    found = [
        (one, [p for p in PROFILES if can_export(user, one, p, scope)])
        for one in registry.datasets()
    ]
    return [(one, profiles) for one, profiles in found if profiles]


def reasons_against(user: User, desk: Desk) -> list[str]:
    """Return why nothing is offered, once for each reason."""
    scope = Scope(desk_id=desk.pk)
    found = [
        can_export(user, one, profile, scope)
        for one in registry.datasets()
        for profile in one.profiles
    ]
    return sorted({decision.reason for decision in found if not decision})


def _rows(count: int) -> str:
    return f"{count:,} row" + ("" if count == 1 else "s")


def _title(name: str) -> str:
    known = {one.name: one.title for one in registry.datasets()}
    return known.get(name, name)
