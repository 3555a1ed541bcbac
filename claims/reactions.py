"""What happens here when something happens below."""

from uuid import UUID

from django.dispatch import receiver

from claims.services import extraction
from tracker.models import User
from tracker.signals import revision_filed


@receiver(revision_filed)
def read_new_revision(*, revision_id: UUID, by_id: UUID, **_: object) -> None:
    """Have the engine read every revision that is filed."""
    extraction.request(revision_id, by=User.objects.get(pk=by_id))
