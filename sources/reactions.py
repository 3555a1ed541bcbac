"""What happens here when something happens below."""

from django.dispatch import receiver

from sources.services import floors, revisions
from tracker.models import Article, User
from tracker.signals import publishing, revising


@receiver(publishing)
def expect_above_floor(*, article: Article, by: User, **_: object) -> None:
    """Object to publishing what leaves too few people as the possible source."""
    floors.expect_above_floor(article, by=by)


@receiver(revising)
def expect_revision_above_floor(
    *, article: Article, text: str, by: User, **_: object
) -> None:
    """Object to new words of a published article that leave too few people."""
    revisions.expect_above_floor(article, text=text, by=by)
