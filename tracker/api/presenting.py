"""Serializers that answer: explicit fields, visible rows, `expand=` by allow-list."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from rest_framework import serializers
from rest_framework.request import Request

from tracker.api.actor import token_of
from tracker.errors import Invalid
from tracker.models import User

M = TypeVar("M", bound=models.Model)


class Out(serializers.ModelSerializer[M], Generic[M]):
    """Base of every answer. It reads, and says which rows its reader may have.

    A field named in `expandable` appears only when asked for by `expand=`.
    """

    expandable: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:  # noqa: ARG003 (for those that expand)
        """Return the rows that the user may see, with all that the fields need."""
        return cls.Meta.model.objects.visible_to(user)  # type: ignore[attr-defined]  # each one has a Meta

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        wanted = self.context.get("expand", self.expandable)
        hidden = self.expandable - wanted
        return {
            name: field
            for name, field in super().get_fields().items()
            if name not in hidden
        }

    @property
    def for_program(self) -> bool:
        """Whether the reader is a program: it never gets what points at a source."""
        request = self.context.get("request")
        return request is not None and token_of(request) is not None


class In(serializers.Serializer[Any]):
    """Base of every request body: unknown fields are refused, not dropped."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            raise serializers.ValidationError(
                dict.fromkeys(map(str, unknown), "There is no such field.")
            )
        return super().to_internal_value(data)


def expansions(request: Request, out: type[Out[Any]]) -> frozenset[str]:
    """Return what `expand=a,b` asks for. Raises Invalid for what cannot be."""
    asked = request.query_params.get("expand", "")
    wanted = frozenset(name for name in asked.split(",") if name)
    if unknown := wanted - out.expandable:
        known = ", ".join(sorted(out.expandable)) or "nothing"
        raise Invalid(
            f"Only {known} can be expanded here.", parameter=min(unknown)[:40]
        )
    return wanted
