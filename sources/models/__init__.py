"""Tables of who said it. Codenames only: no identity is stored anywhere."""

from sources.models.acceptance import Acceptance
from sources.models.agreement import Agreement, AnonymousFrom, GroundRules
from sources.models.contact import Channel, Contact
from sources.models.document import Document
from sources.models.fidelity import FidelityCheck
from sources.models.floor import DEFAULT_FLOOR, FLOORS, JigsawFloor
from sources.models.hold import LegalHold
from sources.models.link import TIES, Link, LinkKind
from sources.models.merge import Merge
from sources.models.mismatch import Mismatch
from sources.models.quote import (
    Basis,
    Quote,
    QuotePiece,
    QuoteType,
    RecordKind,
    Translation,
)
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
from sources.models.upload import UNFINISHED, Upload, UploadState

__all__ = [
    "DEFAULT_FLOOR",
    "FLOORS",
    "INSIDERS",
    "TIES",
    "UNFINISHED",
    "Acceptance",
    "Agreement",
    "AnonymousFrom",
    "Basis",
    "CandidateBand",
    "Channel",
    "Confidant",
    "Contact",
    "Descriptor",
    "Document",
    "FidelityCheck",
    "GroundRules",
    "JigsawFloor",
    "LegalHold",
    "Link",
    "LinkKind",
    "Merge",
    "Mismatch",
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
    "Translation",
    "Upload",
    "UploadState",
]
