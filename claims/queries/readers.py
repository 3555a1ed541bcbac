"""How far readers of the same claims agree on a desk, month by month."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection

from claims.kappa import Concord, concord

# The first two verdicts on one version, by two people; a version only once somebody
# has decided on it, so that a sealed verdict cannot be worked out from the sums. The
# day is the desk's own: a verdict late on the 31st belongs to that month.
_PAIRS: Final = """
    WITH verdict AS (
        SELECT claim_id, claim_version, verdict, reader_id AS person, created_at
        FROM claims_secondreading WHERE desk_id = %(desk)s
        UNION ALL
        SELECT v.claim_id, v.claim_version, v.move, v.decided_by_id, v.created_at
        FROM claims_verification AS v
        WHERE v.desk_id = %(desk)s
            AND v.move IN ('verify', 'dispute', 'refute', 'set_aside')
            AND EXISTS (SELECT FROM claims_secondreading AS r
                WHERE r.claim_id = v.claim_id AND r.claim_version = v.claim_version)
    ), counted AS (
        SELECT verdict.*, row_number() OVER (
            PARTITION BY claim_id, claim_version ORDER BY created_at, person) AS place
        FROM verdict
        WHERE EXISTS (SELECT FROM claims_verification AS v
            WHERE v.claim_id = verdict.claim_id
                AND v.claim_version = verdict.claim_version)
    )
    SELECT date_trunc('month', two.created_at AT TIME ZONE d.time_zone)::date,
        one.verdict, two.verdict
    FROM counted AS one
    JOIN counted AS two USING (claim_id, claim_version)
    JOIN tracker_desk AS d ON d.id = %(desk)s
    WHERE one.place = 1 AND two.place = 2
    ORDER BY 1
"""


def agreement(desk_id: UUID) -> tuple[Concord, Mapping[date, Concord]]:
    """Return the readers' agreement over all time, and by month (one query)."""
    months: defaultdict[date, list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"desk": desk_id})
        for month, first, second in cursor.fetchall():
            months[month].append((first, second))
    everything = [pair for pairs in months.values() for pair in pairs]
    return concord(everything), {m: concord(pairs) for m, pairs in months.items()}
