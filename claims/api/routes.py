"""Addresses of the resources of claims."""

from django.urls import path

from claims.api.files import OpenedFiles
from claims.api.finding import Search, WebAnnotations
from claims.api.history import AsItStood, History
from claims.api.insight import Insight, Published
from claims.api.proposals import ExtractionRuns, Speakers, Suggestions
from claims.api.reports import Reports
from claims.api.resources import (
    Annotations,
    Claims,
    CrossChecks,
    Occurrences,
    PiecesOfEvidence,
    QuoteDecisions,
    StandardsVersions,
)
from claims.api.rules import Rules, SignOffs, Standings
from claims.api.shapes import Shapes
from claims.api.work import Assignments, Exemptions, Notices, SecondReadings
from tracker.api.routes import named

urlpatterns = [
    path(
        "sources/<uuid:pk>/open",
        OpenedFiles.as_view({"post": "open_file"}),
        name="sources-open-file",
    ),
    path(
        "articles/<uuid:pk>/report",
        Reports.as_view({"get": "report"}),
        name="articles-report",
    ),
    path(
        "articles/<uuid:pk>/report/accept",
        Reports.as_view({"post": "accept"}),
        name="articles-accept",
    ),
    path(
        "articles/<uuid:pk>/report/check",
        Reports.as_view({"post": "check"}),
        name="articles-check",
    ),
    path(
        "exceptions/<uuid:pk>/withdraw",
        Reports.as_view({"post": "withdraw"}),
        name="exceptions-withdraw",
    ),
    path(
        "quotes/<uuid:pk>/decide",
        QuoteDecisions.as_view({"post": "decide"}),
        name="quotes-decide",
    ),
    path(
        "quotes/<uuid:pk>/quotation",
        Published.as_view({"get": "quotation"}),
        name="quotes-quotation",
    ),
    path("history/<slug:kind>/<uuid:pk>", History.as_view(), name="history"),
    path(
        "history/<slug:kind>/<uuid:pk>/as-of",
        AsItStood.as_view(),
        name="history-as-of",
    ),
    path(
        "claims/<uuid:pk>/as-of",
        Insight.as_view({"get": "as_of"}),
        name="claims-as-of",
    ),
    path(
        "claims/<uuid:pk>/claim-review",
        Insight.as_view({"get": "claim_review"}),
        name="claims-claim-review",
    ),
    path(
        "claims/<uuid:pk>/describe",
        Shapes.as_view({"post": "describe"}),
        name="claims-describe",
    ),
    path(
        "claims/<uuid:pk>/split",
        Shapes.as_view({"post": "split"}),
        name="claims-split",
    ),
    path(
        "claims/<uuid:pk>/merge",
        Shapes.as_view({"post": "merge"}),
        name="claims-merge",
    ),
    path(
        "claims/<uuid:pk>/attribute",
        Shapes.as_view({"post": "attribute"}),
        name="claims-attribute",
    ),
    path(
        "desks/<uuid:pk>/standards",
        Rules.as_view({"get": "in_force"}),
        name="desks-standards",
    ),
    path(
        "desks/<uuid:pk>/standards/trial",
        Rules.as_view({"post": "trial"}),
        name="desks-standards-trial",
    ),
    path(
        "desks/<uuid:pk>/agreement",
        Rules.as_view({"get": "agreement"}),
        name="desks-agreement",
    ),
    path(
        "articles/<uuid:pk>/standing",
        Standings.as_view({"get": "standing"}),
        name="articles-standing",
    ),
    path(
        "blast-radius",
        Insight.as_view({"post": "blast_radius"}),
        name="blast-radius",
    ),
    *named(
        {
            "claims": Claims,
            "evidence": PiecesOfEvidence,
            "occurrences": Occurrences,
            "cross-checks": CrossChecks,
            "annotations": Annotations,
            "standards": StandardsVersions,
            "extraction-runs": ExtractionRuns,
            "speakers": Speakers,
            "suggestions": Suggestions,
            "assignments": Assignments,
            "exemptions": Exemptions,
            "second-readings": SecondReadings,
            "notices": Notices,
            "sign-offs": SignOffs,
            "web-annotations": WebAnnotations,
            "search": Search,
        }
    ),
]
