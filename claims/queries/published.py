"""What is public: verdicts and quotes of published articles, as JSON-LD."""

from typing import Any
from uuid import UUID

from claims.jsonld import (
    RATINGS,
    Piece,
    Speaker,
    Verdict,
    claim_review,
    quotation,
)
from claims.models import Claim
from claims.workflow import Status
from sources.models import Quote
from sources.workflow import QuoteStatus
from tracker.errors import NotFound
from tracker.models import Article, ArticleStatus, User


def review_of(claim_id: UUID, *, user: User) -> dict[str, Any]:
    """Return the claim's ClaimReview.

    Raises NotFound unless the user may see the claim, it stands in a published
    article, and its verdict is one that readers are told.
    """
    claims = Claim.objects.visible_to(user).standing().select_related("desk")
    claim = claims.filter(pk=claim_id, status__in=RATINGS).first()
    if claim is None:
        raise NotFound("There is no published verdict on this claim.")
    places = claim.occurrences.current().filter(article__status=ArticleStatus.PUBLISHED)
    pieces = [
        piece_of(place.article)
        for place in places.select_related("article").order_by("created_at", "pk")
    ]
    if not pieces:
        raise NotFound("There is no published verdict on this claim.")
    decision = claim.verifications.latest("claim_version")
    return claim_review(
        Verdict(
            claim=claim.text,
            status=Status(claim.status),
            decided_at=decision.created_at,
            reviewer=claim.desk.name,
            review=pieces[0],
            appearances=tuple(dict.fromkeys(pieces)),
            speaker=_speaker_of(claim),
            note=decision.note_to_readers,
        )
    )


def quotation_of(quote_id: UUID, *, user: User) -> dict[str, Any]:
    """Return the Quotation of a confirmed quote in a published article.

    Raises NotFound.
    """
    quotes = Quote.objects.visible_to(user).select_related("article").with_place()
    quote = quotes.filter(
        pk=quote_id,
        status=QuoteStatus.CONFIRMED,
        article__status=ArticleStatus.PUBLISHED,
    ).first()
    if quote is None:
        raise NotFound("There is no published quote.")
    return quotation(
        quote.words,
        speaker=speaker_of(quote),
        piece=piece_of(quote.article),
        language=quote.article.language,
    )


def piece_of(article: Article) -> Piece:
    return Piece(article.url, article.title, article.dateline)


def speaker_of(quote: Quote) -> Speaker:
    """Return who says it, in words that readers have seen: else in none."""
    wording = quote.attribution
    published = quote.article.current.text.content
    if wording.casefold() not in published.casefold():
        wording = ""
    return Speaker(wording, quote.speaker_kind)


def _speaker_of(claim: Claim) -> Speaker | None:
    """Whoever makes the claim, by the wording of a published quote of theirs."""
    if claim.attributed_to_id is None:
        return None
    quote = (
        Quote.objects.filter(
            evidence__claim=claim,
            evidence__withdrawn_at=None,
            source=claim.attributed_to_id,
            article__status=ArticleStatus.PUBLISHED,
        )
        .select_related("article")
        .order_by("created_at", "pk")
        .first()
    )
    return Speaker("", "unknown") if quote is None else speaker_of(quote)
