"""The desk's jigsaw floor: fewer people than this takes a keeper's word."""

from uuid import UUID

from sources.jigsaw import Band
from sources.models import DEFAULT_FLOOR, CandidateBand, JigsawFloor

AS_BAND = {
    CandidateBand.UNDER_10: Band.UNDER_10,
    CandidateBand.UNDER_100: Band.UNDER_100,
    CandidateBand.UNDER_1000: Band.UNDER_1000,
}


def floor_in_force(desk_id: UUID) -> CandidateBand:
    """Return the newest floor that a keeper set, or the default (one query)."""
    newest = JigsawFloor.objects.filter(desk=desk_id).order_by("-created_at", "-pk")
    band = newest.values_list("band", flat=True).first()
    return CandidateBand(band) if band else DEFAULT_FLOOR


def floor_of(desk_id: UUID) -> Band:
    """Return the floor as the jigsaw counts: at or under it is too few."""
    return AS_BAND[floor_in_force(desk_id)]
