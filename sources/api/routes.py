"""Addresses of the resources of sources."""

from django.urls import path

from sources.api.entries import (
    Confidants,
    Descriptors,
    JigsawFloors,
    LegalHolds,
    Links,
    Merges,
)
from sources.api.files import SourceFiles
from sources.api.mismatches import Mismatches
from sources.api.resources import RESOURCES
from tracker.api.routes import named

FILE = "sources/<uuid:pk>"
ACTS = {
    "hand-over": "hand_over",
    "restrict": "restrict",
    "let-in": "let_in",
    "hold": "hold",
    "contact": "contact",
    "merge": "merge",
    "split": "split",
    "jigsaw": "jigsaw",
    "holdings": "holdings",
}

urlpatterns = [
    path(
        "sources/search",
        SourceFiles.as_view({"post": "search"}),
        name="sources-search",
    ),
    *(
        path(
            f"{FILE}/{name}", SourceFiles.as_view({"post": act}), name=f"sources-{name}"
        )
        for name, act in ACTS.items()
    ),
    *named(
        {
            **RESOURCES,
            "descriptors": Descriptors,
            "links": Links,
            "confidants": Confidants,
            "holds": LegalHolds,
            "merges": Merges,
            "jigsaw-floors": JigsawFloors,
            "mismatches": Mismatches,
        }
    ),
]
