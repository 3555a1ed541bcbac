"""Who is on a desk now."""

from uuid import UUID

from tracker.models import Membership, User


def members_of(desk_id: UUID) -> list[User]:
    """Return the desk's members by name (one query)."""
    current = Membership.objects.current().filter(desk=desk_id)
    return list(
        User.objects.filter(is_active=True, memberships__in=current)
        .distinct()
        .order_by("name", "pk")
    )
