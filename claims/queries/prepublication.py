"""Before publication: everything that the record has against an article as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from claims.models import Claim
from claims.queries.blind import read_by
from claims.queries.facts import cases
from claims.queries.standing import standing as standing_of
from claims.standards import Report, for_desk
from claims.workflow import Move, Status
from sources.models import AnonymousFrom, Basis, Quote, RecordKind
from sources.queries import ArticleFinding, article_findings, known_sources
from sources.wording import is_rote
from sources.workflow import QuoteStatus
from tracker.engine.fidelity import Fidelity
from tracker.errors import NotFound
from tracker.models import Article, User


class Area(StrEnum):
    WORDING = "wording"
    JIGSAW = "jigsaw"
    QUOTES = "quotes"
    CLAIMS = "claims"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing against publishing; `accepted` is why it stands all the same.

    `subject` is the quote's or claim's id; `fingerprint` is what an exception to a
    finding of the checks is bound to, and `exception` the id of one that was made.
    """

    area: Area
    code: str
    words: str
    message: str
    suggestion: str = ""
    accepted: str = ""
    subject: UUID | None = None
    fingerprint: str = ""
    exception: UUID | None = None

    @property
    def name(self) -> str:
        """Return what it is called on a page."""
        return self.code.replace("_", " ").capitalize()

    def as_json(self) -> dict[str, Any]:
        return {
            "area": self.area.value,
            "code": self.code,
            "words": self.words,
            "message": self.message,
            "suggestion": self.suggestion,
            "accepted": self.accepted,
            "subject": self.subject and str(self.subject),
            "fingerprint": self.fingerprint,
            "exception": self.exception and str(self.exception),
        }


@dataclass(frozen=True, slots=True)
class PrePublication:
    """The report on one revision, as far as its reader may know."""

    article: Article
    revision: int
    objections: tuple[Objection, ...]

    @property
    def open(self) -> tuple[Objection, ...]:
        return tuple(found for found in self.objections if not found.accepted)

    def in_areas(self) -> list[tuple[Area, tuple[Objection, ...]]]:
        """Return each area with its objections, the empty ones too."""
        return [
            (area, tuple(found for found in self.objections if found.area == area))
            for area in Area
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "article": str(self.article.pk),
            "revision": self.revision,
            "ready": not self.open,
            "objections": [found.as_json() for found in self.objections],
        }


UNFAITHFUL: Final = frozenset(
    kind.value
    for kind in Fidelity
    if kind not in {Fidelity.EXACT, Fidelity.TYPOGRAPHIC, Fidelity.MARKED_ELLIPSIS}
)
FALLEN: Final = {Status.DISPUTED, Status.REFUTED, Status.RETRACTED}
_STANDINGS: Final = {
    QuoteStatus.ALTERED: "It was found to be altered.",
    QuoteStatus.DISPUTED: "It is disputed.",
    QuoteStatus.WITHDRAWN: "It was withdrawn.",
}


def prepublication(user: User, article_id: UUID) -> PrePublication:
    """Return all objections to the article's newest revision. Raises NotFound."""
    article = Article.objects.visible_to(user).filter(pk=article_id).first()
    if article is None:
        raise NotFound("There is no such article.")
    return PrePublication(
        article,
        article.current.number,
        (
            *_of_the_checks(user, article),
            *_of_quotes(user, article),
            *_of_claims(user, article),
            *_of_signatures(article),
        ),
    )


def _of_the_checks(user: User, article: Article) -> Iterator[Objection]:
    for found in article_findings(user, article.pk):
        yield objection(found)


def objection(found: ArticleFinding) -> Objection:
    """Return a finding of the checks as what it is before publication."""
    return Objection(
        Area.JIGSAW if found.source is not None else Area.WORDING,
        found.rule,
        found.words,
        found.message,
        found.suggestion,
        found.accepted,
        fingerprint=found.fingerprint,
        exception=None if found.exception is None else found.exception.pk,
    )


def _of_quotes(user: User, article: Article) -> Iterator[Objection]:
    quotes = list(
        Quote.objects.visible_to(user)
        .filter(article=article)
        .select_related("agreement")
        .with_place()
        .order_by("created_at", "pk")
    )
    seen = known_sources(user, {q.source_id for q in quotes if q.source_id})
    for quote in quotes:
        for code, message in _against(quote, known=quote.source_id in seen):
            yield Objection(Area.QUOTES, code, quote.words, message, subject=quote.pk)


def _against(quote: Quote, *, known: bool) -> Iterator[tuple[str, str]]:
    """Yield what speaks against one quote; its terms only to who knows the source."""
    if quote.source_id is None and quote.document_id is None:
        yield "no_source", "It is not tied to any source or document."
    if quote.record_kind == RecordKind.NONE and quote.document_id is None:
        yield "no_record", "There is no recording, note or document of these words."
    if quote.fidelity in UNFAITHFUL:
        kind = quote.fidelity.replace("_", " ")
        yield quote.fidelity, f"Against its record: {kind}."
    standing = _STANDINGS.get(QuoteStatus(quote.status))
    if standing:
        yield f"quote_{quote.status}", standing
    if known:
        yield from _against_terms(quote)


def _against_terms(quote: Quote) -> Iterator[tuple[str, str]]:
    if quote.basis == Basis.UNKNOWN:
        yield "basis_unknown", "How the source knows is not on record."
    if quote.agreement is None:
        yield "no_terms", "No terms were agreed with the source."
    elif quote.agreement.anonymous_from != AnonymousFrom.NOBODY:
        if quote.agreement.approved_at is None:
            yield "terms_not_approved", "Nobody has approved the anonymity."
        if is_rote(quote.agreement.reason):
            yield (
                "rote_on_file",
                "The reason on file could be any source’s.",
            )


def _of_claims(user: User, article: Article) -> Iterator[Objection]:
    """Claims that fell, and claims that could not be verified as things stand."""
    claims = list(Claim.objects.in_article(article).order_by("created_at", "pk"))
    standards = for_desk(article.desk_id)
    standing, read = cases(claims), read_by(user, claims)
    for claim in claims:
        if claim.status in FALLEN:
            label = Status(claim.status).label.lower()
            yield Objection(
                Area.CLAIMS,
                f"claim_{claim.status}",
                claim.text,
                f"The desk’s decision on it: {label}.",
                subject=claim.pk,
            )
        elif claim.checkable:
            report = standards.examine(standing[claim.pk], Move.VERIFY)
            yield from _below(claim, report if claim.pk in read else report.sealed())


def _of_signatures(article: Article) -> Iterator[Objection]:
    """Whose word is missing, for what rests mainly on people it does not name."""
    if missing := standing_of(article).missing_besides(None):
        yield Objection(
            Area.SIGNATURES, str(missing.code), article.title, missing.message
        )


def _below(claim: Claim, report: Report) -> Iterator[Objection]:
    for reason in report.reasons:
        yield Objection(
            Area.CLAIMS,
            str(reason.code),
            claim.text,
            reason.message,
            subject=claim.pk,
        )
    if not report.reasons and claim.status != Status.VERIFIED:
        yield Objection(
            Area.CLAIMS,
            "not_decided",
            claim.text,
            "It meets the standards, but nobody has verified it.",
            subject=claim.pk,
        )
