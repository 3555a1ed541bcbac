"""What a claim's page offers to choose from: the newest, or what was looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from claims.models import Claim
from claims.queries.search import Kind, every, found
from sources.models import Document, Quote
from tracker.models import Article, User

OFFERED: Final = 40


@dataclass(frozen=True, slots=True)
class Offers:
    """Things of the claim's desk that this person may see; at most so many of each."""

    wanted: str
    quotes: list[Quote]
    documents: list[Document]
    articles: list[Article]
    others: list[Claim]


def offers(claim: Claim, *, used: Sequence[UUID], wanted: str, user: User) -> Offers:
    """Return what holds the words, newest first; without words simply the newest."""

    def newest(kind: Kind) -> QuerySet[Any]:
        rows = found(user, kind, wanted) if wanted else every(user, kind)
        return rows.filter(desk=claim.desk_id).order_by("-created_at", "-pk")

    documents = newest(Kind.DOCUMENTS).filter(withdrawn_at=None)
    return Offers(
        wanted=wanted,
        quotes=list(newest(Kind.QUOTES).exclude(pk__in=used)[:OFFERED]),
        documents=list(documents[:OFFERED]),
        articles=list(newest(Kind.ARTICLES)[:OFFERED]),
        others=list(newest(Kind.CLAIMS).exclude(pk=claim.pk)[:OFFERED]),
    )
