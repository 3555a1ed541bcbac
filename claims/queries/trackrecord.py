"""What became of the claims that rested on a source, as of a moment."""

from datetime import datetime
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from claims.models import Bearing, Evidence, QuoteVerification, Verification
from claims.trackrecord import Said, TrackRecord, track_record
from claims.workflow import Status
from sources.models import Source
from sources.workflow import QuoteStatus
from tracker.models import User

RESOLVED: Final = (Status.VERIFIED, Status.REFUTED)


def record_of(source: Source, *, user: User, at: datetime | None = None) -> TrackRecord:
    """Return the source's track record; for who may not see it, an empty one.

    It is counted from decisions, evidence and withdrawals up to `at` and nothing later,
    so the record of a past day stays what it was. Whose words a quote is, is taken as
    it is known today: a corrected attribution, a merge or a split corrects the past.
    """
    seen = Source.objects.visible_to(user).filter(pk=source.pk)
    touched = Evidence.objects.filter(quote__source__in=seen).values("claim")
    rows = list(
        _weighed(at or timezone.now())
        .filter(claim__in=touched)
        .values_list(
            "claim_id",
            "quote__source",
            "bearing",
            "outcome",
            "withdrawn",
            "quote_status",
        )
    )
    others = {
        (claim, bearing)
        for claim, whose, bearing, _, withdrawn, status in rows
        if whose != source.pk and not _taken_back(withdrawn, status)
    }
    return track_record(
        Said(
            claim=str(claim),
            supports=bearing == Bearing.SUPPORTS,
            verified=outcome == Status.VERIFIED,
            alone=(claim, bearing) not in others,
            taken_back=_taken_back(withdrawn, status),
        )
        for claim, whose, bearing, outcome, withdrawn, status in rows
        if whose == source.pk
    )


def _weighed(at: datetime) -> QuerySet[Any]:
    """Return evidence that was on record when its claim was resolved, as of `at`."""
    last = Verification.objects.filter(
        claim=OuterRef("claim"), created_at__lte=at
    ).order_by("-claim_version")[:1]
    quote_moves = QuoteVerification.objects.filter(
        quote=OuterRef("quote"), created_at__lte=OuterRef("resolved_at")
    ).order_by("-quote_version")[:1]
    return (
        Evidence.objects.filter(bearing__in=[Bearing.SUPPORTS, Bearing.REFUTES])
        .annotate(
            resolved_at=Subquery(last.values("created_at")),
            outcome=Subquery(last.values("to_status")),
        )
        .filter(outcome__in=RESOLVED, created_at__lte=F("resolved_at"))
        .annotate(
            withdrawn=Q(withdrawn_at__isnull=False, withdrawn_at__lte=F("resolved_at")),
            quote_status=Subquery(quote_moves.values("to_status")),
        )
    )


def _taken_back(withdrawn: bool, quote_status: str | None) -> bool:  # noqa: FBT001 (a column's value)
    return withdrawn or quote_status == QuoteStatus.WITHDRAWN
