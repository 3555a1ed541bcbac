"""The API's own page: the schema, readable, without any script."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    method: str
    address: str
    summary: str
    takes: tuple[str, ...]
    asks: str
    answers: str


class Docs(LoginRequiredMixin, TemplateView):
    """All operations by resource, with what they take and answer."""

    http_method_names = ("get", "head")
    template_name = "tracker/api/docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(resources=_resources(), **kwargs)


@cache
def _resources() -> dict[str, list[Operation]]:
    """Operations by resource; the same for everybody while the process lives."""
    generator = SchemaGenerator(urlconf="config.urls")  # type: ignore[no-untyped-call]  # as shipped
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # as shipped
    resources: dict[str, list[Operation]] = {}
    for operation in _operations(schema):
        resource = operation.address.removeprefix("/api/v1/").partition("/")[0]
        resources.setdefault(resource, []).append(operation)
    return resources


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for address, methods in schema["paths"].items():
        for method, told in methods.items():
            answers = [
                _named(answer)
                for code, answer in told["responses"].items()
                if code.startswith("2")
            ]
            yield Operation(
                method=method.upper(),
                address=address,
                summary=told.get("description", "").partition("\n")[0],
                takes=tuple(_taken(one) for one in told.get("parameters", ())),
                asks=_named(told.get("requestBody", {})),
                answers=", ".join(answers),
            )


def _taken(parameter: dict[str, Any]) -> str:
    name = str(parameter["name"])
    return f"{name} (required)" if parameter.get("required") else name


def _named(part: dict[str, Any]) -> str:
    """The names of the components that a request or answer consists of."""
    shapes = (content["schema"] for content in part.get("content", {}).values())
    return ", ".join(dict.fromkeys(_name(shape) for shape in shapes))


def _name(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if shape.get("type") == "array":
        return f"list of {_name(shape['items'])}"
    return str(shape.get("format", shape.get("type", "")))
