"""Published verdicts as schema.org ClaimReview, published quotes as Quotation. Pure.

What is written here is public: a speaker is named by the words the copy uses. Somebody
unnamed is a Person without a name, described as the copy describes them; no codename
and no identifier can come in, since nothing here has one. A document is no author:
schema.org has what is said "based on" it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from claims.workflow import Status

CONTEXT: Final = "https://schema.org"
BEST: Final = 5
# How verdicts are told to readers, and where they stand from false to true.
RATINGS: Final = {
    Status.REFUTED: (1, "False"),
    Status.DISPUTED: (3, "Disputed"),
    Status.VERIFIED: (5, "True"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever says it, in the words of the copy; `kind` as the record has it."""

    wording: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A published article."""

    url: str
    title: str
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision that was made public."""

    claim: str
    status: Status
    decided_at: datetime
    reviewer: str
    review: Piece
    appearances: Sequence[Piece] = ()
    speaker: Speaker | None = None
    note: str = ""


def claim_review(verdict: Verdict) -> dict[str, Any]:
    """Return the ClaimReview. Raises KeyError for a status that rates nothing."""
    value, words = RATINGS[verdict.status]
    reviewed: dict[str, Any] = {"@type": "Claim", "text": verdict.claim}
    if verdict.speaker is not None:
        reviewed |= _said_by(verdict.speaker, "author")
    if verdict.appearances:
        reviewed["appearance"] = [article(piece) for piece in verdict.appearances]
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": verdict.claim,
        "datePublished": verdict.decided_at.date().isoformat(),
        "author": {"@type": "Organization", "name": verdict.reviewer},
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "worstRating": 1,
            "bestRating": BEST,
            "alternateName": words,
        },
    }
    if verdict.review.url:
        found["url"] = verdict.review.url
    return found | {"reviewBody": verdict.note} if verdict.note else found


def quotation(
    words: str, *, speaker: Speaker, piece: Piece, language: str
) -> dict[str, Any]:
    """Return the Quotation as it stands in a published article."""
    return {
        "@context": CONTEXT,
        "@type": "Quotation",
        "text": words,
        "inLanguage": language,
        **_said_by(speaker, "creator"),
        "isPartOf": article(piece),
    }


def _said_by(speaker: Speaker, role: str) -> dict[str, Any]:
    if speaker.kind == "document":
        named = {"name": speaker.wording} if speaker.wording else {}
        return {"isBasedOn": {"@type": "CreativeWork"} | named}
    return {role: agent(speaker)}


def agent(speaker: Speaker) -> dict[str, Any]:
    """Return who speaks: with a name only where the copy names them."""
    is_body = speaker.kind == "organisation"
    told = "name" if is_body or speaker.kind == "named_person" else "description"
    found = {"@type": "Organization" if is_body else "Person"}
    return found | {told: speaker.wording} if speaker.wording else found


def article(piece: Piece) -> dict[str, Any]:
    found = {"@type": "NewsArticle", "headline": piece.title}
    if piece.url:
        found["url"] = piece.url
    if piece.published_on is not None:
        found["datePublished"] = piece.published_on.isoformat()
    return found
