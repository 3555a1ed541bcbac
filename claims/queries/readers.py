"""How far second readers and deciders agree on a desk, month by month."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from claims.kappa import Concord, concord

# The day is the desk's own: a verdict late on the 31st belongs to that month.
_PAIRS: Final = """
    SELECT date_trunc('month', v.created_at AT TIME ZONE d.time_zone)::date,
        r.verdict, v.move
    FROM claims_secondreading AS r
    JOIN claims_verification AS v
        ON v.claim_id = r.claim_id AND v.claim_version = r.claim_version
    JOIN tracker_desk AS d ON d.id = r.desk_id
    WHERE r.desk_id = %s AND v.move IN ('verify', 'dispute', 'refute', 'set_aside')
    ORDER BY 1
"""


def agreement(desk_id: UUID) -> tuple[Concord, Mapping[date, Concord]]:
    """Return the readers' agreement over all time, and by month (one query)."""
    months: defaultdict[date, list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [desk_id])
        for month, verdict, move in cursor.fetchall():
            months[month].append((verdict, move))
    everything = [pair for pairs in months.values() for pair in pairs]
    return concord(everything), {m: concord(pairs) for m, pairs in months.items()}
