"""The principals of the matrix, each with the browser or program it comes by.

On the desk: the reporter who entered everything (own), and one person in every role
(same desk). Elsewhere: one person in every role of another desk, site staff, and
somebody on no desk. And who is stopped at the door: nobody at all, somebody disabled,
an editor without a second factor, a token that has ended, one for other scopes, and
one for all of them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.world import World
from tests.factories.tracker import DeskFactory, UserFactory, member
from tracker.audit import System, acting
from tracker.login.middleware import ENROLLED
from tracker.models import ApiToken, Role, Scope, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

AUTHOR = "author"  # the reporter who entered everything
MEMBERS = frozenset({AUTHOR, *Role.values})
ELSEWHERE = frozenset(f"{role} elsewhere" for role in Role.values)
STAFF, NOBODYS = "site staff", "on no desk"
OUTSIDERS = ELSEWHERE | {STAFF, NOBODYS}
ANONYMOUS, DISABLED, UNENROLLED = "anonymous", "disabled", "no second factor"
ENDED, WRONG_SCOPE, TOKEN = "ended token", "wrong scope", "token"
TOKENS = frozenset({ENDED, WRONG_SCOPE, TOKEN})
AT_THE_DOOR = TOKENS | {ANONYMOUS, DISABLED, UNENROLLED}
PRINCIPALS = sorted(MEMBERS | OUTSIDERS | AT_THE_DOOR)


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that leaves nothing; what insists on being outermost may run."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def forgotten(client: Client) -> Iterator[None]:
    """What was said to this browser is not said again on its next page."""
    yield
    opened = client.session
    if opened.pop("_messages", None):
        opened.save()


@dataclass(frozen=True, eq=False)
class Cast:
    """Everybody. Each has opened the session once; tokens are made when asked for."""

    people: dict[str, User]
    sessions: dict[str, Client]

    @cache  # noqa: B019 (as long-lived as the transaction it belongs to)
    def client(self, name: str, scope: str | None = None) -> Client:
        """Return what this principal comes by; `scope` is the one the route wants."""
        editor = self.people[Role.EDITOR]
        match name:
            case "ended token":
                return program(editor, *Scope, lasting=-1)
            case "wrong scope":
                return program(editor, *(s for s in Scope if s.value != scope))
            case "token":
                return program(editor, *Scope)
            case _:
                return self.sessions[name]


def cast(world: World, client: Callable[..., Client] = Client) -> Cast:
    """Put one person in every place."""
    desk, elsewhere = world.desk, DeskFactory()
    people = {
        AUTHOR: world.author,
        **{role.value: member(desk, role) for role in Role},
        **{f"{role.value} elsewhere": member(elsewhere, role) for role in Role},
        STAFF: UserFactory(is_staff=True),
        NOBODYS: UserFactory(),
        UNENROLLED: member(desk, Role.EDITOR),
        DISABLED: member(desk, Role.EDITOR),
    }
    sessions = {name: session(person, client) for name, person in people.items()}
    bare = sessions[UNENROLLED].session
    del bare[ENROLLED]
    bare.save()
    with acting(by=System.COMMAND, action="test.setup"):
        User.objects.filter(pk=people[DISABLED].pk).update(is_active=False)
    return Cast(people, {**sessions, ANONYMOUS: client()})


def session(person: User, client: Callable[..., Client] = Client) -> Client:
    """Return a browser in which the person has logged in with a second factor."""
    browser = client()
    browser.force_login(person, backend=BACKEND)
    opened = browser.session
    opened[ENROLLED] = {str(person.pk): ["webauthn"]}
    opened.save()
    return browser


def program(
    person: User,
    *scopes: str,
    lasting: int = 3600,
) -> Client:
    """Return a program with a token that acts as this person."""
    _, key = ApiToken.objects.create(
        person, expiry=timedelta(seconds=lasting), name="t", scopes=list(scopes)
    )
    return Client(headers={"authorization": f"Token {key}"})


def outcome(answer: Any) -> str:
    """Say in a word what became of a call."""
    where = answer.headers.get("Location", "")
    if answer.status_code in {301, 302}:
        if where.startswith(("/accounts/login/", "/admin/login/")):
            return "login"
        if where.startswith("/accounts/2fa/"):
            return "factor"
        return "absent" if where == "/admin/" else "in"
    if answer.status_code in {200, 201, 204, 409}:
        return "in"  # past every permission, whatever came after
    return {401: "login", 403: "refused", 404: "absent"}.get(
        answer.status_code, str(answer.status_code)
    )


def ids_of(world: World) -> set[str]:
    """Return the id of everything on the desk, as it would stand in an answer."""
    things = [value for name, value in vars(world).items() if name != "author"]
    return {str(thing.pk) for thing in things}


def shapes(steps: CaptureQueriesContext) -> list[str]:
    """Return the statements without their values: the same steps, the same time."""
    sql = [query["sql"] for query in steps if "SAVEPOINT" not in query["sql"]]
    return [re.sub(r"'[^']*'", "?", one) for one in sql]
