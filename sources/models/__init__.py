"""Tables of who said it. Codenames only: no identity is stored anywhere."""

from sources.models.agreement import Agreement, AnonymousFrom, GroundRules
from sources.models.document import Document
from sources.models.link import TIES, Link, LinkKind
from sources.models.quote import Basis, Quote, QuotePiece, QuoteType, RecordKind
from sources.models.source import (
    INSIDERS,
    CandidateBand,
    Confidant,
    Descriptor,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    SpeakerKind,
    Stance,
)

__all__ = [
    "INSIDERS",
    "TIES",
    "Agreement",
    "AnonymousFrom",
    "Basis",
    "CandidateBand",
    "Confidant",
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
