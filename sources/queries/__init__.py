"""Reads that several services and screens need; each asks who is looking."""

from sources.queries.copies import Voiced, copies
from sources.queries.findings import JIGSAW, ArticleFinding, article_findings
from sources.queries.holdings import holdings
from sources.queries.jigsaws import draft_adds, jigsaw
from sources.queries.lookup import (
    document_for,
    known_sources,
    seeing_source,
    source_for,
)

__all__ = [
    "JIGSAW",
    "ArticleFinding",
    "Voiced",
    "article_findings",
    "copies",
    "document_for",
    "draft_adds",
    "holdings",
    "jigsaw",
    "known_sources",
    "seeing_source",
    "source_for",
]
