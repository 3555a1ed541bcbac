"""Say once per transaction who acts and why; the database records the change itself."""

import json
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol, TypeAlias
from uuid import UUID

from django.db import connections, transaction
from psycopg.pq import TransactionStatus


class System(StrEnum):
    """What acts when no person does."""

    WORKER = "system:worker"
    COMMAND = "system:command"
    INSTALLER = "system:installer"
    LOGIN = "system:login"
    ANCHOR = "system:anchor"


class Person(Protocol):
    """Somebody with roles on desks: a User."""

    id: UUID
    is_staff: bool

    @property
    def roles(self) -> Mapping[UUID, AbstractSet[str]]:
        """Roles by desk."""


Actor: TypeAlias = "Person | System"

# The request (or job) on whose behalf this thread works; set by whoever starts one.
current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")

_SETTINGS = ("actor", "roles", "action", "reason", "request_id")
_SET = "SELECT " + ", ".join(
    f"set_config('sourceline.{name}', %s, true)" for name in _SETTINGS
)
_Settings: TypeAlias = tuple[str, str, str, str, str]
_NOBODY: _Settings = ("", "", "", "", "")
_current: ContextVar[_Settings] = ContextVar("current_settings", default=_NOBODY)


def actor_id(actor: Actor) -> str:
    """Return how the record names an actor: a user's id, or the system's part."""
    return actor.value if isinstance(actor, System) else str(actor.id)


def roles_by_desk(actor: Actor) -> dict[str, str]:
    """Return the actor's roles by desk id; under "" what it is everywhere."""
    if isinstance(actor, System):
        return {"": "system"}
    everywhere = {"": "site_staff"} if actor.is_staff else {}
    return everywhere | {
        str(desk): ",".join(sorted(roles)) for desk, roles in actor.roles.items()
    }


@contextmanager
def acting(
    *, by: Actor, action: str, reason: str = "", using: str = "default"
) -> Iterator[None]:
    """Put every change of a record inside on record as this act.

    Works only inside a transaction, since what it says ends with it. Nested, the
    inner act is the one recorded, and the outer one holds again afterwards.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        message = "acting() works only inside transaction.atomic()."
        raise transaction.TransactionManagementError(message)
    settings = (
        actor_id(by),
        json.dumps(roles_by_desk(by)),
        action,
        reason,
        current_request_id.get(),
    )
    outer = _current.set(settings)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_SET, settings)
        yield
    finally:
        _current.reset(outer)
        # After a failed statement the settings go with the transaction (or with the
        # savepoint), and nothing more can be said in it.
        status = connection.connection.info.transaction_status
        if status == TransactionStatus.INTRANS and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(_SET, _current.get())
