"""Filters of a list: named, typed, and nothing else in the query string."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import models
from rest_framework.request import Request

from tracker.errors import Invalid

Rows = models.QuerySet[Any]

ALWAYS: Final = frozenset({"cursor", "page_size", "expand"})


@dataclass(frozen=True, slots=True)
class Filter:
    """A query parameter: how its value is read, and how it narrows the rows."""

    parse: Callable[[str], Any]
    narrow: Callable[[Rows, Any, Request], Rows]
    values: tuple[str, ...] = ()


def by_id(column: str) -> Filter:
    return Filter(UUID, _equal(column))


def by_choice(column: str, choices: type[models.TextChoices]) -> Filter:
    return Filter(choices, _equal(column), tuple(choices.values))


def by_words(column: str) -> Filter:
    return Filter(str, _equal(column))


def _equal(column: str) -> Callable[[Rows, Any, Request], Rows]:
    return lambda rows, value, _: rows.filter(**{column: value})


def narrowed(rows: Rows, filters: Mapping[str, Filter], request: Request) -> Rows:
    """Narrow the rows. Raises Invalid for a parameter or value that is not known."""
    for name, value in request.query_params.items():
        if name in ALWAYS:
            continue
        if name not in filters:
            known = ", ".join(sorted(filters)) or "none"
            raise Invalid(f"There is no such filter; known: {known}.")
        try:
            wanted = filters[name].parse(str(value))
        except ValueError:
            raise Invalid(f"“{name}” cannot have this value.", parameter=name) from None
        rows = filters[name].narrow(rows, wanted, request)
    return rows
