from typing import Any

from django.apps import AppConfig
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from tracker.errors import frozen


class TrackerConfig(AppConfig):
    """The record: desks and people, articles, spans, the audit chain, jobs."""

    name = "tracker"
    verbose_name = "The record"

    def ready(self) -> None:
        """Register datasets and work, listen for log-ins, check how people come in."""
        from tracker import exports, tasks  # noqa: F401, PLC0415 (needs the apps)

        connection_created.connect(_hear_of_freezes)
        from tracker.login import checks, record  # noqa: F401, PLC0415 (needs the apps)


def _hear_of_freezes(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if _say_frozen not in connection.execute_wrappers:
        connection.execute_wrappers.append(_say_frozen)


def _say_frozen(
    execute: Any,
    sql: Any,
    params: Any,
    many: bool,  # noqa: FBT001 (Django calls it)
    context: Any,
) -> Any:
    """Say in the words of every other refusal that the database found a freeze."""
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        if (refusal := frozen(error)) is not None:
            raise refusal from None
        raise
