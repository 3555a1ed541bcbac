"""The demo newsroom as data: what stands in `demo/`, read into plain values."""

from claims.management.newsroom.files import find, load, read_article
from claims.management.newsroom.records import (
    Agreement,
    Annotation,
    Article,
    Claim,
    Desk,
    Document,
    Evidence,
    Exemption,
    Link,
    Newsroom,
    Quote,
    Reading,
    Source,
    Step,
    Work,
)

__all__ = [
    "Agreement",
    "Annotation",
    "Article",
    "Claim",
    "Desk",
    "Document",
    "Evidence",
    "Exemption",
    "Link",
    "Newsroom",
    "Quote",
    "Reading",
    "Source",
    "Step",
    "Work",
    "find",
    "load",
    "read_article",
]
