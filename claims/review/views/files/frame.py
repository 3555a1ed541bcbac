"""What the pages of one source's file share: each opens the file, on record."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, show, visible_or_404
from sources import policy
from sources.models import Source
from sources.services import sources
from tracker.models import Role, User

F = TypeVar("F", bound=forms.BaseForm)

TABS = (
    ("source", "File"),
    ("source_terms", "Terms"),
    ("source_said", "Said"),
    ("source_jigsaw", "Jigsaw"),
    ("source_ties", "Ties"),
    ("source_circle", "Who sees it"),
    ("source_falls", "If it falls"),
    ("source_holdings", "What is held"),
)


class Held:
    """Forms of a page by their place; one that was refused stands as it was sent."""

    def __init__(self, at: str = "", form: forms.BaseForm | None = None) -> None:
        self.at, self.form = at, form

    def form_at(self, at: str, make: "Callable[..., F]", **given: Any) -> F:
        """Return the form for a place on the page, with ids of its own."""
        if self.form is not None and at == self.at:
            return self.form  # type: ignore[return-value]  # the same form, as sent
        return make(auto_id=f"{at}-%s", **given)


def opened(request: HttpRequest, pk: UUID, part: str) -> Source:
    """Open the source's file to show a part of it. The look is on record by then."""
    return sources.open_file(pk, by=actor(request), purpose=f"The page “{part}”.")


def tab(
    request: HttpRequest,
    source: Source,
    name: str,
    *,
    refusal: Refusal | None = None,
    **context: Any,
) -> HttpResponse:
    """Show one page of an opened file."""
    return show(
        request,
        f"{name}.html",
        desk=source.desk,
        section="sources",
        source=source,
        tabs=[
            (label, reverse(f"review:{at}", args=[source.pk]), at) for at, label in TABS
        ],
        tab=name,
        can_keep=policy.can_keep(actor(request), source),
        refusal=refusal,
        **context,
    )


def act(
    request: HttpRequest,
    pk: UUID,
    form: forms.BaseForm | None,
    service: Callable[[Mapping[str, Any]], object],
    *,
    page: Callable[..., HttpResponse],
    at: str,
    said: str,
) -> HttpResponse:
    """Do what a form on a page of the file asks, and show that page again."""
    found = visible_or_404(request, Source.objects.all(), pk)

    def do() -> None:
        service({} if form is None else valid(form))

    return attempt(
        request,
        do,
        done=reverse(f"review:{page.__name__}", args=[pk]),
        refused=lambda refusal: page(request, pk, refusal=refusal, held=Held(at, form)),
        said=said,
        at=at,
        about=(found.desk_id, pk),
    )


def people_of(source: Source, roles: Collection[Role]) -> list[User]:
    """Return who of the desk holds one of the roles, by name: one query."""
    return list(
        User.objects.filter(
            is_active=True,
            memberships__desk=source.desk_id,
            memberships__ended_at=None,
            memberships__role__in=roles,
        )
        .distinct()
        .order_by("name", "pk")
    )
