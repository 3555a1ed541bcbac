"""Reads that several services and screens need; each asks who is looking."""

from sources.queries.copies import Voiced, copies
from sources.queries.expiry import Expiry, contacts_of, expiry_of
from sources.queries.findings import (
    JIGSAW,
    ArticleFinding,
    article_findings,
    jigsaw_gate,
)
from sources.queries.floors import floor_in_force, floor_of
from sources.queries.holdings import holdings
from sources.queries.jigsaws import JigsawView, jigsaw, jigsaw_view
from sources.queries.likenesses import (
    Likeness,
    likenesses,
    not_these,
    portrait,
    wording_of,
)
from sources.queries.lookup import (
    document_for,
    known_sources,
    seeing_source,
    source_for,
)
from sources.queries.terms import due_for_review
from sources.queries.ties import Reached, Ties, ties_of

__all__ = [
    "JIGSAW",
    "ArticleFinding",
    "Expiry",
    "JigsawView",
    "Likeness",
    "Reached",
    "Ties",
    "Voiced",
    "article_findings",
    "contacts_of",
    "copies",
    "document_for",
    "due_for_review",
    "expiry_of",
    "floor_in_force",
    "floor_of",
    "holdings",
    "jigsaw",
    "jigsaw_gate",
    "jigsaw_view",
    "known_sources",
    "likenesses",
    "not_these",
    "portrait",
    "seeing_source",
    "source_for",
    "ties_of",
    "wording_of",
]
