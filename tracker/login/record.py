"""Log-ins, log-outs, refused log-ins and second factors, put on the audit record.

No name that was typed and no address is kept: a refused log-in names the person only
when it was somebody's.
"""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from tracker import audit
from tracker.login.middleware import BEGAN, disenrolled, enrolled
from tracker.login.network import name_of
from tracker.models import User


def _note(user: User | None, action: str, **facts: object) -> None:
    with transaction.atomic():
        audit.note(
            by=user or audit.System.LOGIN,
            action=action,
            table="tracker_user" if user else "",
            row=user.pk if user else None,
            facts=facts,
        )


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: User, **_: Any) -> None:
    request.session[BEGAN] = int(time.time())
    _note(user, "login.opened")


@receiver(user_logged_out)
def logged_out(user: User | None, **_: Any) -> None:
    if user is not None:
        _note(user, "login.closed")


@receiver(user_login_failed)
def refused(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """A refused log-in is nobody's act: the one it names may not have tried."""
    if request is None:
        return
    name = name_of(request, credentials)
    person = User.objects.filter(email=name).first() if name else None
    with transaction.atomic():
        audit.note(
            by=audit.System.LOGIN,
            action="login.refused",
            table="tracker_user" if person else "",
            row=person.pk if person else None,
            facts={"known": person is not None},
        )


@receiver(authenticator_added)
def factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    enrolled(request, user, authenticator.type)
    _note(user, "factor.added", type=authenticator.type)


@receiver(authenticator_removed)
def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    disenrolled(request, user, authenticator.type)
    _note(user, "factor.removed", type=authenticator.type)
