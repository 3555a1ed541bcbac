"""Entering claims, saying where they are made and where not, wording them better."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import policy
from claims.models import Claim, ClaimType, Occurrence
from claims.services.words import words
from claims.workflow import Status
from sources.models import Source
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, NotFound
from tracker.models import Article, Desk, Revision, User
from tracker.policy import can_view
from tracker.services import spans

Range = tuple[int, int]
MOST_CHARACTERS = 2000


@transaction.atomic
def enter(
    desk_id: UUID,
    *,
    text: str,
    type: ClaimType,  # noqa: A002 (the field's name)
    by: User,
    article_id: UUID | None = None,
    span: Range | None = None,
    revision_id: UUID | None = None,
    checkable: bool = True,
    attributed_to: UUID | None = None,
) -> Claim:
    """Put a claim on record, with the place where it is made if one is given.

    `span` counts in the given revision, else in the article's current one;
    `attributed_to` is the source whose claim it is. Raises NotFound, NotAllowed,
    Invalid.
    """
    if not Desk.objects.visible_to(by).filter(pk=desk_id).exists():
        raise NotFound("There is no such desk.")
    policy.can_enter(by, desk_id).or_refuse()
    if attributed_to is not None:
        _expect_source(desk_id, attributed_to, by)
    with acting(by=by, action="claim.entered"):
        claim = Claim.objects.create(
            desk_id=desk_id,
            entered_by=by,
            text=words(text, field="text", most=MOST_CHARACTERS),
            type=ClaimType(type),
            checkable=checkable,
            attributed_to_id=attributed_to,
        )
        if article_id is not None and span is not None:
            _mark(claim, article_id, span, revision_id)
    return claim


@transaction.atomic
def occur(
    claim_id: UUID,
    *,
    article_id: UUID,
    span: Range,
    by: User,
    revision_id: UUID | None = None,
) -> Occurrence:
    """Say where else the claim is made. Raises Duplicate when that is known."""
    claim = locked(claim_id, by)
    policy.can_enter(by, claim.desk_id).or_refuse()
    expect_unmerged(claim)
    with acting(by=by, action="claim.found_in_article"):
        return _mark(claim, article_id, span, revision_id)


@transaction.atomic
def leave(occurrence_id: UUID, *, by: User, version: int, reason: str) -> Occurrence:
    """Say that the claim is not made in this place after all.

    The place stays on record as ended, and may be marked again. Raises NotFound,
    NotAllowed, StaleVersion, Invalid (no reason), Conflict (ended already).
    """
    found = Occurrence.objects.visible_to(by).filter(pk=occurrence_id).first()
    if found is None:
        raise NotFound("There is no such record.")
    claim = locked(found.claim_id, by)
    policy.can_unmark(by, claim).or_refuse()
    expect_unmerged(claim)
    place = Occurrence.objects.lock(occurrence_id)
    place.expect(version)
    if place.ended_at is not None:
        raise Conflict("The claim was taken off this place already.")
    why = words(reason, field="reason", most=500)
    with acting(by=by, action="claim.left_article", reason=why):
        place.change(ended_at=timezone.now())
    return place


@transaction.atomic
def reword(
    claim_id: UUID, *, text: str, by: User, version: int, reason: str = ""
) -> Claim:
    """Say the same claim in other words; the old ones stay in the audit trail.

    A claim that is decided on must be reopened first, since the decision was about
    its words. Raises StaleVersion, Conflict.
    """
    claim = locked(claim_id, by)
    policy.can_reword(by, claim).or_refuse()
    claim.expect(version)
    expect_open(claim)
    why = words(reason, field="reason", most=2000, required=False)
    with acting(by=by, action="claim.reworded", reason=why):
        claim.change(text=words(text, field="text", most=MOST_CHARACTERS), worded_by=by)
    return claim


def locked(claim_id: UUID, by: User) -> Claim:
    """Return the claim, locked. Raises NotFound, also for other desks' claims."""
    claim = Claim.objects.lock(claim_id)
    if not can_view(by, claim):
        raise NotFound("There is no such record.")
    return claim


def expect_unmerged(claim: Claim) -> None:
    """Raise Conflict when the claim was merged into another, which `facts` name."""
    if claim.merged_into_id is not None:
        raise Conflict(
            "This claim was merged into another.", into=str(claim.merged_into_id)
        )


def expect_open(claim: Claim) -> None:
    """Raise Conflict when the claim's status is a decision about its words."""
    expect_unmerged(claim)
    if claim.status not in {Status.UNVERIFIED, Status.IN_REVIEW}:
        raise Conflict(
            "This claim has been decided on. Reopen it first.", status=claim.status
        )


def _mark(
    claim: Claim, article_id: UUID, span: Range, revision_id: UUID | None
) -> Occurrence:
    revision = revision_of(claim.desk_id, article_id, revision_id)
    place = spans.mark(revision.text, *span)
    try:
        with transaction.atomic():
            return Occurrence.objects.create(
                desk_id=claim.desk_id, claim=claim, article_id=article_id, span=place
            )
    except IntegrityError:
        raise Duplicate("The claim is marked in this place already.") from None


def revision_of(
    desk_id: UUID, article_id: UUID, revision_id: UUID | None = None
) -> Revision:
    """Return a revision of the desk's article, by default the newest.

    Raises NotFound.
    """
    if revision_id is None:
        article = Article.objects.filter(pk=article_id, desk=desk_id).first()
        if article is None:
            raise NotFound("There is no such article.")
        return article.current
    revisions = Revision.objects.select_related("text").filter(
        pk=revision_id, article=article_id, desk=desk_id
    )
    if (revision := revisions.first()) is None:
        raise NotFound("There is no such revision.")
    return revision


def _expect_source(desk_id: UUID, source_id: UUID, by: User) -> None:
    known = Source.objects.visible_to(by).filter(desk=desk_id)
    if not known.filter(pk=source_id).exists():
        raise NotFound("There is no such source.")
