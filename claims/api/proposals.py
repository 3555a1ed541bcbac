"""Resources: what the engine read and proposes. Only people decide on it."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.asks import AcceptIn, NotTheSourceIn, RejectIn, RunIn, TieSpeakerIn
from claims.api.serializers import RunOut, SpeakerOut, SuggestionOut
from claims.models import RunState, SuggestionKind, SuggestionState
from claims.queries import likely_sources
from claims.services import extraction, suggestions
from tracker.api.filters import by_choice, by_id
from tracker.api.presenting import In
from tracker.api.serializers import NothingIn
from tracker.api.views import Listed, Shown
from tracker.errors import Invalid


class ExtractionRuns(Listed, Shown):
    """Readings of revisions by the engine: queued, running, done, or failed and how."""

    scope = "suggestions"
    out = RunOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": RunIn}
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "revision": by_id("revision"),
        "article": by_id("revision__article"),
        "state": by_choice("state", RunState),
    }

    def create(self, request: Request) -> Response:
        revision_id = self.asked()["revision"]
        return self.act(lambda: extraction.request(revision_id, by=self.by), status=201)


class Speakers(Listed, Shown):
    """Whom the engine heard; a person says which source it is."""

    scope = "suggestions"
    closed = frozenset({"tie", "likely_sources", "not_the_source"})
    out = SpeakerOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "tie": TieSpeakerIn,
        "not_the_source": NotTheSourceIn,
    }
    changes = frozenset({"tie"})
    filterable: ClassVar = {
        "run": by_id("run"),
        "article": by_id("run__revision__article"),
    }

    @action(detail=True, methods=["post"])
    def tie(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, suggestions.tie_speaker)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, url_path="likely-sources")
    def likely_sources(self, request: Request, pk: UUID) -> Response:
        """Return sources you may see that the speaker reads like, and why."""
        speaker = self.one(pk)
        revision = speaker.run.revision
        found = likely_sources(
            self.by, revision.article, revision.text.content, [speaker]
        )
        return Response(
            {
                "results": [
                    {
                        "source": row.source.pk,
                        "shared": row.resemblance.shared,
                        "against": row.resemblance.against,
                        "described_before": row.wordings,
                    }
                    for row in found.get(speaker.pk, [])
                ]
            }
        )

    @action(detail=True, methods=["post"], url_path="not-the-source")
    def not_the_source(self, request: Request, pk: UUID) -> Response:
        """Say that the speaker is not a source; it is not suggested here again."""
        return self.add(pk, suggestions.not_this_source, status=200)


class Suggestions(Listed, Shown):
    """Quotes and claims as the engine sees them."""

    scope = "suggestions"
    closed = frozenset({"accept", "reject", "put_back"})
    out = SuggestionOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "accept": AcceptIn,
        "reject": RejectIn,
        "put_back": NothingIn,
    }
    changes = frozenset({"accept", "reject", "put_back"})
    filterable: ClassVar = {
        "run": by_id("run"),
        "article": by_id("run__revision__article"),
        "state": by_choice("state", SuggestionState),
        "kind": by_choice("kind", SuggestionKind),
    }

    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: UUID) -> Response:
        """Enter what is proposed, with the edits for its kind."""
        kind = self.one(pk).kind
        version, asked = self.version, self.asked()
        edits: dict[str, Any] = asked.pop(kind, {})
        if asked:
            raise Invalid(f"This suggestion is a {kind}.", field=min(asked))
        return self.act(
            lambda: suggestions.accept(pk, by=self.by, version=version, **edits)
        )

    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, suggestions.reject)

    @action(detail=True, methods=["post"], url_path="put-back")
    def put_back(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, suggestions.put_back)
