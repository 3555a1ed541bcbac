"""Where a page of a list begins, signed, so that nobody makes one up."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.core import signing

from tracker.errors import Invalid

SALT: Final = "claims.review.paging"


def place_of(cursor: str) -> tuple[datetime, UUID]:
    """Return where the page begins. Raises Invalid for a cursor not made here."""
    try:
        moment, key = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        raise Invalid("This is not a page of the list.", field="after") from None
    return datetime.fromisoformat(moment), UUID(key)


def cursor_at(moment: datetime, key: UUID) -> str:
    return signing.dumps([moment.isoformat(), str(key)], salt=SALT)
