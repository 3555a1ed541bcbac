"""Evidence documents: the list, one document, what is marked in it, its end."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims import policy as claims_policy
from claims.models import Bearing, Claim, Credibility, Visibility
from claims.queries import DocumentWithdrawn, blast_radius
from claims.review.forms import MarkPassageForm, PurposeForm, WithdrawForm
from claims.review.holding import holding
from claims.review.paging import newest_first
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, number_asked, show, visible_or_404
from claims.services import annotations, evidence
from sources import policy
from sources.models import Document, Upload
from sources.services import documents as services
from tracker.api.attachments import attachment
from tracker.errors import Invalid
from tracker.models import User

OFFERED_CLAIMS: Final = 100
SHOWN_UPLOADS: Final = 20
PARTS: Final = {"standing": "Relied on", "withdrawn": "Withdrawn"}


def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """List the desk's documents, newest first, and the files on their way."""
    desk = desk_of(request, slug)
    user = actor(request)
    wanted = request.GET.get("q", "").strip()
    part = request.GET.get("show", "")
    part = part if part in PARTS else "standing"
    rows = Document.objects.visible_to(user).filter(
        desk=desk, withdrawn_at__isnull=part == "standing"
    )
    if wanted:
        rows = rows.filter(title__icontains=wanted)
    page = newest_first(
        rows.select_related("entered_by", "text").defer("text__content"),
        request.GET.get("after", ""),
    )
    return show(
        request,
        "documents.html",
        desk=desk,
        section="documents",
        rows=page.rows,
        after=page.after,
        wanted=wanted,
        part=part,
        parts=PARTS.items(),
        claim=_claim_asked(request, user),
        uploads=Upload.objects.visible_to(user)
        .filter(desk=desk)
        .unfinished()
        .select_related("entered_by")
        .newest_first()[:SHOWN_UPLOADS],
        can_hold=policy.can_hold_documents(user, desk),
    )


def document(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    form: MarkPassageForm | None = None,
) -> HttpResponse:
    """Show one document: its words, what is marked in them, and what rests on it."""
    user = actor(request)
    found = visible_or_404(
        request,
        Document.objects.select_related("desk", "text", "entered_by", "holder"),
        pk,
    )
    page = holding(found, user, number_asked(request, "page") or 1)
    knows = policy.can_see_provenance(user, found)
    return show(
        request,
        "document.html",
        desk=found.desk,
        section="documents",
        document=found,
        page=page,
        knows=knows,
        source=found.holder if knows else None,
        can_annotate=claims_policy.can_annotate(user, found),
        can_weigh=claims_policy.can_weigh_on(user, found.desk_id),
        can_withdraw=policy.can_withdraw_document(user, found),
        can_release=policy.can_release_copy(user, found),
        radius=blast_radius(DocumentWithdrawn(pk), user=user),
        claims=_claims(request, user, found),
        bearings=Bearing.choices,
        credibilities=Credibility.choices,
        visibilities=Visibility.choices,
        withdraw_form=WithdrawForm(
            auto_id="withdraw-%s", initial={"version": found.version}
        ),
        form=form or MarkPassageForm(),
        refusal=refusal,
        refusal_is_loose=refusal is not None
        and refusal.at not in page.places_for_a_refusal(),
    )


def mark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark words by hand: a note on them, or evidence on a claim."""
    found = visible_or_404(request, Document.objects.select_related("text"), pk)
    form = MarkPassageForm(request.POST)
    return attempt(
        request,
        lambda: _mark(actor(request), found, form),
        done=_back(request, pk),
        refused=lambda refusal: document(request, pk, refusal=refusal, form=form),
        said="Marked.",
        at="mark",
        about=(found.desk_id, pk),
    )


def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop relying on the document; what falls with it becomes work."""
    return _act(
        request,
        pk,
        lambda: services.withdraw(
            pk, by=actor(request), **valid(WithdrawForm(request.POST))
        ),
        said="Withdrawn. What falls with it is on the desk’s list of work.",
        at="withdraw",
    )


def original(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out the sealed original as a file, after the look went on record."""
    found = visible_or_404(request, Document.objects.all(), pk)
    return _file(
        request,
        found,
        lambda purpose: services.open_original(pk, by=actor(request), purpose=purpose),
        name=services.file_name(found),
        at="original",
    )


def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out the words without marks of a copy; that they leave is on record."""
    found = visible_or_404(request, Document.objects.all(), pk)

    def give(purpose: str) -> bytes:
        released = services.release_copy(pk, by=actor(request), purpose=purpose)
        return released.text.encode()

    return _file(request, found, give, name="document.txt", at="copy")


def _mark(user: User, found: Document, form: MarkPassageForm) -> None:
    entered = valid(form)
    place = form.place(found.text.content)
    if entered["what"] == "evidence":
        if entered["claim"] is None:
            raise Invalid("Choose the claim that it bears on.", field="claim")
        evidence.add_passage(
            entered["claim"],
            document_id=found.pk,
            span=place,
            bearing=Bearing(entered["bearing"] or Bearing.CONTEXT),
            credibility=entered["credibility"] or Credibility.CANNOT_BE_JUDGED,
            rationale=entered["body"],
            by=user,
        )
        return
    annotations.annotate_document(
        found.pk,
        span=place,
        body=entered["body"],
        label=entered["label"],
        visibility=Visibility(entered["visibility"] or Visibility.DESK),
        by=user,
    )


def _claims(request: HttpRequest, user: User, found: Document) -> list[Claim]:
    """Return the claims that a passage can be put to, the one asked for first."""
    asked = _claim_asked(request, user)
    newest = Claim.objects.visible_to(user).filter(desk=found.desk_id).newest_first()
    offered = list(newest[:OFFERED_CLAIMS])
    if asked is None or asked.desk_id != found.desk_id:
        return offered
    return [asked, *(claim for claim in offered if claim != asked)]


def _claim_asked(request: HttpRequest, user: User) -> Claim | None:
    """Return the claim that a passage is looked for, if one is."""
    try:
        pk = UUID(request.GET.get("claim", ""))
    except ValueError:
        return None
    return Claim.objects.visible_to(user).filter(pk=pk).first()


def _file(
    request: HttpRequest,
    found: Document,
    give: Callable[[str], bytes],
    *,
    name: str,
    at: str,
) -> HttpResponse:
    given: list[bytes] = []

    def act() -> None:
        given.append(give(valid(PurposeForm(request.POST))["purpose"]))

    answer = attempt(
        request,
        act,
        done=reverse("review:document", args=[found.pk]),
        refused=lambda refusal: document(request, found.pk, refusal=refusal),
        at=at,
        about=(found.desk_id, found.pk),
    )
    return attachment(given[0], name=name) if given else answer


def _back(request: HttpRequest, pk: UUID) -> str:
    """Return to the sheet of the text that the form stood beside."""
    number = number_asked(request, "page")
    back = reverse("review:document", args=[pk])
    return f"{back}?page={number}" if number else back


def _act(
    request: HttpRequest, pk: UUID, act: Callable[[], Any], *, said: str, at: str
) -> HttpResponse:
    found = visible_or_404(request, Document.objects.all(), pk)
    return attempt(
        request,
        act,
        done=reverse("review:document", args=[pk]),
        refused=lambda refusal: document(request, pk, refusal=refusal),
        said=said,
        at=at,
        about=(found.desk_id, pk),
    )
