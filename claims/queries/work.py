"""What waits for one person: given to them, to review, to read second, overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from claims.models import Assignment, Notification, Task
from tracker.models import Role, User

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Work:
    """Open assignments by queue; one may stand in several."""

    mine: list[Assignment]
    to_review: list[Assignment]
    second_reading: list[Assignment]
    overdue: list[Assignment]
    falling: list[Assignment]


def work(user: User, *, today: date, desk_id: UUID | None = None) -> Work:
    """Return the person's queues, most urgent first (one query).

    Work that is nobody's yet shows for those who could do it, and not the work on
    what they entered or worded themselves.
    """
    rows = (
        Assignment.objects.visible_to(user)
        .open()
        .select_related("claim", "assignee", "entered_by")
    )
    if desk_id is not None:
        rows = rows.filter(desk=desk_id)
    found = list(rows.by_urgency()[:MOST])
    mine = [item for item in found if item.assignee_id == user.pk]
    free = [i for i in found if i.assignee_id is None and _could_do(user, i)]
    return Work(
        mine=mine,
        to_review=[i for i in free if i.task == Task.REVIEW],
        second_reading=[i for i in mine + free if i.task == Task.SECOND_READING],
        overdue=[i for i in mine + free if i.due_on is not None and i.due_on < today],
        falling=[i for i in found if i.task == Task.RECHECK],
    )


def unread(user: User) -> list[Notification]:
    """Return what the person has not seen yet, newest first (one query)."""
    notices = Notification.objects.of(user).unread().newest_first()
    return list(notices.select_related("claim", "annotation")[:MOST])


def _could_do(user: User, item: Assignment) -> bool:
    checks = user.roles_on(item.desk_id) & {Role.FACT_CHECKER, Role.EDITOR}
    own = user.pk in {item.claim.entered_by_id, item.claim.worded_by_id}
    return bool(checks) and not own
