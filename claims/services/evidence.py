"""What speaks for a claim and against it."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import policy
from claims.models import Bearing, Cause, Claim, Credibility, Evidence
from claims.models.evidence import best_credibility
from claims.services import rechecks
from claims.services.claims import expect_unmerged, locked
from claims.services.words import words
from sources.models import Document, Quote
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, Invalid, NotFound
from tracker.models import User
from tracker.services import spans

Range = tuple[int, int]


@transaction.atomic
def add_quote(
    claim_id: UUID,
    *,
    quote_id: UUID,
    bearing: Bearing,
    by: User,
    credibility: int = Credibility.CANNOT_BE_JUDGED,
    rationale: str = "",
) -> Evidence:
    """Let a quote bear on the claim. The same quote counts once.

    Raises NotFound, NotAllowed, Duplicate, and Invalid for a grade without a rationale
    or better than hearsay can be.
    """
    claim = _weighed(claim_id, by)
    expect_unmerged(claim)
    quote = Quote.objects.filter(pk=quote_id, desk=claim.desk_id).first()
    if quote is None:
        raise NotFound("There is no such quote.")
    _expect_grade(credibility, rationale, hops=quote.hops)
    return _add(
        claim,
        by=by,
        quote=quote,
        bearing=bearing,
        credibility=credibility,
        rationale=rationale,
    )


@transaction.atomic
def add_passage(
    claim_id: UUID,
    *,
    document_id: UUID,
    span: Range,
    bearing: Bearing,
    by: User,
    credibility: int = Credibility.CANNOT_BE_JUDGED,
    rationale: str = "",
) -> Evidence:
    """Let a document's passage bear on the claim; `span` counts in its text.

    Words that bear on it already do not count again as part of a longer passage.
    """
    claim = _weighed(claim_id, by)
    expect_unmerged(claim)
    documents = Document.objects.select_related("text").filter(desk=claim.desk_id)
    document = documents.filter(pk=document_id).first()
    if document is None:
        raise NotFound("There is no such document.")
    _expect_grade(credibility, rationale, hops=0)
    _expect_other_words(claim, document, span)
    with acting(by=by, action="evidence.added"):
        passage = spans.mark(document.text, *span)
    return _add(
        claim,
        by=by,
        document=document,
        passage=passage,
        bearing=bearing,
        credibility=credibility,
        rationale=rationale,
    )


@transaction.atomic
def grade(
    evidence_id: UUID, *, credibility: int, rationale: str, by: User, version: int
) -> Evidence:
    """Grade how credible this piece of information is, and say why."""
    item = _locked(evidence_id, by)
    item.expect(version)
    _expect_standing(item)
    _expect_grade(credibility, rationale, hops=item.quote.hops if item.quote else 0)
    with acting(by=by, action="evidence.graded"):
        item.change(credibility=credibility, rationale=rationale.strip())
    _look_again(item)
    return item


@transaction.atomic
def withdraw(evidence_id: UUID, *, by: User, version: int, reason: str) -> Evidence:
    """Let it no longer bear on the claim; it stays on record as withdrawn."""
    item = _locked(evidence_id, by)
    item.expect(version)
    _expect_standing(item)
    why = words(reason, field="reason", most=500)
    with acting(by=by, action="evidence.withdrawn", reason=why):
        item.change(withdrawn_at=timezone.now())
    _look_again(item)
    return item


def _look_again(item: Evidence) -> None:
    rechecks.request(Cause.CLAIM, item.claim_id, desk_id=item.desk_id)


def _weighed(claim_id: UUID, by: User) -> Claim:
    claim = locked(claim_id, by)
    policy.can_weigh(by, claim).or_refuse()
    return claim


def _locked(evidence_id: UUID, by: User) -> Evidence:
    """Lock claim, then evidence: in the order in which a decision reads them."""
    found = Evidence.objects.visible_to(by).filter(pk=evidence_id).first()
    if found is None:
        raise NotFound("There is no such evidence.")
    _weighed(found.claim_id, by)
    return Evidence.objects.select_related("quote").lock(evidence_id)


def _add(claim: Claim, *, by: User, rationale: str, **what: object) -> Evidence:
    with acting(by=by, action="evidence.added"):
        try:
            with transaction.atomic():
                made = Evidence.objects.create(
                    desk_id=claim.desk_id,
                    claim=claim,
                    entered_by=by,
                    rationale=words(
                        rationale, field="rationale", most=2000, required=False
                    ),
                    **what,
                )
        except IntegrityError:
            raise Duplicate("This bears on the claim already.") from None
    _look_again(made)
    return made


def _expect_other_words(claim: Claim, document: Document, span: Range) -> None:
    start, end = span
    standing = claim.evidence.filter(document=document, withdrawn_at=None)
    if standing.filter(passage__start__lt=end, passage__end__gt=start).exists():
        raise Duplicate("Some of these words bear on the claim already.")


def _expect_grade(credibility: int, rationale: str, *, hops: int) -> None:
    if credibility not in Credibility.values:
        raise Invalid("Credibility runs from 1 to 6.", field="credibility")
    if credibility == Credibility.CANNOT_BE_JUDGED:
        return
    if not rationale.strip():
        raise Invalid("A grade needs its rationale.", field="rationale")
    if credibility < (best := best_credibility(hops)):
        raise Invalid(
            f"What came through {hops} others can be graded {best} at best.",
            field="credibility",
            best=best,
        )


def _expect_standing(item: Evidence) -> None:
    if item.withdrawn_at is not None:
        raise Conflict("This evidence has been withdrawn.")
