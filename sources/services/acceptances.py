"""Letting a finding of the checks stand, as an exception with a reason."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy, queries
from sources.freetext import guard
from sources.models import Acceptance
from sources.services import revisions
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, Invalid, NotFound
from tracker.models import Article, User


@transaction.atomic
def accept(
    article_id: UUID, *, fingerprint: str, reason: str, by: User, text: str = ""
) -> Acceptance:
    """Accept one finding of the article's newest revision, or of a `text` before it.

    A jigsaw finding takes the keeper of that source. Raises NotFound (no such finding
    now), NotAllowed, Invalid (no reason), Duplicate.
    """
    article = Article.objects.visible_to(by).lock(article_id)
    policy.can_accept(by, article).or_refuse()
    if not reason.strip():
        raise Invalid("An exception needs a reason.", field="reason")
    guard({"reason": reason})
    found = (
        revisions.check(article.pk, text=text, by=by)
        if text
        else queries.article_findings(by, article.pk)
    )
    finding = next((f for f in found if f.fingerprint == fingerprint), None)
    if finding is None:
        raise NotFound("The checks find no such thing in this article.")
    if finding.source is not None:
        policy.can_accept_jigsaw(by, finding.source).or_refuse()
    if finding.accepted:
        raise Duplicate("This finding is accepted already.")
    with acting(by=by, action="finding.accepted", reason=reason):
        return Acceptance.objects.create(
            desk_id=article.desk_id,
            entered_by=by,
            article=article,
            rule=finding.rule,
            fingerprint=fingerprint,
            reason=reason.strip(),
        )


@transaction.atomic
def withdraw(acceptance_id: UUID, *, reason: str, by: User) -> Acceptance:
    """Take an exception back; the finding counts again.

    Raises NotFound, NotAllowed, Invalid (no reason), Conflict (taken back already).
    """
    row = (
        Acceptance.objects.visible_to(by).select_related("article").lock(acceptance_id)
    )
    policy.can_accept(by, row.article).or_refuse()
    if not reason.strip():
        raise Invalid("Taking an exception back needs a reason.", field="reason")
    guard({"reason": reason})
    if row.withdrawn_at is not None:
        raise Conflict("This exception was taken back already.")
    with acting(by=by, action="finding.unaccepted", reason=reason.strip()):
        row.change(withdrawn_at=timezone.now())
    return row
