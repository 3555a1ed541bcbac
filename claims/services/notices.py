"""Telling people that there is something to see; never what it says."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from claims.models import Annotation, Claim, Notice, Notification
from tracker import jobs
from tracker.models import Role, User

JOB: Final = "claims.mail_notice"
SUBJECT: Final = "Sourceline: there is something for you"


def tell(
    users: Iterable[User],
    kind: Notice,
    *,
    desk_id: UUID,
    but: User | None = None,
    claim: Claim | None = None,
    annotation: Annotation | None = None,
) -> None:
    """Write a notice to each, and have it mailed; nobody is told what they did."""
    told = {user.pk for user in users} - ({but.pk} if but else set())
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
    for notice in made:
        jobs.enqueue(JOB, notice.pk, desk_id=desk_id)


@transaction.atomic
def read(*, by: User, notice_ids: Iterable[UUID] | None = None) -> int:
    """Mark one's own notices as read, by default all; return how many were not."""
    unread = Notification.objects.of(by).unread()
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=timezone.now())


def mail(notice_id: UUID) -> None:
    """Mail the notice's kind, unless it was read by now. No link, no name, no words."""
    notice = Notification.objects.select_related("user").get(pk=notice_id)
    if notice.read_at is not None or not notice.user.is_active:
        return
    body = f"{Notice(notice.kind).label}. Log in to see it."
    send_mail(SUBJECT, body, None, [notice.user.email])


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
