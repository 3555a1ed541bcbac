"""Tokens for programs: made for one person, for named scopes, for a time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction

from tracker import policy
from tracker.audit import System, note
from tracker.errors import Invalid, NotFound
from tracker.models import ApiToken, Scope, User
from tracker.queries import refuse_while_frozen

LONGEST: Final = timedelta(days=366)


@transaction.atomic
def issue(
    user: User,
    *,
    name: str,
    scopes: Iterable[Scope],
    lasting: timedelta,
    by: User | System,
) -> tuple[ApiToken, str]:
    """Make a token that acts as this user, and return it with its key.

    The key is told this once and kept nowhere. Raises NotAllowed, Invalid.
    """
    if isinstance(by, User):
        policy.can_issue_token(by, user).or_refuse()
    refuse_while_frozen()
    wanted = sorted({Scope(scope) for scope in scopes})
    if not wanted:
        raise Invalid("A token needs a scope.", field="scopes")
    if not name.strip():
        raise Invalid("A token needs a name.", field="name")
    if not timedelta(0) < lasting <= LONGEST:
        raise Invalid(f"A token ends within {LONGEST.days} days.", field="days")
    token, key = ApiToken.objects.create(
        user, expiry=lasting, name=name.strip(), scopes=wanted
    )
    note(
        by=by,
        action="token.issued",
        table="tracker_user",
        row=user.pk,
        facts={"name": token.name, "scopes": wanted, "until": token.expiry},
    )
    return token, key


@transaction.atomic
def revoke(digest: str, *, by: User, reason: str = "") -> None:
    """End a token at once. Raises NotFound when it is not for this person to end."""
    token = ApiToken.objects.select_related("user").filter(pk=digest).first()
    if token is None or not policy.can_issue_token(by, token.user):
        raise NotFound("There is no such token.")
    note(
        by=by,
        action="token.revoked",
        table="tracker_user",
        row=token.user.pk,
        reason=reason,
        facts={"name": token.name},
    )
    token.delete()
