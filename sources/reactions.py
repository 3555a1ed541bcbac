"""What happens here when something happens below."""

from django.dispatch import receiver

from sources.services import floors
from tracker.models import Article, User
from tracker.signals import publishing


@receiver(publishing)
def expect_above_floor(*, article: Article, by: User, **_: object) -> None:
    """Object to publishing what leaves too few people as the possible source."""
    floors.expect_above_floor(article, by=by)
