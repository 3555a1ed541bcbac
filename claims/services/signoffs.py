"""Several editors' word for articles that rest mainly on anonymous sources."""

from uuid import UUID

from django.db import IntegrityError, transaction

from claims import policy
from claims.models import SignOff
from claims.queries.standing import standing
from claims.services.words import words
from tracker.audit import acting
from tracker.errors import BelowStandard, Duplicate, NotFound
from tracker.models import Article, Revision, User


@transaction.atomic
def sign(revision_id: UUID, *, reason: str, by: User) -> SignOff:
    """Answer for a revision of an article. Raises NotFound, NotAllowed, Duplicate."""
    revisions = Revision.objects.visible_to(by).select_related("article")
    revision = revisions.filter(pk=revision_id).first()
    if revision is None:
        raise NotFound("There is no such revision.")
    policy.can_sign_off(by, revision.article).or_refuse()
    why = words(reason, field="reason", most=2000)
    with acting(by=by, action="article.signed_off", reason=why):
        try:
            with transaction.atomic():
                return SignOff.objects.create(
                    desk_id=revision.desk_id,
                    revision=revision,
                    reason=why,
                    entered_by=by,
                )
        except IntegrityError:
            raise Duplicate("You have signed this revision off already.") from None


def expect_quorum(article: Article, *, by: User) -> None:
    """Refuse to publish what rests mainly on anonymous sources without enough editors.

    Whoever publishes counts as one. Raises BelowStandard.
    """
    found = standing(article)
    if missing := found.missing_besides(by):
        raise BelowStandard(
            "The desk's sourcing standards do not admit this.",
            reasons=[missing.as_json()],
        )
