"""Reading for one screen at a time, each with a fixed number of queries."""

from claims.queries.dossier import Dossier, Exhibit, dossier
from claims.queries.facts import cases
from claims.queries.queue import Lane, QueuePage, QueueRow, review_queue

__all__ = [
    "Dossier",
    "Exhibit",
    "Lane",
    "QueuePage",
    "QueueRow",
    "cases",
    "dossier",
    "review_queue",
]
