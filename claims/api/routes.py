"""Addresses of the resources of claims."""

from django.urls import path

from claims.api.proposals import ExtractionRuns, Speakers, Suggestions
from claims.api.resources import (
    Annotations,
    Claims,
    CrossChecks,
    PiecesOfEvidence,
    QuoteDecisions,
    StandardsVersions,
)
from tracker.api.routes import named

urlpatterns = [
    path(
        "quotes/<uuid:pk>/decide",
        QuoteDecisions.as_view({"post": "decide"}),
        name="quotes-decide",
    ),
    *named(
        {
            "claims": Claims,
            "evidence": PiecesOfEvidence,
            "cross-checks": CrossChecks,
            "annotations": Annotations,
            "standards": StandardsVersions,
            "extraction-runs": ExtractionRuns,
            "speakers": Speakers,
            "suggestions": Suggestions,
        }
    ),
]
