"""The legal moves of a quote's status: one table, repeated by a trigger in SQL.

A quote is confirmed only against a record (recording, notes, document).
"""

from typing import Final

from django.db import models

from tracker.errors import IllegalMove


class QuoteStatus(models.TextChoices):
    UNVERIFIED = "unverified", "Unverified"
    CONFIRMED = "confirmed", "Confirmed"
    ALTERED = "altered", "Altered"
    DISPUTED = "disputed", "Disputed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class QuoteMove(models.TextChoices):
    CONFIRM = "confirm", "Confirm against the record"
    FIND_ALTERED = "find_altered", "Mark as altered"
    DISPUTE = "dispute", "Dispute"
    WITHDRAW = "withdraw", "Withdraw"
    REOPEN = "reopen", "Reopen"


_S, _M = QuoteStatus, QuoteMove

TABLE: Final[dict[tuple[QuoteStatus, QuoteMove], QuoteStatus]] = {
    (_S.UNVERIFIED, _M.CONFIRM): _S.CONFIRMED,
    (_S.UNVERIFIED, _M.FIND_ALTERED): _S.ALTERED,
    (_S.UNVERIFIED, _M.DISPUTE): _S.DISPUTED,
    (_S.UNVERIFIED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.CONFIRMED, _M.FIND_ALTERED): _S.ALTERED,
    (_S.CONFIRMED, _M.DISPUTE): _S.DISPUTED,
    (_S.CONFIRMED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.CONFIRMED, _M.REOPEN): _S.UNVERIFIED,
    (_S.ALTERED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.ALTERED, _M.REOPEN): _S.UNVERIFIED,
    (_S.DISPUTED, _M.CONFIRM): _S.CONFIRMED,
    (_S.DISPUTED, _M.FIND_ALTERED): _S.ALTERED,
    (_S.DISPUTED, _M.WITHDRAW): _S.WITHDRAWN,
    (_S.DISPUTED, _M.REOPEN): _S.UNVERIFIED,
    (_S.WITHDRAWN, _M.REOPEN): _S.UNVERIFIED,
}


def after(status: QuoteStatus, move: QuoteMove) -> QuoteStatus:
    """Return the status that the move leads to. Raises IllegalMove."""
    try:
        return TABLE[status, move]
    except KeyError:
        raise IllegalMove(
            f"A quote that is {status.label.lower()} has no move “{move.label}”.",
            status=status,
            move=move,
        ) from None


def moves_from(status: QuoteStatus) -> list[QuoteMove]:
    return [move for origin, move in TABLE if origin == status]
