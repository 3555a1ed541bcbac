"""The OpenAPI schema is complete, free of warnings, and tells what the views do."""

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator(urlconf="config.urls").get_schema(request=None, public=True)


def test_it_is_valid_openapi(schema):
    validate_schema(schema)


def test_it_is_made_without_a_warning(tmp_path):
    call_command("spectacular", "--fail-on-warn", "--file", str(tmp_path / "schema"))


def test_every_change_asks_for_the_version(schema):
    parameters = schema["paths"]["/api/v1/claims/{id}/decide"]["post"]["parameters"]
    required = {one["name"] for one in parameters if one.get("required")}
    assert required == {"id", "If-Match"}


def test_every_answer_may_be_a_refusal(schema):
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["responses"]


def test_it_is_served_to_those_who_are_in(as_person, reporter, client):
    assert client.get("/api/v1/schema").status_code == 401
    assert as_person(reporter).get("/api/v1/schema").status_code == 200


def test_it_holds_every_route_of_the_api(schema):
    api = next(
        entry
        for entry in get_resolver().url_patterns
        if str(entry.pattern) == "api/v1/"
    )
    named = {str(route.pattern) for route in api.url_patterns} - {"schema", "docs"}
    described = {
        path.removeprefix("/api/v1/")
        .replace("{id}", "<uuid:pk>")
        .replace("{digest}", "<slug:digest>")
        .replace("{kind}", "<slug:kind>")
        for path in schema["paths"]
    }
    assert named == described
