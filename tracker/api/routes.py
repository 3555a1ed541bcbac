"""Addresses of the record's resources, and the router that all apps use."""

from typing import Any

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from tracker.api.exports import Exports
from tracker.api.resources import Articles, BulkImport, Desks, Me
from tracker.api.tokens import OneToken, Tokens


def router() -> SimpleRouter:
    """Addresses without a slash at the end; ids are UUIDs."""
    return SimpleRouter(trailing_slash=False, use_regex_path=False)


def named(register: dict[str, type[Any]]) -> list[URLPattern | URLResolver]:
    """Return the routes of these resources."""
    routes = router()
    for prefix, resource in register.items():
        routes.register(prefix, resource, basename=prefix)
    return routes.urls


urlpatterns: list[URLPattern | URLResolver] = [
    path("me", Me.as_view(), name="me"),
    path("tokens", Tokens.as_view(), name="tokens"),
    path("tokens/<slug:digest>", OneToken.as_view(), name="token"),
    path("articles/import", BulkImport.as_view(), name="articles-import"),
    *named({"desks": Desks, "articles": Articles, "exports": Exports}),
]
