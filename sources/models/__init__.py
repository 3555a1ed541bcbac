"""Tables of who said it. Codenames only: no identity is stored anywhere."""

from sources.models.agreement import Agreement, AnonymousFrom, GroundRules
from sources.models.document import Document
from sources.models.link import Link, LinkKind
from sources.models.quote import Basis, Quote, QuotePiece, QuoteType, RecordKind
from sources.models.source import (
    CandidateBand,
    Descriptor,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    SpeakerKind,
    Stance,
)

__all__ = [
    "Agreement",
    "AnonymousFrom",
    "Basis",
    "CandidateBand",
    "Descriptor",
    "Document",
    "GroundRules",
    "Link",
    "LinkKind",
    "Quote",
    "QuotePiece",
    "QuoteType",
    "RecordKind",
    "Reliability",
    "Source",
    "SourceKind",
    "SourceStatus",
    "SpeakerKind",
    "Stance",
]
