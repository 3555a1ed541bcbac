"""The history of any record, and how it stood, for readers of the audit trail."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.queries.subjects import as_it_stood, find, in_words, story
from claims.review.forms import MomentForm
from claims.review.refusals import valid
from claims.review.shell import actor, show
from tracker.errors import Invalid

# Which page a record has of its own, and the section that it is in.
PAGES = {
    "article": ("review:article", "articles"),
    "quote": ("review:quote", "articles"),
    "claim": ("review:claim", "claims"),
    "source": ("review:source", "sources"),
    "document": ("review:document", "documents"),
    "annotation": ("review:note", "notes"),
}
MOST_DIGITS = 18
ABOUT_SOURCES = frozenset({"agreement", "descriptor", "link"})


def history(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """Show who did what to the record, when and why. The chain is what is read."""
    user = actor(request)
    _, found = find(kind, pk, user=user)
    told = story(kind, pk, user=user, before=_before(request))
    page, section = PAGES.get(
        kind, ("", "sources" if kind in ABOUT_SOURCES else "claims")
    )
    stood = None
    if request.GET.get("at"):
        moment = valid(MomentForm(request.GET))["at"]
        stood = as_it_stood(kind, pk, moment, user=user)
    return show(
        request,
        "history.html",
        desk=found.desk,
        section=section,
        kind=kind.replace("-", " "),
        about=reverse(page, args=[pk]) if page else "",
        entries=told.entries,
        older=told.older,
        stood=stood,
        stood_fields=in_words(stood) if stood else [],
        moment=request.GET.get("at", ""),
    )


def _before(request: HttpRequest) -> int | None:
    given = request.GET.get("before", "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS):
        raise Invalid("This is not a page of the history.", field="before")
    return int(given)
