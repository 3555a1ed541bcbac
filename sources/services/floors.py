"""The desk's jigsaw floor, and refusing to publish what falls below it."""

from uuid import UUID

from django.db import transaction

from sources import policy
from sources.freetext import guard
from sources.models import FLOORS, CandidateBand, JigsawFloor
from sources.queries import jigsaw_gate
from tracker.audit import acting
from tracker.errors import BelowStandard, Invalid, NotFound
from tracker.models import Article, Desk, User


@transaction.atomic
def set_floor(
    desk_id: UUID, *, band: CandidateBand, reason: str, by: User
) -> JigsawFloor:
    """Say how few people a published article may leave. Earlier floors stay on record.

    Raises NotFound, NotAllowed (a keeper's), Invalid (no reason; not a floor).
    """
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    policy.can_set_floor(by, desk).or_refuse()
    if band not in FLOORS:
        raise Invalid("A floor is a number of people.", field="band")
    if not reason.strip():
        raise Invalid("A floor needs a reason.", field="reason")
    guard({"reason": reason})
    with acting(by=by, action="floor.set", reason=reason):
        return JigsawFloor.objects.create(
            desk=desk, entered_by=by, band=band, reason=reason.strip()
        )


def expect_above_floor(article: Article, *, by: User) -> None:
    """Refuse to publish what leaves too few people, unless a keeper let it stand.

    All sources in the article count, also those that whoever publishes may not see; of
    these the refusal says only that there is one. Raises BelowStandard.
    """
    found = jigsaw_gate(article, by=by)
    if found:
        raise below_floor(
            found,
            "With what was published before, this would leave too few people who "
            "could be the source. A keeper can let it stand, in the report before "
            "publication.",
        )


def below_floor(found: list[str], message: str) -> BelowStandard:
    """Return the refusal, with each jigsaw as a reason."""
    reasons = [{"code": "jigsaw", "message": one} for one in found]
    return BelowStandard(message, reasons=reasons)
