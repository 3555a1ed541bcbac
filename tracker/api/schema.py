"""The OpenAPI schema reads the same tables that the views obey."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

PROBLEM = {
    "type": "object",
    "required": ["status", "code", "message", "facts"],
    "properties": {
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "facts": {"type": "object", "additionalProperties": {}},
    },
}


class ResourceSchema(AutoSchema):
    """Requests, answers, headers and filters of a Resource, from its class.

    A Resource is told by its tables: DRF loads this before any view exists.
    """

    @property
    def _resource(self) -> Any:
        return self.view

    @property
    def _is_resource(self) -> bool:
        return hasattr(self.view, "asks")

    def get_request_serializer(self) -> Any:
        if self._is_resource:
            return self._resource.asks.get(self._resource.action)
        return super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        if not self._is_resource:
            return super().get_response_serializers()
        success = "201" if self._resource.action in self._resource.creates else "200"
        refused = OpenApiResponse(response=PROBLEM, description="Refused, with a code.")
        return {success: self._answering(), "4XX": refused}

    def _answering(self) -> Any:
        return self._resource.answering(
            many=self._resource.action in self._resource.lists
        )

    def _is_list_view(self, serializer: Any = None) -> bool:
        if self._is_resource:
            return self._resource.action in self._resource.lists
        return super()._is_list_view(serializer)

    def get_override_parameters(self) -> list[Any]:
        if not self._is_resource:
            return []
        view = self._resource
        found: list[Any] = []
        if view.action in view.changes:
            found.append(_header("If-Match", "The record's ETag.", required=True))
        if self.method == "POST":
            found.append(_header("Idempotency-Key", "Sending it twice does it once."))
        if view.answering.expandable:
            values = sorted(view.answering.expandable)
            found.append(_query("expand", f"Any of: {', '.join(values)}."))
        if view.action == "list":
            found += [
                OpenApiParameter(
                    name,
                    enum=list(one.values) or None,
                    type=OpenApiTypes.STR,
                )
                for name, one in view.filterable.items()
            ]
        return found


def _header(name: str, what: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(
        name, location=OpenApiParameter.HEADER, description=what, required=required
    )


def _query(name: str, what: str) -> OpenApiParameter:
    return OpenApiParameter(name, description=what)


class ProgramTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the stubs leave its hook untyped
    """How a program's token is sent."""

    target_class = "tracker.api.authentication.ProgramToken"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token <key>`; made by the people who run the site.",
        }
