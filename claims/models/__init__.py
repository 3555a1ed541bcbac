"""Tables of whether it is true."""

from claims.models.annotation import Annotation, Visibility
from claims.models.assignment import (
    Assignment,
    Cause,
    Task,
)
from claims.models.claim import Claim, ClaimType, Occurrence
from claims.models.crosscheck import CrossCheck, Relation
from claims.models.evidence import Bearing, Credibility, Evidence
from claims.models.exemption import Exemption
from claims.models.extraction import ExtractionRun, RunState, SuggestedSpeaker
from claims.models.figure import Figure
from claims.models.notice import Mailing, Notice, NoticeWish, Notification
from claims.models.reading import SecondReading
from claims.models.signoff import SignOff
from claims.models.standards import Preset, StandardsVersion
from claims.models.suggestion import Suggestion, SuggestionKind, SuggestionState
from claims.models.verification import QuoteVerification, Verification

__all__ = [
    "Annotation",
    "Assignment",
    "Bearing",
    "Cause",
    "Claim",
    "ClaimType",
    "Credibility",
    "CrossCheck",
    "Evidence",
    "Exemption",
    "ExtractionRun",
    "Figure",
    "Mailing",
    "Notice",
    "NoticeWish",
    "Notification",
    "Occurrence",
    "Preset",
    "QuoteVerification",
    "Relation",
    "RunState",
    "SecondReading",
    "SignOff",
    "StandardsVersion",
    "SuggestedSpeaker",
    "Suggestion",
    "SuggestionKind",
    "SuggestionState",
    "Task",
    "Verification",
    "Visibility",
]
