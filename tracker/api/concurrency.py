"""Nobody overwrites what they have not seen: ETag out, If-Match in."""

import re
from typing import Final

from rest_framework.request import Request

from tracker.api.errors import PreconditionRequired
from tracker.errors import Invalid

_STRONG: Final = re.compile(r'"v([1-9][0-9]{0,8})"')


def etag(version: int) -> str:
    """Return the entity tag of a record's version."""
    return f'"v{version}"'


def expected_version(request: Request) -> int:
    """Return the version that the caller saw.

    Raises PreconditionRequired without If-Match, Invalid for one that is no ETag of
    ours; `*` is refused, since it would match what the caller never saw.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired
    found = _STRONG.fullmatch(given.strip())
    if found is None:
        raise Invalid("If-Match must be the ETag of the record, as it was sent.")
    return int(found[1])
