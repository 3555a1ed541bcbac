"""Evidence as it stands in the tables, and what the rules see of it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from claims.corroboration import Support
from claims.models import Bearing
from claims.models.evidence import capped
from claims.standards import Item, Terms
from sources.models import (
    AnonymousFrom,
    GroundRules,
    Reliability,
    SourceStatus,
    SpeakerKind,
)
from sources.workflow import QuoteStatus

ANONYMOUS: Final = {SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP}
# A quote that was not said so, or that its speaker takes back, supports nothing.
STANDING_QUOTES: Final = {QuoteStatus.UNVERIFIED, QuoteStatus.CONFIRMED}


@dataclass(slots=True)
class Row:
    """One piece of evidence, joined with its quote, source, document and terms."""

    id: UUID
    claim_id: UUID
    bearing: str
    credibility: int
    withdrawn: bool
    quote_id: UUID | None
    quote_status: str | None
    speaker_kind: str | None
    basis: str | None
    hops: int | None
    source_id: UUID | None
    source_status: str | None
    reliability: str | None
    document_id: UUID | None
    primary: bool | None
    published: bool | None
    document_withdrawn: bool
    ground_rules: str | None
    anonymous_from: str | None
    approved: bool
    identity_known: bool | None

    @property
    def item(self) -> Item:
        """What the rules see of it."""
        return Item(
            support=Support(
                key=str(self.id),
                origin=self._origin,
                is_passage=self.quote_id is None,
                is_document=self.source_id is None and self.document_id is not None,
                counts=self._counts,
            ),
            bearing=Bearing(self.bearing),
            credibility=capped(self.credibility, self.hops or 0),
            reliability=self.reliability or Reliability.F,
            basis=self.basis or "",
            hops=self.hops or 0,
            quote_status=self.quote_status or "",
            spoken_anonymously=self.speaker_kind in ANONYMOUS,
            primary=self._primary,
            terms=self._terms,
        )

    @property
    def _origin(self) -> str | None:
        """Whoever said it; a document that a source gave the desk is the source's."""
        if self.source_id is not None:
            return str(self.source_id)
        return None if self.document_id is None else str(self.document_id)

    @property
    def _counts(self) -> bool:
        if self.withdrawn or self.document_withdrawn:
            return False
        if self.quote_id is not None and self.quote_status not in STANDING_QUOTES:
            return False
        gone = self.source_status == SourceStatus.WITHDRAWN
        return not gone or bool(self.document_id and self.published)

    @property
    def _primary(self) -> bool:
        """A passage of a primary document, or a quote that was compared with one."""
        read = self.quote_id is None or self.quote_status == QuoteStatus.CONFIRMED
        return bool(self.primary) and read

    @property
    def _terms(self) -> Terms | None:
        if self.ground_rules is None:
            return None
        return Terms(
            off_the_record=self.ground_rules == GroundRules.OFF_THE_RECORD,
            anonymous=self.anonymous_from != AnonymousFrom.NOBODY,
            approved=self.approved,
            identity_known=bool(self.identity_known),
        )
