"""Put an act on record that changes nothing: a look, an export, a log-in, a refusal."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections

from tracker.audit.acting import Actor, actor_id, current_request_id, roles_by_desk


def note(
    *,
    by: Actor,
    action: str,
    table: str = "",
    row: UUID | str | None = None,
    desk: UUID | None = None,
    reason: str = "",
    facts: Mapping[str, object] | None = None,
    using: str = "default",
) -> None:
    """Write an event of its own; it stands or falls with the transaction around it.

    For a look at something protected, call it in an outermost transaction before
    showing anything: `with transaction.atomic(durable=True)`.
    """
    roles = roles_by_desk(by)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT audit.note(%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)",
            (
                actor_id(by),
                roles.get(str(desk), roles.get("", "")),
                current_request_id.get(),
                action,
                table,
                None if row is None else str(row),
                desk,
                reason,
                json.dumps(facts or {}, cls=DjangoJSONEncoder),
            ),
        )
