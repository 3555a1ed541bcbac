"""How an article stands by the desk's standards: its anonymous share, its claims."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from claims.models import Claim, SignOff, StandardsVersion
from claims.queries.rows import ANONYMOUS
from claims.standards import Code, Finding, for_desk
from claims.workflow import Status
from sources.models import Quote
from sources.workflow import QuoteStatus
from tracker.models import Article, User

STANDS: Final = {Status.UNVERIFIED, Status.IN_REVIEW, Status.VERIFIED}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an article rests on. Below a desk's first standards nothing is asked."""

    article: Article
    quotes: int
    anonymous: int
    quorum: int
    signed_by: frozenset[UUID]
    claims: tuple[Claim, ...]
    standards: StandardsVersion | None

    @property
    def mainly_anonymous(self) -> bool:
        """More than half of what is quoted comes from somebody unnamed."""
        return self.anonymous * 2 > self.quotes

    @property
    def findings(self) -> list[Finding]:
        """Everything that speaks against publishing it as it is."""
        missing = self.missing_besides(None)
        fallen = [claim for claim in self.claims if claim.status not in STANDS]
        return ([missing] if missing else []) + [
            Finding(
                Code.CLAIM_NOT_STANDING,
                f"A claim that it makes is {Status(claim.status).label.lower()}.",
            )
            for claim in fallen
        ]

    def missing_besides(self, editor: User | None) -> Finding | None:
        """Say whose word is missing, if this editor gives theirs."""
        if self.standards is None or not self.mainly_anonymous:
            return None
        given = len(self.signed_by | ({editor.pk} if editor else set()))
        if given >= self.quorum:
            return None
        return Finding(
            Code.QUORUM_MISSING,
            f"It rests mainly on anonymous sources ({self.anonymous} of {self.quotes} "
            f"quotes): {_editors(self.quorum)} to answer for it, {given or 'none'} "
            f"{'does' if given == 1 else 'do'}.",
        )


def _editors(number: int) -> str:
    return "1 editor has" if number == 1 else f"{number} editors have"


def standing(article: Article) -> Standing:
    """Return how the article's newest revision stands (5 queries)."""
    standards = for_desk(article.desk_id)
    kinds = list(
        Quote.objects.filter(article=article)
        .exclude(status=QuoteStatus.WITHDRAWN)
        .values_list("speaker_kind", flat=True)
    )
    signed = SignOff.objects.filter(revision=article.current)
    return Standing(
        article=article,
        quotes=len(kinds),
        anonymous=sum(kind in ANONYMOUS for kind in kinds),
        quorum=standards.asked.anonymous_quorum,
        signed_by=frozenset(signed.values_list("entered_by_id", flat=True)),
        claims=tuple(Claim.objects.standing().in_article(article).newest_first()),
        standards=standards.version,
    )
