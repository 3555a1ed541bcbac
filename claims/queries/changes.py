"""Changes below that can bring a claim down, as suppositions.

Each says which evidence it touches, and how that evidence would stand afterwards.
"""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from django.db.models import Q

from claims.corroboration import Tie
from claims.models import Cause
from claims.queries.facts import one_origin_with, tie_kind
from claims.queries.rows import Row
from sources.models import Document, LinkKind, Quote, Reliability, Source, SourceStatus
from sources.workflow import QuoteStatus
from tracker.errors import NotFound
from tracker.models import User


class Change(Protocol):
    """Something that happens, or might, to what claims rest on."""

    @property
    def cause(self) -> Cause:
        """What review tasks say of it."""

    def expect_visible_to(self, user: User) -> UUID:
        """Return the desk's id. Raises NotFound unless the user may know of it."""

    def touched(self) -> Q:
        """Return which evidence it touches."""

    def applied(self, row: Row) -> Row:
        """Return how a piece of evidence would stand."""

    def ties(self) -> tuple[Tie, ...]:
        """Return ties that would be added."""


def _by_sources(*source_ids: UUID) -> Q:
    return (
        Q(quote__source__in=source_ids)
        | Q(document__holder__in=source_ids)
        | Q(quote__document__holder__in=source_ids)
    )


@dataclass(frozen=True, slots=True)
class _OfSource:
    """Something about one source, whose ties stay as they are."""

    source_id: UUID
    cause = Cause.SOURCE

    def expect_visible_to(self, user: User) -> UUID:
        return _desk_of_source(user, self.source_id)

    def touched(self) -> Q:
        return _by_sources(self.source_id)

    def ties(self) -> tuple[Tie, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class SourceWithdrawn(_OfSource):
    """A source is withdrawn, or can no longer be believed."""

    def applied(self, row: Row) -> Row:
        if row.source_id != self.source_id:
            return row
        return replace(row, source_status=SourceStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SourceGraded(_OfSource):
    """A source is graded otherwise."""

    reliability: Reliability

    def applied(self, row: Row) -> Row:
        if row.source_id != self.source_id:
            return row
        return replace(row, reliability=self.reliability)


@dataclass(frozen=True, slots=True)
class SourcesLinked:
    """Two sources turn out to be tied."""

    source_id: UUID
    other_id: UUID
    kind: LinkKind
    confident: bool = True
    cause = Cause.LINK

    def expect_visible_to(self, user: User) -> UUID:
        _desk_of_source(user, self.other_id)
        return _desk_of_source(user, self.source_id)

    def touched(self) -> Q:
        return _by_sources(*one_origin_with({self.source_id, self.other_id}))

    def applied(self, row: Row) -> Row:
        return row

    def ties(self) -> tuple[Tie, ...]:
        meaning = tie_kind(self.kind, confident=self.confident)
        if meaning is None:
            return ()
        why = LinkKind(self.kind).label.lower()
        return (Tie(str(self.source_id), str(self.other_id), meaning, why),)


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    """A document is found false, or can no longer be relied on."""

    document_id: UUID
    cause = Cause.DOCUMENT

    def expect_visible_to(self, user: User) -> UUID:
        document = Document.objects.visible_to(user).filter(pk=self.document_id).first()
        if document is None:
            raise NotFound("There is no such document.")
        return document.desk_id

    def touched(self) -> Q:
        return Q(document=self.document_id) | Q(quote__document=self.document_id)

    def applied(self, row: Row) -> Row:
        if row.document_id != self.document_id:
            return row
        return replace(row, document_withdrawn=True)

    def ties(self) -> tuple[Tie, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class QuoteMoved:
    """A quote is found altered, disputed or withdrawn."""

    quote_id: UUID
    status: QuoteStatus
    cause = Cause.QUOTE

    def expect_visible_to(self, user: User) -> UUID:
        quote = Quote.objects.visible_to(user).filter(pk=self.quote_id).first()
        if quote is None:
            raise NotFound("There is no such quote.")
        return quote.desk_id

    def touched(self) -> Q:
        return Q(quote=self.quote_id)

    def applied(self, row: Row) -> Row:
        if row.quote_id != self.quote_id:
            return row
        return replace(row, quote_status=self.status)

    def ties(self) -> tuple[Tie, ...]:
        return ()


def _desk_of_source(user: User, source_id: UUID) -> UUID:
    source = Source.objects.visible_to(user).filter(pk=source_id).first()
    if source is None:
        raise NotFound("There is no such source.")
    return source.desk_id
