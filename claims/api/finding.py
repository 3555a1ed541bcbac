"""Resources: notes and everything else of a desk, found by words."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from claims.api.serializers import AnnotationOut, ClaimOut
from claims.models import Annotation
from claims.queries import notes
from claims.queries.cursors import cursor_at, place_of
from claims.queries.notes import Mark
from claims.queries.search import Hit, Kind, search
from claims.services import annotations
from claims.webannotation import Note, Place, to_jsonld
from tracker.api.fields import SafeJSONField
from tracker.api.presenting import In
from tracker.api.views import Resource
from tracker.errors import Invalid, NotFound

Readers = Mapping[str, type[Any]]

NOTE_FILTERS: Final[Readers] = {
    "words": str,
    "label": str,
    "author": UUID,
    "article": UUID,
    "desk": UUID,
    "open": str,
    "orphaned": str,
}
SEARCH: Final[Readers] = {"words": str, "kind": Kind, "desk": UUID}


class WebAnnotationIn(In):
    """About an article or a document."""

    article = serializers.UUIDField(required=False)
    document = serializers.UUIDField(required=False)
    annotation = SafeJSONField()


class WebAnnotations(Resource):
    """Notes as W3C Web Annotations, and the search over all of them."""

    out = AnnotationOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": WebAnnotationIn}

    def create(self, request: Request) -> Response:
        """Take a Web Annotation in as a note on an article or a document."""
        asked = self.asked()
        return self.act(
            lambda: annotations.take_in(
                asked.get("article"),
                document_id=asked.get("document"),
                data=asked["annotation"],
                by=self.by,
            ),
            status=201,
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        note = (
            Annotation.objects.visible_to(self.by)
            .select_related("span", "entered_by")
            .filter(pk=pk, withdrawn_at=None)
            .first()
        )
        if note is None:
            raise NotFound("There is no such annotation.")
        return Response(_as_web_annotation(note))

    @extend_schema(
        parameters=[
            OpenApiParameter("words", str),
            OpenApiParameter("label", str),
            OpenApiParameter("author", UUID),
            OpenApiParameter("article", UUID),
            OpenApiParameter("desk", UUID),
            OpenApiParameter("open", bool),
            OpenApiParameter("orphaned", bool),
            OpenApiParameter("cursor", str),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def list(self, request: Request) -> Response:
        """Return the newest notes with these words, over all texts, 50 to a page."""
        asked, after = _asked(request, NOTE_FILTERS)
        only_open = asked.pop("open", "") == "true"
        orphaned = asked.pop("orphaned", "") == "true"
        sought = notes.Sought(**asked, open_only=only_open, orphaned=orphaned)
        found = notes.search(self.by, sought, after=after)
        rows = [_as_web_annotation(note) for note in found.rows]
        return Response({"results": rows, "next": _next(request, found.after)})


class Search(Resource):
    """What of the desks one is on holds certain words. Closed to programs."""

    out = ClaimOut

    @extend_schema(
        parameters=[
            OpenApiParameter("words", str, required=True),
            OpenApiParameter("kind", str, enum=[kind.value for kind in Kind]),
            OpenApiParameter("desk", UUID),
            OpenApiParameter("cursor", str),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def list(self, request: Request) -> Response:
        """Return what holds all the words, newest first, 20 to a page."""
        asked, after = _asked(request, SEARCH)
        kind = asked.get("kind", Kind.CLAIMS)
        found = search(
            self.by,
            kind,
            asked.get("words", ""),
            desk_id=asked.get("desk"),
            after=after,
        )
        rows = [_as_hit(hit) for hit in found.rows]
        return Response({"results": rows, "next": _next(request, found.after)})


def _asked(request: Request, known: Readers) -> tuple[dict[str, Any], Mark | None]:
    """Return what was asked for and where the page begins. Raises Invalid."""
    asked = request.query_params
    if unknown := set(asked) - {*known, "cursor"}:
        raise Invalid("There is no such filter.", parameter=min(unknown))
    found = {}
    for name in known.keys() & set(asked):
        try:
            found[name] = known[name](asked[name])
        except ValueError:
            raise Invalid(f"“{name}” cannot have this value.", parameter=name) from None
    return found, place_of(asked["cursor"]) if asked.get("cursor") else None


def _next(request: Request, after: Mark | None) -> str | None:
    if after is None:
        return None
    here = request.build_absolute_uri()
    return str(replace_query_param(here, "cursor", cursor_at(*after)))


def _as_hit(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.record.pk,
        "before": hit.before,
        "words": hit.words,
        "after": hit.after,
        "created_at": hit.record.created_at,
    }


def _as_web_annotation(note: Annotation) -> dict[str, Any]:
    span = note.span
    place = None
    if span is not None:
        place = Place(span.exact, span.prefix, span.suffix, span.start, span.end)
    about = note.article_id or note.document_id
    if about is None:
        raise NotFound("There is no such annotation.")
    return to_jsonld(
        Note(note.body, note.label, place),
        id_=note.pk,
        about=about,
        created=note.created_at,
        creator=note.entered_by.name,
        reply_to=note.parent_id,
    )
