"""Tables of whether it is true."""

from claims.models.annotation import Annotation, Visibility
from claims.models.claim import Claim, ClaimType, Occurrence
from claims.models.crosscheck import CrossCheck, Relation
from claims.models.evidence import Bearing, Credibility, Evidence
from claims.models.extraction import ExtractionRun, RunState, SuggestedSpeaker
from claims.models.standards import Preset, StandardsVersion
from claims.models.suggestion import Suggestion, SuggestionKind, SuggestionState
from claims.models.verification import QuoteVerification, Verification

__all__ = [
    "Annotation",
    "Bearing",
    "Claim",
    "ClaimType",
    "Credibility",
    "CrossCheck",
    "Evidence",
    "ExtractionRun",
    "Occurrence",
    "Preset",
    "QuoteVerification",
    "Relation",
    "RunState",
    "StandardsVersion",
    "SuggestedSpeaker",
    "Suggestion",
    "SuggestionKind",
    "SuggestionState",
    "Verification",
    "Visibility",
]
