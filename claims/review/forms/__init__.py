"""What people enter. A form reads; services decide whether it holds."""

from claims.review.forms.articles import (
    AcceptClaimForm,
    FileForm,
    MarkForm,
    RejectForm,
    ReplyForm,
    ReviseForm,
    TieForm,
)
from claims.review.forms.claims import (
    AssignForm,
    CheckForm,
    ClaimMoveForm,
    EvidenceForm,
    ExportForm,
    MomentForm,
    RewordForm,
)
from claims.review.forms.common import (
    ReasonForm,
    VersionForm,
)
from claims.review.forms.sources import (
    AgreementForm,
    ApproveForm,
    FidelityForm,
    GradeForm,
    LinkForm,
    NotesForm,
    QuoteFactsForm,
    QuoteMoveForm,
    RegisterForm,
    WordingForm,
)

__all__ = [
    "AcceptClaimForm",
    "AgreementForm",
    "ApproveForm",
    "AssignForm",
    "CheckForm",
    "ClaimMoveForm",
    "EvidenceForm",
    "ExportForm",
    "FidelityForm",
    "FileForm",
    "GradeForm",
    "LinkForm",
    "MarkForm",
    "MomentForm",
    "NotesForm",
    "QuoteFactsForm",
    "QuoteMoveForm",
    "ReasonForm",
    "RegisterForm",
    "RejectForm",
    "ReplyForm",
    "ReviseForm",
    "RewordForm",
    "TieForm",
    "VersionForm",
    "WordingForm",
]
