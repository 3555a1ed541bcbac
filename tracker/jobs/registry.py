"""Which function does which kind of work. Apps above register theirs at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

Work = Callable[[UUID], None]
Begun = Callable[[UUID], None]
GaveUp = Callable[[UUID, str], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """`work(subject)` runs in the transaction that marks the job done.

    `begun(subject)` runs in the one that counts the try,
    `gave_up(subject, error_class)` in the one that marks it dead.
    """

    work: Work
    begun: Begun | None = None
    gave_up: GaveUp | None = None


HANDLERS: Final[dict[str, Handler]] = {}


def handles(
    kind: str, *, begun: Begun | None = None, gave_up: GaveUp | None = None
) -> Callable[[Work], Work]:
    """Register the decorated function for this kind of job."""

    def register(work: Work) -> Work:
        HANDLERS[kind] = Handler(work, begun, gave_up)
        return work

    return register
