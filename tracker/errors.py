"""Errors that carry a code and facts; only the edges know HTTP.

`tracker.api.errors` finds the HTTP status along an error's ancestry, so a new
error needs a new class only where callers must tell it apart.
"""

from typing import Any, ClassVar, Final


class SourcelineError(Exception):
    """Base of every refusal. `code` is stable; `message` is for people.

    `facts` are safe to show to the person who asked: never a codename, a text
    or anything else that the asker might not be allowed to see.
    """

    code: ClassVar[str] = "error"
    confirmable: ClassVar[bool] = False
    """Whether the same again, with a person's reason why, would go through."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class Invalid(SourcelineError):
    """What was handed in cannot be stored; `facts` name field, row or offset."""

    code = "invalid"


class TooLarge(Invalid):
    """More than the stated limit; `facts` give `limit` and its unit."""

    code = "too_large"


class NotFound(SourcelineError):
    """There is no such thing, or the asker may not know that there is."""

    code = "not_found"


class NotAllowed(SourcelineError):
    """A member of the desk asks for something that policy refuses, with the reason."""

    code = "not_allowed"


class Conflict(SourcelineError):
    """The record is not in a state in which this can happen."""

    code = "conflict"


class Duplicate(Conflict):
    """The same thing is on record already."""

    code = "duplicate"


class IllegalMove(Conflict):
    """The workflow table has no such move from the present status."""

    code = "illegal_move"


class StaleVersion(Conflict):
    """Somebody else changed the record since it was read."""

    code = "stale_version"


class BelowStandard(Conflict):
    """The desk's sourcing standards do not admit it; `facts["reasons"]` say why."""

    code = "below_standard"


class Frozen(SourcelineError):
    """The desk, or the site, is frozen: nothing of it changes until that is lifted."""

    code = "frozen"


FROZEN: Final = "FZ423"  # the state in which the database says so


def frozen(error: BaseException) -> Frozen | None:
    """Return what the database meant, when it refused because of a freeze."""
    cause: Any = error.__cause__
    if getattr(cause, "sqlstate", None) != FROZEN:
        return None
    return Frozen(str(cause.diag.message_primary))
