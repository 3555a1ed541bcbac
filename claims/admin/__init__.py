"""Claims, what bears on them, decisions and notes in the admin."""

from claims.admin import (
    articles,
    claims,
    crosschecks,
    evidence,
    judging,
    notes,
    quotes,
    reading,
)

__all__ = [
    "articles",
    "claims",
    "crosschecks",
    "evidence",
    "judging",
    "notes",
    "quotes",
    "reading",
]
