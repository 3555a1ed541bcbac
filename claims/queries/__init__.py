"""Reading for one screen at a time, each with a fixed number of queries."""

from claims.queries.changes import (
    Change,
    DocumentWithdrawn,
    QuoteMoved,
    SourceGraded,
    SourcesLinked,
    SourceWithdrawn,
)
from claims.queries.dossier import Dossier, Exhibit, dossier
from claims.queries.facts import cases
from claims.queries.prepublication import (
    Area,
    Objection,
    PrePublication,
    prepublication,
)
from claims.queries.queue import Lane, QueuePage, QueueRow, review_queue
from claims.queries.radius import Fallen, Radius, blast_radius
from claims.queries.speakers import likely_sources
from claims.queries.trackrecord import record_of

__all__ = [
    "Area",
    "Change",
    "DocumentWithdrawn",
    "Dossier",
    "Exhibit",
    "Fallen",
    "Lane",
    "Objection",
    "PrePublication",
    "QueuePage",
    "QueueRow",
    "QuoteMoved",
    "Radius",
    "SourceGraded",
    "SourceWithdrawn",
    "SourcesLinked",
    "blast_radius",
    "cases",
    "dossier",
    "likely_sources",
    "prepublication",
    "record_of",
    "review_queue",
]
