"""Deciding. Every decision is a row: from, to, why, and what it was judged on."""

from typing import Final
from uuid import UUID

from django.db import connection, transaction

from claims import policy, queries
from claims.models import Claim, Notice, QuoteVerification, Task, Verification
from claims.services import assignments, notices, readings
from claims.services.claims import expect_unmerged, locked
from claims.services.words import words
from claims.signals import claim_decided, quote_decided
from claims.standards import Code, for_desk
from claims.workflow import DECIDED, Move, Status, after
from sources import workflow as quote_workflow
from sources.models import Quote
from sources.services import quotes
from sources.workflow import QuoteMove, QuoteStatus
from tracker.audit import acting
from tracker.errors import BelowStandard, Invalid, NotFound
from tracker.models import ArticleStatus, User
from tracker.policy import can_view
from tracker.signals import announce

MOST_REASON: Final = 5000
MOST_NOTE: Final = 2000

# Held until the end of the transaction: what a verdict rests on cannot be withdrawn
# between its being read and its being decided on. Always quotes before sources.
_HOLD_QUOTES: Final = """
    SELECT FROM sources_quote WHERE id IN (
        SELECT quote_id FROM claims_evidence WHERE claim_id = %s)
    ORDER BY id FOR SHARE
"""
_HOLD_SOURCES: Final = """
    SELECT FROM sources_source WHERE id IN (
        SELECT q.source_id FROM sources_quote AS q
        JOIN claims_evidence AS e ON e.quote_id = q.id WHERE e.claim_id = %s)
    ORDER BY id FOR SHARE
"""


def decide(
    claim_id: UUID,
    move: Move,
    *,
    by: User,
    version: int,
    reason: str,
    note_to_readers: str = "",
) -> Verification:
    """Make the move, if the policy allows it and the desk's standards admit it.

    The decision keeps the standards' version, the corroboration and every finding as
    they are now; `note_to_readers` is what is published with it, and needed to retract
    what readers have seen. Raises NotFound, NotAllowed, Invalid (no reason, no note),
    StaleVersion, IllegalMove, and BelowStandard with
    all reasons in `facts["reasons"]`.

    A second reader's verdict is opened only by a verdict that nothing else is against.
    Where the two differ, nothing is decided and both are on record as readings.
    """
    try:
        return _decide(
            claim_id,
            Move(move),
            by=by,
            version=version,
            reason=reason,
            note_to_readers=note_to_readers,
        )
    except BelowStandard as refusal:
        keep_reading(
            claim_id, Move(move), refusal, by=by, version=version, reason=reason
        )
        raise


def keep_reading(
    claim_id: UUID,
    move: Move,
    refusal: BelowStandard,
    *,
    by: User,
    version: int,
    reason: str,
) -> None:
    """Keep a verdict that was refused because it differs from a second reader's.

    To be called again by whoever rolled the refusal's transaction back. Running it
    twice changes nothing.
    """
    reasons = refusal.facts["reasons"]
    if isinstance(reasons, list) and [r["code"] for r in reasons] == [
        Code.READERS_DISAGREE
    ]:
        readings.keep(claim_id, verdict=move, reason=reason, by=by, version=version)


@transaction.atomic
def _decide(
    claim_id: UUID,
    move: Move,
    *,
    by: User,
    version: int,
    reason: str,
    note_to_readers: str,
) -> Verification:
    claim = locked(claim_id, by)
    policy.can_decide(by, claim, move).or_refuse()
    claim.expect(version)
    expect_unmerged(claim)
    target = after(Status(claim.status), move)
    if move in policy.VERDICTS:
        read = claim.readings.filter(claim_version=version, reader=by).exists()
        policy.not_second_reader(read=read).or_refuse()
    why = words(reason, field="reason", most=MOST_REASON)
    told = words(
        note_to_readers,
        field="note_to_readers",
        most=MOST_NOTE,
        required=False,
    )
    if move is Move.RETRACT and not told and _is_public(claim):
        raise Invalid(
            "Readers have seen this claim: tell them why it is taken back.",
            field="note_to_readers",
        )
    _hold(claim)
    standards = for_desk(claim.desk_id)
    report = standards.examine(queries.cases([claim])[claim.pk], move)
    (report if report.turns_on_readers else report.sealed()).or_refuse()
    with acting(by=by, action=f"claim.{target}", reason=why):
        decision = Verification.objects.create(
            desk_id=claim.desk_id,
            claim=claim,
            move=move,
            from_status=claim.status,
            to_status=target,
            decided_by=by,
            reason=why,
            note_to_readers=told,
            claim_version=version,
            standards=standards.version,
            corroboration=report.corroboration.as_json(),
            findings=report.as_json(),
        )
        claim.change(status=target)
        _close_work(claim, target, by)
    announce(claim_decided, claim_id=claim.pk, by_id=by.pk)
    return decision


@transaction.atomic
def move_quote(
    quote_id: UUID, move: QuoteMove, *, by: User, version: int, reason: str
) -> QuoteVerification:
    """Confirm, dispute or withdraw a quote. Raises as `decide` does."""
    move = QuoteMove(move)
    quote = Quote.objects.lock(quote_id)
    if not can_view(by, quote):
        raise NotFound("There is no such record.")
    policy.can_move_quote(by, quote, move).or_refuse()
    quote.expect(version)
    origin = QuoteStatus(quote.status)
    target = quote_workflow.after(origin, move)
    why = words(reason, field="reason", most=MOST_REASON)
    with acting(by=by, action=f"quote.{target}", reason=why):
        decision = QuoteVerification.objects.create(
            desk_id=quote.desk_id,
            quote=quote,
            move=move,
            from_status=origin,
            to_status=target,
            decided_by=by,
            reason=why,
            quote_version=version,
        )
        quotes.set_status(quote, target)
    announce(quote_decided, quote_id=quote.pk, by_id=by.pk)
    return decision


def _is_public(claim: Claim) -> bool:
    """Whether it stands in an article that was published, retracted since or not."""
    places = claim.occurrences.current()
    return places.exclude(article__status=ArticleStatus.DRAFT).exists()


def _hold(claim: Claim) -> None:
    with connection.cursor() as cursor:
        for statement in (_HOLD_QUOTES, _HOLD_SOURCES):
            cursor.execute(statement, [claim.pk])


def _close_work(claim: Claim, target: Status, by: User) -> None:
    """What was asked for is done once the claim is decided on; say so to its author."""
    if target not in DECIDED:
        return
    assignments.finish_all(claim, Task.REVIEW, Task.SECOND_READING, Task.RECHECK, by=by)
    notices.tell(
        [claim.entered_by], Notice.DECIDED, desk_id=claim.desk_id, but=by, claim=claim
    )
