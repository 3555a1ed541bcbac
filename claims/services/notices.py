"""Telling people that there is something to see; never what it says."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.models import Annotation, Claim, Mailing, Notice, NoticeWish, Notification
from tracker import jobs
from tracker.errors import NotFound
from tracker.models import Role, User

JOB: Final = "claims.mail_notice"


def tell(
    users: Iterable[User],
    kind: Notice,
    *,
    desk_id: UUID,
    but: User | None = None,
    claim: Claim | None = None,
    annotation: Annotation | None = None,
) -> None:
    """Write a notice to each, and have it mailed to who wants mail at once.

    Nobody is told what they did.
    """
    told = {user.pk for user in users} - ({but.pk} if but else set())
    if not told:
        return
    made = Notification.objects.bulk_create(
        Notification(
            desk_id=desk_id,
            user_id=user_id,
            kind=kind,
            claim=claim,
            annotation=annotation,
        )
        for user_id in sorted(told)
    )
    otherwise = set(
        NoticeWish.objects.filter(user__in=told)
        .exclude(mailing=Mailing.AT_ONCE)
        .values_list("user_id", flat=True)
    )
    for notice in made:
        if notice.user_id not in otherwise:
            jobs.enqueue(JOB, notice.pk, desk_id=desk_id)


@transaction.atomic
def read(*, by: User, notice_ids: Iterable[UUID] | None = None) -> int:
    """Mark one's own notices as read, by default all; return how many were not."""
    unread = Notification.objects.of(by).unread()
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=timezone.now())


@transaction.atomic
def open_notice(notice_id: UUID, *, by: User) -> Notification:
    """Return one's own notice, which is then read. Raises NotFound."""
    notices = Notification.objects.of(by).select_related("annotation", "desk")
    notice = notices.filter(pk=notice_id, desk__in=by.roles).first()
    if notice is None:
        raise NotFound("There is no such notice.")
    read(by=by, notice_ids=[notice.pk])
    return notice


def checkers(desk_id: UUID) -> list[User]:
    """Return the desk's fact-checkers and editors."""
    roles = [Role.FACT_CHECKER, Role.EDITOR]
    return list(
        User.objects.filter(
            is_active=True,
            memberships__desk=desk_id,
            memberships__role__in=roles,
            memberships__ended_at=None,
        ).distinct()
    )
