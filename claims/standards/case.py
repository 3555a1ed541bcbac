"""What a rule sees: one claim and everything on record that bears on it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.corroboration import Corroboration, Support, Tie, corroborate
from claims.models.claim import ClaimType
from claims.models.evidence import Bearing, Credibility
from sources.models.quote import Basis
from sources.models.source import Reliability
from sources.workflow import QuoteStatus

FIRST_HAND = frozenset({Basis.WITNESSED, Basis.TOOK_PART})


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreement under which a quote was given."""

    off_the_record: bool = False
    anonymous: bool = False
    approved: bool = False
    identity_known: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence. `terms` is None where nothing was agreed."""

    support: Support
    bearing: Bearing = Bearing.SUPPORTS
    credibility: int = Credibility.CANNOT_BE_JUDGED
    reliability: str = Reliability.F
    basis: str = Basis.UNKNOWN
    hops: int = 0
    quote_status: str = QuoteStatus.UNVERIFIED
    spoken_anonymously: bool = False
    primary: bool = False
    terms: Terms | None = None

    @property
    def anonymous(self) -> bool:
        return self.spoken_anonymously or (
            self.terms is not None and self.terms.anonymous
        )

    @property
    def first_hand(self) -> bool:
        return self.basis in FIRST_HAND or self.primary


@dataclass(frozen=True, slots=True)
class Case:
    """A claim as it stands at one moment. The same case gets the same verdict."""

    type: ClaimType
    checkable: bool = True
    items: tuple[Item, ...] = ()
    ties: tuple[Tie, ...] = ()
    contradictions: int = 0  # open judgements that another standing claim contradicts
    readings: tuple[str, ...] = ()  # second readers' verdicts on this version
    exemptions: frozenset[str] = frozenset()

    def bearing(self, *bearings: Bearing) -> tuple[Item, ...]:
        """Evidence that counts and bears on the claim in one of these ways."""
        return tuple(
            item
            for item in self.items
            if item.support.counts and item.bearing in bearings
        )

    def corroboration(self, items: Iterable[Item] | None = None) -> Corroboration:
        """Origins behind these items; without any given, behind the claim."""
        chosen = self.bearing(Bearing.SUPPORTS) if items is None else items
        return corroborate((item.support for item in chosen), self.ties)
