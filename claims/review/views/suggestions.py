"""Deciding on what the engine proposes, and saying who its speakers are."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.models import SuggestedSpeaker, Suggestion, SuggestionKind
from claims.review.forms import (
    AcceptClaimForm,
    OneSourceForm,
    RejectForm,
    TieForm,
    VersionForm,
)
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, visible_or_404
from claims.review.views.articles import article
from claims.services import suggestions
from sources.models import Mismatch
from sources.services import likenesses, sources
from tracker.models import User


def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the proposal a record, perhaps in better words."""
    found = _suggestion(request, pk)
    form: VersionForm = VersionForm(request.POST)
    if found.kind == SuggestionKind.CLAIM:
        form = AcceptClaimForm(request.POST)

    def act() -> None:
        version = valid(form)["version"]
        edits = form.edits() if isinstance(form, AcceptClaimForm) else {}
        suggestions.accept(pk, by=actor(request), version=version, **edits)

    return _decided(request, found, act, said=f"The {found.kind} is on record.")


def reject(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Turn the proposal down; it can be put back."""
    found = _suggestion(request, pk)
    return _decided(
        request,
        found,
        lambda: suggestions.reject(
            pk, by=actor(request), **valid(RejectForm(request.POST))
        ),
        said="Rejected. It will not be suggested again for this article.",
    )


def put_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a rejection."""
    found = _suggestion(request, pk)
    return _decided(
        request,
        found,
        lambda: suggestions.put_back(
            pk, by=actor(request), **valid(VersionForm(request.POST))
        ),
        said="Put back among the suggestions.",
    )


def tie_speaker(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say which source a suggested speaker is, by codename or as a new source."""
    found = visible_or_404(
        request, SuggestedSpeaker.objects.select_related("run__revision"), pk
    )
    article_id = found.run.revision.article_id
    return attempt(
        request,
        lambda: _tie(found, TieForm(request.POST), actor(request)),
        done=_back(article_id, request),
        refused=lambda refusal: article(request, article_id, refusal=refusal),
        said="The speaker’s quotes are tied to the source.",
        at=f"speaker-{pk}",
        about=(found.desk_id, pk),
    )


def not_this_source(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a speaker is not the source it reads like."""
    found = visible_or_404(
        request, SuggestedSpeaker.objects.select_related("run__revision"), pk
    )
    article_id = found.run.revision.article_id
    return attempt(
        request,
        lambda: suggestions.not_this_source(
            pk,
            source_id=valid(OneSourceForm(request.POST))["source"],
            by=actor(request),
        ),
        done=_back(article_id, request),
        refused=lambda refusal: article(request, article_id, refusal=refusal),
        said="Remembered: not this source. It is not suggested here again.",
        at=f"speaker-{pk}",
        about=(found.desk_id, pk),
    )


def reconsider(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back that a speaker is not a source."""
    found = visible_or_404(request, Mismatch.objects.all(), pk)
    article_id = found.article_id
    return attempt(
        request,
        lambda: likenesses.reconsider(
            pk, by=actor(request), **valid(VersionForm(request.POST))
        ),
        done=_back(article_id, request),
        refused=lambda refusal: article(request, article_id, refusal=refusal),
        said="Taken back. The source may be suggested here again.",
        about=(found.desk_id, pk),
    )


@transaction.atomic
def _tie(speaker: SuggestedSpeaker, form: TieForm, user: User) -> None:
    """One act: a new source is not left behind when tying to it is refused."""
    entered = valid(form)
    source = form.source(user, speaker.desk_id)
    if source is None:
        source = sources.register(speaker.desk_id, by=user)
    suggestions.tie_speaker(
        speaker.pk, source_id=source.pk, by=user, version=entered["version"]
    )


def _suggestion(request: HttpRequest, pk: UUID) -> Suggestion:
    return visible_or_404(
        request, Suggestion.objects.select_related("run__revision"), pk
    )


def _decided(
    request: HttpRequest, found: Suggestion, act: Callable[[], object], *, said: str
) -> HttpResponse:
    article_id = found.run.revision.article_id

    def refused(refusal: Refusal) -> HttpResponse:
        return article(request, article_id, refusal=refusal)

    return attempt(
        request,
        act,
        done=_back(article_id, request),
        refused=refused,
        said=said,
        at=f"suggestion-{found.pk}",
        about=(found.desk_id, found.pk),
    )


def _back(article_id: UUID, request: HttpRequest) -> str:
    """Return to the same part of the rail, so that one decision follows another."""
    part = "rejected" if request.POST.get("show") == "rejected" else "open"
    return f"{reverse('review:article', args=[article_id])}?show={part}"
