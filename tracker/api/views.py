"""What every resource's views share: look, ask, act, present."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from tracker.api.actor import actor
from tracker.api.concurrency import etag, expected_version
from tracker.api.filters import Filter, narrowed
from tracker.api.idempotency import Answer, once
from tracker.api.pagination import Pages
from tracker.api.presenting import In, Out, expansions
from tracker.errors import NotFound
from tracker.models import User


class BodyKept(APIView):
    """The body stays readable after it was parsed: an Idempotency-Key is over it.

    It is read before anybody is authenticated: the check against forged requests of a
    session parses it, and what was parsed from the stream cannot be read again.
    """

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        _ = request._request.body  # noqa: SLF001 (Django keeps it once it was read)
        super().initial(request, *args, **kwargs)


class Resource(BodyKept, GenericViewSet[Any]):
    """Routes of one kind of record. Tables say what each action takes and answers.

    `out` answers, unless `answers` names another for the action; `asks` names what
    the action's body is; `changes` are the actions that need If-Match. A program's
    token needs `scope`; without one the resource is closed to programs, and so are
    the actions in `closed`.
    """

    scope: ClassVar[str | None] = None
    out: ClassVar[type[Out[Any]]]
    answers: ClassVar[Mapping[str, type[Out[Any]]]] = {}
    asks: ClassVar[Mapping[str, type[In]]] = {}
    changes: ClassVar[frozenset[str]] = frozenset()
    closed: ClassVar[frozenset[str]] = frozenset()
    creates: ClassVar[frozenset[str]] = frozenset({"create"})
    lists: ClassVar[frozenset[str]] = frozenset({"list"})
    filterable: ClassVar[Mapping[str, Filter]] = {}
    pagination_class = Pages
    lookup_value_converter = "uuid"

    @property
    def by(self) -> User:
        return actor(self.request)

    @property
    def answering(self) -> type[Out[Any]]:
        return self.answers.get(self.action, self.out)

    @property
    def version(self) -> int:
        """The version that the caller saw, from If-Match."""
        return expected_version(self.request)

    def asked(self) -> dict[str, Any]:
        """Return the body, checked by the action's serializer."""
        body = self.asks[self.action](data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def rows(self, out: type[Out[Any]] | None = None) -> models.QuerySet[Any]:
        out = out or self.answering
        rows: models.QuerySet[Any] = out.rows(self.by, expansions(self.request, out))
        return rows

    def one(self, pk: UUID) -> Any:
        """Return the resource's record. Raises NotFound when it is not visible."""
        found = self.out.rows(self.by).filter(pk=pk).first()
        if found is None:
            raise NotFound("There is no such record.")
        return found

    def present(self, pk: UUID | str, *, status: int = 200) -> Response:
        """Answer with the record as it is now, and its ETag."""
        thing = self.rows().filter(pk=pk).first()
        if thing is None:
            raise NotFound("There is no such record.")
        response = Response(self._serialized(thing).data, status=status)
        if version := getattr(thing, "version", None):
            response["ETag"] = etag(version)
        return response

    def present_list(self, rows: models.QuerySet[Any]) -> Response:
        """Answer with one page of the rows, narrowed by the filters asked for."""
        page = self.paginate_queryset(narrowed(rows, self.filterable, self.request))
        return self.get_paginated_response(self._serialized(page, many=True).data)

    def act(
        self,
        effect: Callable[[], models.Model],
        *,
        status: int = 200,
        shows: UUID | None = None,
    ) -> Response:
        """Do it once, and answer with what came of it, or with the record `shows`."""
        answer = once(self.request, lambda: Answer(status, {"id": str(effect().pk)}))
        response = self.present(shows or answer.kept["id"], status=answer.status)
        if answer.replayed:
            response["Idempotency-Replayed"] = "true"
        return response

    def change(
        self, pk: UUID, service: Callable[..., models.Model], *, status: int = 200
    ) -> Response:
        """Let the service change a record that the caller has seen; show it after."""
        self.one(pk)
        version, asked = self.version, self.asked()
        return self.act(
            lambda: service(pk, by=self.by, version=version, **asked),
            status=status,
            shows=None if self.action in self.answers else pk,
        )

    def add(
        self, pk: UUID, service: Callable[..., models.Model], *, status: int = 201
    ) -> Response:
        """Let the service add something to a record, and show what was added."""
        self.one(pk)
        asked = self.asked()
        return self.act(lambda: service(pk, by=self.by, **asked), status=status)

    def _serialized(self, things: Any, *, many: bool = False) -> Any:
        context = {
            "request": self.request,
            "expand": expansions(self.request, self.answering),
        }
        return self.answering(things, many=many, context=context)


class Listed(Resource):
    """With a list, newest first."""

    def list(self, request: Request) -> Response:
        return self.present_list(self.rows())


class Shown(Resource):
    """With one record at its own address."""

    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.present(pk)
