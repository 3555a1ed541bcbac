"""How a page is reached: by whom, by which methods, and kept by no cache."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from claims.review.refusals import guarded

View = Callable[..., HttpResponseBase]


def _route(address: str, view: View, name: str, *methods: str) -> URLPattern:
    """What is shown here is for one person: no cache keeps it."""
    private = cache_control(private=True, no_store=True)
    checked = require_http_methods(methods)(private(login_required(guarded(view))))
    return path(address, checked, name=name)


def page(address: str, view: View, name: str) -> URLPattern:
    return _route(address, view, name, "GET", "HEAD")


def act(address: str, view: View, name: str) -> URLPattern:
    return _route(address, view, name, "POST")


def form(address: str, view: View, name: str) -> URLPattern:
    return _route(address, view, name, "GET", "HEAD", "POST")
