"""News for the apps above, told on commit: a lower app does not know who listens.

A receiver that fails is only logged (`send_robust`), so whatever must not be lost
is a job row written in the same transaction, and a sweep finds what news missed.
"""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

revision_filed = Signal()  # revision_id, by_id

# No news but questions, put before it happens and inside the transaction: whoever
# listens refuses by raising.
publishing = Signal()  # article, by
revising = Signal()  # article, text, by: the next words of what readers have already
exporting = Signal()  # dataset (a name), desk_id, by


def announce(news: Signal, **ids: object) -> None:
    """Send the news once the transaction has committed; ids only, never objects."""
    transaction.on_commit(partial(news.send_robust, sender=None, **ids), robust=True)
