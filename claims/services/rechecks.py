"""Review tasks for settled claims that fell below the desk's standards.

Run after anything below changed. Running it twice changes nothing: a claim has one
open task of this kind.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from claims.models import Assignment, Cause, Claim, Notice, Task
from claims.models.claim import ClaimQuerySet
from claims.queries import facts, radius
from claims.services import notices
from claims.standards import for_desk
from tracker import jobs
from tracker.audit import System, acting
from tracker.models import Desk

AT_ONCE: Final = 500

# One kind of job for each kind of subject.
JOBS: Final = {
    Cause.SOURCE: "claims.recheck_source",
    Cause.LINK: "claims.recheck_link",
    Cause.DOCUMENT: "claims.recheck_document",
    Cause.QUOTE: "claims.recheck_quote",
    Cause.CLAIM: "claims.recheck_claim",
    Cause.STANDARDS: "claims.recheck_desk",
}


@transaction.atomic
def request(cause: Cause, subject: UUID, *, desk_id: UUID) -> None:
    """Have every settled claim that rests on the subject looked at again, if any."""
    if _touched(cause, subject).exists():
        jobs.enqueue(JOBS[cause], subject, desk_id=desk_id)


def request_all() -> int:
    """Have every desk's settled claims looked at again; return how many desks.

    News is told once, after its commit; this finds what was lost with it, and what
    only time brought down: standards whose day has come, terms that ran out.
    """
    desks = list(Desk.objects.values_list("pk", flat=True))
    for desk_id in desks:
        request(Cause.STANDARDS, desk_id, desk_id=desk_id)
    return len(desks)


def recheck(cause: Cause, subject: UUID) -> list[Assignment]:
    """Make a task for each claim that rests on the subject and fell; return the new.

    For `STANDARDS` the subject is the desk, and every settled claim is looked at.
    """
    made: list[Assignment] = []
    claims = _touched(cause, subject).order_by("desk_id", "pk")
    rows = claims.iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(rows, AT_ONCE)):
        made += _raise(chunk, cause)
    return made


def _touched(cause: Cause, subject: UUID) -> ClaimQuerySet:
    """Return the settled claims that rest on the subject."""
    settled = Claim.objects.filter(status__in=radius.ADMITTED_BY)
    match cause:
        case Cause.STANDARDS:
            return settled.filter(desk=subject)
        case Cause.CLAIM:
            return settled.filter(pk=subject)
        case _:
            ids = radius.claims_with(_evidence(cause, subject))
            return settled.filter(pk__in=ids)


def _evidence(cause: Cause, subject: UUID) -> Q:
    match cause:
        case Cause.DOCUMENT:
            return Q(document=subject) | Q(quote__document=subject)
        case Cause.QUOTE:
            return Q(quote=subject)
        case _:
            sources = facts.one_origin_with({subject})
            return (
                Q(quote__source__in=sources)
                | Q(document__holder__in=sources)
                | Q(quote__document__holder__in=sources)
            )


@transaction.atomic
def _raise(claims: Iterable[Claim], cause: Cause) -> list[Assignment]:
    made: list[Assignment] = []
    by_desk: dict[UUID, list[Claim]] = {}
    for claim in claims:
        by_desk.setdefault(claim.desk_id, []).append(claim)
    for desk_id, of_desk in by_desk.items():
        fallen = radius.below_standard(of_desk, for_desk(desk_id))
        new = _tasks([claim for claim, _ in fallen], cause)
        if new:
            notices.tell(
                notices.checkers(desk_id), Notice.BELOW_STANDARD, desk_id=desk_id
            )
        made += new
    return made


def _tasks(claims: list[Claim], cause: Cause) -> list[Assignment]:
    waiting = Assignment.objects.open().filter(claim__in=claims, task=Task.RECHECK)
    known = set(waiting.values_list("claim_id", flat=True))
    with acting(by=System.WORKER, action="claim.fell_below_standard"):
        return Assignment.objects.bulk_create(
            Assignment(
                desk_id=claim.desk_id, claim=claim, task=Task.RECHECK, cause=cause
            )
            for claim in claims
            if claim.pk not in known
        )
