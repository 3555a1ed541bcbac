"""Sources: the list, and one file. Looking at a file goes on record first."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.queries import SourceWithdrawn, blast_radius
from claims.review.forms import (
    AgreementForm,
    ApproveForm,
    GradeForm,
    LinkForm,
    ReasonForm,
    RegisterForm,
    WordingForm,
)
from claims.review.paging import newest_first
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from sources import policy
from sources.models import (
    Agreement,
    AnonymousFrom,
    GroundRules,
    Link,
    LinkKind,
    Quote,
    Reliability,
    Source,
    SourceKind,
    Stance,
)
from sources.services import agreements, links, wordings
from sources.services import sources as services
from tracker.errors import Invalid

SHOWN_QUOTES: Final = 20


def sources(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """List the sources that this person may know of; nobody is told how many."""
    desk = desk_of(request, slug)
    user = actor(request)
    wanted = request.GET.get("q", "").strip()
    known = Source.objects.visible_to(user).filter(desk=desk)
    if wanted:
        known = known.filter(codename__icontains=wanted)
    page = newest_first(known.select_related("handler"), request.GET.get("after", ""))
    return show(
        request,
        "sources.html",
        desk=desk,
        section="sources",
        rows=page.rows,
        after=page.after,
        wanted=wanted,
        can_register=policy.can_register(user, desk),
        form=RegisterForm(),
        refusal=refusal,
    )


def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a file on a new source."""
    desk = desk_of(request, slug)
    form = RegisterForm(request.POST)

    def act() -> None:
        entered = valid(form)
        services.register(
            desk.pk,
            kind=SourceKind(entered["kind"]),
            codename=entered["codename"] or None,
            by=actor(request),
        )

    return attempt(
        request,
        act,
        done=reverse("review:sources", args=[slug]),
        refused=lambda refusal: sources(request, slug, refusal=refusal),
        said="A file is open on the new source.",
        at="register",
        about=(desk.pk, desk.pk),
    )


def source(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show the source's file; that it was looked at is on record by then."""
    user = actor(request)
    found = services.open_file(pk, by=user, purpose="The source’s page was opened.")
    quotes = (
        Quote.objects.visible_to(user)
        .filter(source=found)
        .select_related("article")
        .with_place()
        .order_by("-created_at", "-pk")
    )
    links = (
        Link.objects.visible_to(user)
        .current()
        .touching(pk)
        .select_related("source", "other")
        .order_by("created_at", "pk")
    )
    return show(
        request,
        "source.html",
        desk=found.desk,
        section="sources",
        source=found,
        quotes=quotes[:SHOWN_QUOTES],
        links=[
            (link, link.other if link.source_id == pk else link.source)
            for link in links
        ],
        wordings=found.descriptors.filter(ended_at=None).order_by("stance", "wording"),
        agreements=[
            (terms, policy.can_approve(user, terms))
            for terms in found.agreements.select_related(
                "approved_by", "entered_by", "source"
            ).order_by("-created_at", "-pk")
        ],
        can_keep=policy.can_keep(user, found),
        radius=blast_radius(SourceWithdrawn(pk), user=user),
        grade_form=GradeForm(
            auto_id="grade-%s",
            initial={
                "reliability": found.reliability,
                "rationale": found.reliability_rationale,
                "version": found.version,
            },
        ),
        wording_form=WordingForm(auto_id="wording-%s"),
        agreement_form=AgreementForm(auto_id="terms-%s"),
        link_form=LinkForm(auto_id="link-%s"),
        refusal=refusal,
    )


def grade(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how reliable the source is, and why."""

    def act() -> None:
        entered = valid(GradeForm(request.POST))
        entered["reliability"] = Reliability(entered["reliability"])
        services.grade(pk, by=actor(request), **entered)

    return _act(request, pk, act, said="Graded.", at="grade")


def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop relying on the source; what falls with it becomes work."""
    return _act(
        request,
        pk,
        lambda: services.withdraw(
            pk, by=actor(request), **valid(ReasonForm(request.POST))
        ),
        said="Withdrawn. What falls with it is on the desk’s list of work.",
        at="withdraw",
    )


def word(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a public wording on file, agreed or forbidden."""

    def act() -> None:
        entered = valid(WordingForm(request.POST))
        entered["stance"] = Stance(entered["stance"])
        wordings.describe_as(pk, by=actor(request), **entered)

    return _act(request, pk, act, said="The wording is on file.", at="wording")


def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put new terms on file; somebody else approves them."""

    def act() -> None:
        entered = valid(AgreementForm(request.POST))
        entered["ground_rules"] = GroundRules(entered["ground_rules"])
        entered["anonymous_from"] = AnonymousFrom(entered["anonymous_from"])
        agreements.agree(pk, by=actor(request), **entered)

    return _act(request, pk, act, said="The terms are on file.", at="agreement")


def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve terms that somebody else entered."""
    terms = visible_or_404(request, Agreement.objects.all(), pk)
    return _act(
        request,
        terms.source_id,
        lambda: agreements.approve(
            pk, by=actor(request), **valid(ApproveForm(request.POST))
        ),
        said="Approved.",
        at=f"agreement-{pk}",
    )


def link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Judge how this source is tied to another, or that they are independent."""

    def act() -> None:
        entered = valid(LinkForm(request.POST))
        user = actor(request)
        found = visible_or_404(request, Source.objects.all(), pk)
        other = (
            Source.objects.visible_to(user)
            .filter(
                desk=found.desk_id, codename__iexact=entered.pop("codename").strip()
            )
            .first()
        )
        if other is None:
            raise Invalid("You know of no source with this codename.")
        entered["kind"] = LinkKind(entered["kind"])
        links.link(pk, other.pk, by=user, **entered)

    return _act(request, pk, act, said="The link is on file.", at="link")


def _act(
    request: HttpRequest, pk: UUID, act: Callable[[], object], *, said: str, at: str
) -> HttpResponse:
    found = visible_or_404(request, Source.objects.all(), pk)
    return attempt(
        request,
        act,
        done=reverse("review:source", args=[pk]),
        refused=lambda refusal: source(request, pk, refusal=refusal),
        said=said,
        at=at,
        about=(found.desk_id, pk),
    )
