"""Who may export what, and for whom."""

from tracker.audit import System
from tracker.datasets.dataset import INSIDE, Dataset, Profile, Scope
from tracker.decisions import Decision
from tracker.models import Desk, Role, User
from tracker.policy import has_role

# What stays in the newsroom needs no second person; what a lawyer, a reviewer or the
# public gets cannot be called back.
LEAVES = frozenset(Profile) - {Profile.INTERNAL}


def can_export(
    by: User | System, dataset: Dataset, profile: Profile, scope: Scope
) -> Decision:
    """Editors and keepers export their desk's record, auditors what outsiders may see.

    The operator's commands act as the system and may export every desk at once.
    """
    fits = Decision.when(
        profile in dataset.profiles,
        code="profile",
        reason=f"{dataset.title} are never exported for the profile {profile.value}.",
    )
    if isinstance(by, System):
        return fits
    if scope.desk_id is None:
        return Decision.no("desk", "An export is of one desk.")
    roles = {Role.EDITOR, Role.KEEPER} | (
        set() if profile in INSIDE else {Role.AUDITOR}
    )
    what = f"export for the profile {profile.value}"
    return has_role(by, scope.desk_id, *sorted(roles), to=what) & fits


def sees_restricted(by: User | System, scope: Scope) -> bool:
    """Only a keeper's export names the sources that only keepers may see."""
    if isinstance(by, System):
        return False
    return scope.desk_id is not None and Role.KEEPER in by.roles_on(scope.desk_id)


def needs_release(profile: Profile, desk: Desk) -> bool:
    """Whether a second person must release an export before it is made."""
    return desk.exports_need_release and profile in LEAVES


def is_released(
    by: User | System, profile: Profile, scope: Scope, released_by: User | None
) -> Decision:
    """What leaves a desk that wants two people for it has been released by another.

    The operator's commands act as the system: who holds the server's disk and the
    database needs no export.
    """
    if isinstance(by, System) or scope.desk_id is None:
        return Decision.yes()
    desk = Desk.objects.get(pk=scope.desk_id)
    return Decision.when(
        not needs_release(profile, desk)
        or (released_by is not None and released_by != by),
        code="release",
        reason="On this desk an export that leaves the newsroom waits for a second "
        "person. Ask for it on the Exports page.",
    )
