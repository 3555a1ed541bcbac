"""What a claim's page offers to choose from: the newest, or what was looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from claims.models import Claim
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
    desk = {"desk": claim.desk_id}
    quotes = Quote.objects.visible_to(user).filter(**desk).exclude(pk__in=used)
    documents = Document.objects.visible_to(user).filter(**desk, withdrawn_at=None)
    articles = Article.objects.visible_to(user).filter(**desk)
    others = Claim.objects.visible_to(user).filter(**desk).standing()
    if wanted:
        said = Quote.objects.filter(**desk, pieces__span__exact__icontains=wanted)
        quotes = quotes.filter(pk__in=said.values("pk"))
        documents = documents.filter(title__icontains=wanted)
        articles = articles.filter(title__icontains=wanted)
        others = others.filter(text__icontains=wanted)
    return Offers(
        wanted=wanted,
        quotes=list(
            quotes.select_related("article")
            .with_place()
            .order_by("-created_at", "-pk")[:OFFERED]
        ),
        documents=list(documents.order_by("-created_at", "-pk")[:OFFERED]),
        articles=list(articles.order_by("-created_at", "-pk")[:OFFERED]),
        others=list(others.exclude(pk=claim.pk).newest_first()[:OFFERED]),
    )
