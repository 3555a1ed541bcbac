"""What became of the claims that rested on a source, as of a moment."""

from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from claims.models import Bearing
from claims.trackrecord import Said, TrackRecord, track_record
from claims.workflow import Status
from sources import policy
from sources.models import Source
from sources.workflow import QuoteStatus
from tracker.models import User

# Evidence that was on record when its claim was resolved, of every claim that the
# source's quotes bear on, and how it stood then. Each claim's last decision is looked
# up once, beside its evidence, which the ORM has no words for (LATERAL).
WEIGHED: Final = """
    SELECT evidence.claim_id, quote.source_id, evidence.bearing, resolved.to_status,
        coalesce(evidence.withdrawn_at <= resolved.created_at, false)
            OR coalesce(moved.to_status = %(withdrawn)s, false)
    FROM claims_evidence AS evidence
    LEFT JOIN sources_quote AS quote ON quote.id = evidence.quote_id
    CROSS JOIN LATERAL (
        SELECT to_status, created_at FROM claims_verification
        WHERE claim_id = evidence.claim_id AND created_at <= %(at)s
        ORDER BY claim_version DESC LIMIT 1) AS resolved
    LEFT JOIN LATERAL (
        SELECT to_status FROM claims_quoteverification
        WHERE quote_id = evidence.quote_id AND created_at <= resolved.created_at
        ORDER BY quote_version DESC LIMIT 1) AS moved ON true
    WHERE evidence.claim_id IN (
            SELECT touched.claim_id FROM claims_evidence AS touched
            JOIN sources_quote AS own ON own.id = touched.quote_id
            WHERE own.source_id = %(source)s)
        AND evidence.bearing IN (%(supports)s, %(refutes)s)
        AND evidence.created_at <= resolved.created_at
        AND resolved.to_status IN (%(verified)s, %(refuted)s)
"""


def record_of(source: Source, *, user: User, at: datetime | None = None) -> TrackRecord:
    """Return the source's track record; for who may not see it, an empty one.

    It is counted from decisions, evidence and withdrawals up to `at` and nothing later,
    so the record of a past day stays what it was. Whose words a quote is, is taken as
    it is known today: a corrected attribution, a merge or a split corrects the past.
    """
    if not policy.can_see(user, source):
        return TrackRecord()
    asked: dict[str, Any] = {
        "source": source.pk,
        "at": at or timezone.now(),
        "supports": Bearing.SUPPORTS,
        "refutes": Bearing.REFUTES,
        "verified": Status.VERIFIED,
        "refuted": Status.REFUTED,
        "withdrawn": QuoteStatus.WITHDRAWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(WEIGHED, asked)
        rows = cursor.fetchall()
    others = {
        (claim, bearing)
        for claim, whose, bearing, _, taken_back in rows
        if whose != source.pk and not taken_back
    }
    return track_record(
        Said(
            claim=str(claim),
            supports=bearing == Bearing.SUPPORTS,
            verified=outcome == Status.VERIFIED,
            alone=(claim, bearing) not in others,
            taken_back=taken_back,
        )
        for claim, whose, bearing, outcome, taken_back in rows
        if whose == source.pk
    )
