"""Documents put on record, and files on their way to becoming one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from claims.review.forms import DocumentForm, DropForm, TypedForm, VersionForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from claims.review.views.articles import OFFERED_SOURCES
from sources import policy
from sources.models import Source, Upload, UploadState
from sources.services import documents, uploads
from tracker.errors import Invalid
from tracker.models import Desk, User


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a document on record: a file, or its words."""
    desk = desk_of(request, slug)
    user = actor(request)
    policy.can_hold_documents(user, desk).or_refuse()
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _form(request, desk, form)
    went: list[str] = []
    return attempt(
        request,
        lambda: went.append(_hold(user, desk, form)),
        done=lambda: went[0],
        refused=lambda refusal: _form(request, desk, form, refusal=refusal),
        said="On record.",
        about=(desk.pk, desk.pk),
    )


def upload(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show how a file fares; once it is a document, go there."""
    user = actor(request)
    found = visible_or_404(
        request,
        Upload.objects.select_related("desk", "entered_by", "holder"),
        pk,
    )
    if found.state == UploadState.DONE and refusal is None:
        return _gone_to(request, reverse("review:document", args=[found.document_id]))
    knows = policy.can_see_provenance(user, found)
    return show(
        request,
        "upload.html",
        desk=found.desk,
        section="documents",
        upload=found,
        knows=knows,
        source=found.holder if knows else None,
        can_settle=policy.can_settle_upload(user, found),
        typed_form=TypedForm(auto_id="typed-%s", initial={"version": found.version}),
        refusal=refusal,
    )


def try_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have a file that could not be read be read once more."""
    return _act(request, pk, uploads.try_again, VersionForm, said="Waiting again.")


def type_words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a document of the file with the words that a person read in it."""
    return _act(request, pk, uploads.type_words, TypedForm, said="On record.")


def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let go of a file that will be no document."""
    return _act(request, pk, uploads.drop, DropForm, said="Dropped.")


def _gone_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send a browser on; one that waits by script has to load the page as well."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)


def _hold(user: User, desk: Desk, form: DocumentForm) -> str:
    """Put it on record, and return where it can be seen."""
    words = valid(form)["words"]
    facts = form.facts(user, desk.pk)
    given = form.file()
    if given is None:
        if not words.strip():
            raise Invalid("Give a file, or the words of the document.", field="upload")
        held = documents.hold(desk.pk, content=words, by=user, **facts)
        return reverse("review:document", args=[held.pk])
    file, ending = given
    taken = uploads.receive(
        desk.pk, file=file, ending=ending, words=words, by=user, **facts
    )
    return reverse("review:upload", args=[taken.pk])


def _form(
    request: HttpRequest,
    desk: Desk,
    form: DocumentForm,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    known = Source.objects.visible_to(actor(request)).filter(desk=desk)
    return show(
        request,
        "add_document.html",
        desk=desk,
        section="documents",
        form=form,
        codenames=known.order_by("codename").values_list("codename", flat=True)[
            :OFFERED_SOURCES
        ],
        refusal=refusal,
    )


def _act(
    request: HttpRequest,
    pk: UUID,
    service: Callable[..., Upload],
    form: type[VersionForm],
    *,
    said: str,
) -> HttpResponse:
    found = visible_or_404(request, Upload.objects.all(), pk)

    def act() -> Any:
        return service(pk, by=actor(request), **valid(form(request.POST)))

    return attempt(
        request,
        act,
        done=reverse("review:upload", args=[pk]),
        refused=lambda refusal: upload(request, pk, refusal=refusal),
        said=said,
        about=(found.desk_id, pk),
    )
