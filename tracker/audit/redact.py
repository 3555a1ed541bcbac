"""Take a value off the chain, and leave the chain as verifiable as it was.

For what should never have been typed: an identity in a note. Two people answer for it,
it goes through the owner's role (the application's can do no such thing), and that it
happened is an event with a reason. Backups and exports from before still have it.
"""

from uuid import UUID

from django.db import connections, transaction

from tracker.audit.acting import Person
from tracker.audit.note import note
from tracker.errors import Invalid, NotFound

OWNER = "owner"
HOLDING = """
    SELECT seq, desk_id FROM audit.event
     WHERE table_name = %s AND row_id = %s AND action <> 'audit.redacted'
       AND CASE WHEN %s = 'reason' THEN reason IS NOT NULL
           ELSE %s = ANY (names) END
     ORDER BY seq
"""


def redact(
    *, table: str, row: UUID, field: str, by: Person, second: Person, reason: str
) -> list[int]:
    """Hide what was recorded of one field of one row, in every event that has it.

    `field` is a column's name, or "reason" for the reasons given. Returns the events'
    numbers. Raises Invalid without a second person or a reason, NotFound if there is
    nothing to hide.
    """
    if by.id == second.id:
        raise Invalid("Redacting takes a second person.", field="second")
    if not reason.strip():
        raise Invalid("Say why it is redacted.", field="reason")
    leaf = "reason" if field == "reason" else f"field.{field}"
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(HOLDING, (table, str(row), field, field))
        holding: list[tuple[int, UUID | None]] = cursor.fetchall()
        if not holding:
            raise NotFound("There is nothing on record to redact.")
        for seq, _ in holding:
            cursor.execute("SELECT audit.redact(%s, %s)", (seq, leaf))
        numbers = [seq for seq, _ in holding]
        note(
            by=by,
            action="audit.redacted",
            table=table,
            row=row,
            desk=holding[-1][1],
            reason=reason,
            facts={"field": field, "events": numbers, "second": str(second.id)},
            using=OWNER,
        )
    return numbers
