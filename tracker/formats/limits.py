"""How much is read before anything is parsed."""

from typing import Final

from tracker.errors import TooLarge

MAX_FILE_BYTES: Final = 10 * 1024 * 1024
MAX_TEXT_BYTES: Final = 5 * 1024 * 1024

MAX_ARCHIVE_MEMBERS: Final = 1_000
MAX_ARCHIVE_BYTES: Final = 50 * 1024 * 1024
MAX_ARCHIVE_RATIO: Final = 200


def within(size: int, limit: int, *, what: str) -> None:
    """Raise TooLarge when more than the limit; both count bytes."""
    if size > limit:
        raise TooLarge(
            f"{what} is larger than {limit // 1024:,} KiB.", limit=limit, unit="bytes"
        )
