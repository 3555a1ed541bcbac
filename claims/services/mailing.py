"""Mail that there is something to see. No name of anything, no words: ids and links.

A mail is a job, so it is tried again with growing patience and ends among the dead
letters. Sending and the mark that it was sent are one transaction: a worker that dies
in between sends again, and nothing else ever sends twice.
"""

import zoneinfo
from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from claims.models import Mailing, Notice, NoticeWish, Notification
from claims.models.notice import NotificationQuerySet
from tracker import jobs
from tracker.errors import Invalid, NotFound
from tracker.models import User

DIGEST: Final = "claims.mail_digest"
MORNING: Final = 8  # o'clock, where the person is
MOST: Final = 500
SUBJECT: Final = "Sourceline: there is something for you"
SALT: Final = "claims.mailing.stop"


def mail(notice_id: UUID) -> None:
    """Mail one notice, unless it was read or mailed, or its reader wants none now."""
    rows = Notification.objects.select_for_update(of=("self",)).select_related("user")
    notice = rows.get(pk=notice_id)
    wanted = NoticeWish.of(notice.user).mailing == Mailing.AT_ONCE
    if notice.mailed_at is None and wanted and _concerns(notice.user, notice):
        _send(notice.user, [notice])


def request_digests() -> None:
    """Have a digest mailed to each person whose morning it is, once a day; by beat."""
    for wish in NoticeWish.objects.filter(mailing=Mailing.DAILY).order_by("pk"):
        first = _waiting(wish).first() if _is_due(wish) else None
        if first is not None:
            with transaction.atomic():
                jobs.enqueue(DIGEST, wish.pk, desk_id=first.desk_id)


def mail_digest(user_id: UUID) -> None:
    """Mail what waits for the person, unless they had today's digest."""
    rows = NoticeWish.objects.select_for_update(of=("self",)).select_related("user")
    wish = rows.get(pk=user_id)
    if wish.mailing != Mailing.DAILY or not _is_due(wish):
        return
    waiting = [n for n in _waiting(wish)[:MOST] if _concerns(wish.user, n)]
    if waiting:
        _send(wish.user, waiting)
    wish.digested_on = wish.local(timezone.now()).date()
    wish.save(update_fields=["digested_on"])


@transaction.atomic
def choose(*, by: User, mailing: Mailing, time_zone: str) -> NoticeWish:
    """Say how one wants to hear of notices, and where one lives. Raises Invalid."""
    if time_zone not in zoneinfo.available_timezones():
        raise Invalid("There is no such time zone.", field="time_zone")
    wish, _ = NoticeWish.objects.update_or_create(
        user=by, defaults={"mailing": Mailing(mailing), "time_zone": time_zone}
    )
    return wish


def stop_token(user: User) -> str:
    """Return what stands in a mail's link to stop all mail to this person."""
    return signing.dumps(str(user.pk), salt=SALT)


def reader_of(token: str) -> User:
    """Return whose mail the token stops. Raises NotFound for one not made here."""
    try:
        pk = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        raise NotFound("There is no such page.") from None
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise NotFound("There is no such page.")
    return user


@transaction.atomic
def stop(token: str) -> None:
    """Mail the token's person no more. Notices in the product go on."""
    NoticeWish.objects.update_or_create(
        user=reader_of(token), defaults={"mailing": Mailing.NONE}
    )


def _is_due(wish: NoticeWish) -> bool:
    now = wish.local(timezone.now())
    return now.hour >= MORNING and wish.digested_on != now.date()


def _waiting(wish: NoticeWish) -> NotificationQuerySet:
    waiting = Notification.objects.filter(user=wish.pk).unread().unmailed()
    return waiting.order_by("created_at", "pk")


def _concerns(user: User, notice: Notification) -> bool:
    """Whether it is still to be seen, by somebody who may still see it."""
    return notice.read_at is None and bool(user.roles_on(notice.desk_id))


def _send(user: User, notices: Sequence[Notification]) -> None:
    EmailMessage(
        SUBJECT, _body(notices), to=[user.email], headers=_headers(user)
    ).send()
    Notification.objects.filter(pk__in=[n.pk for n in notices]).update(
        mailed_at=timezone.now()
    )


def _body(notices: Sequence[Notification]) -> str:
    site = settings.SITE_URL
    if len(notices) == 1:
        lines = [f"{Notice(notices[0].kind).label}."]
        if site:
            lines += ["", f"{site}/notices/{notices[0].pk}/"]
    else:
        kinds = Counter(Notice(notice.kind).label for notice in notices)
        lines = [f"{number} \N{MULTIPLICATION SIGN} {k}" for k, number in kinds.items()]
        if site:
            lines += ["", f"{site}/"]
    lines += ["", "Log in to see it. Mail never says what it is."]
    if site:
        lines += ["", f"How you hear of things: {site}/me/"]
    return "\n".join(lines)


def _headers(user: User) -> dict[str, str]:
    """Say that a program wrote it, and how to stop it (RFC 3834, RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated"}
    if settings.SITE_URL:
        address = f"{settings.SITE_URL}/mail/stop/{stop_token(user)}/"
        headers["List-Unsubscribe"] = f"<{address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
