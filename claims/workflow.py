"""The legal moves of a claim's status: one table, repeated by a trigger in SQL."""

from typing import Final

from django.db import models

from tracker.errors import IllegalMove


class Status(models.TextChoices):
    UNVERIFIED = "unverified", "Unverified"
    IN_REVIEW = "in_review", "In review"
    VERIFIED = "verified", "Verified"
    DISPUTED = "disputed", "Disputed"
    REFUTED = "refuted", "Refuted"
    UNVERIFIABLE = "unverifiable", "Unverifiable"
    RETRACTED = "retracted", "Retracted"


class Move(models.TextChoices):
    SUBMIT = "submit", "Submit for review"
    RETURN = "return", "Return to the reporter"
    VERIFY = "verify", "Verify"
    DISPUTE = "dispute", "Dispute"
    REFUTE = "refute", "Refute"
    SET_ASIDE = "set_aside", "Set aside as unverifiable"
    REOPEN = "reopen", "Reopen"
    RETRACT = "retract", "Retract"


_S, _M = Status, Move

DECIDED: Final = frozenset(
    {_S.VERIFIED, _S.DISPUTED, _S.REFUTED, _S.UNVERIFIABLE, _S.RETRACTED}
)

TABLE: Final[dict[tuple[Status, Move], Status]] = {
    (_S.UNVERIFIED, _M.SUBMIT): _S.IN_REVIEW,
    (_S.IN_REVIEW, _M.RETURN): _S.UNVERIFIED,
    (_S.IN_REVIEW, _M.VERIFY): _S.VERIFIED,
    (_S.IN_REVIEW, _M.DISPUTE): _S.DISPUTED,
    (_S.IN_REVIEW, _M.REFUTE): _S.REFUTED,
    (_S.IN_REVIEW, _M.SET_ASIDE): _S.UNVERIFIABLE,
    (_S.VERIFIED, _M.DISPUTE): _S.DISPUTED,
    (_S.VERIFIED, _M.REOPEN): _S.IN_REVIEW,
    (_S.DISPUTED, _M.REOPEN): _S.IN_REVIEW,
    (_S.REFUTED, _M.REOPEN): _S.IN_REVIEW,
    (_S.UNVERIFIABLE, _M.REOPEN): _S.IN_REVIEW,
    (_S.RETRACTED, _M.REOPEN): _S.IN_REVIEW,
    (_S.UNVERIFIED, _M.RETRACT): _S.RETRACTED,
    (_S.IN_REVIEW, _M.RETRACT): _S.RETRACTED,
    (_S.VERIFIED, _M.RETRACT): _S.RETRACTED,
    (_S.DISPUTED, _M.RETRACT): _S.RETRACTED,
    (_S.REFUTED, _M.RETRACT): _S.RETRACTED,
    (_S.UNVERIFIABLE, _M.RETRACT): _S.RETRACTED,
}


def after(status: Status, move: Move) -> Status:
    """Return the status that the move leads to. Raises IllegalMove."""
    try:
        return TABLE[status, move]
    except KeyError:
        raise IllegalMove(
            f"A claim that is {status.label.lower()} has no move “{move.label}”.",
            status=status,
            move=move,
        ) from None


def moves_from(status: Status) -> list[Move]:
    return [move for origin, move in TABLE if origin == status]
