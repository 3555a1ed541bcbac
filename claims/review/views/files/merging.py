"""Two codenames that are one source, and one that is two."""

from typing import Final
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.review.forms import (
    MergeWithForm,
    ReasonForm,
    SourceMergeForm,
    SourceSplitForm,
)
from claims.review.paging import newest_first
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, visible_or_404
from claims.review.views.files.acts import named
from claims.review.views.files.frame import Held, opened, tab
from sources import policy
from sources.models import Merge, Quote, Source
from sources.queries import merging as previews
from sources.services import merging, splitting
from tracker.errors import Invalid, SourcelineError

AT_ONCE: Final = 50
NOTHING: Final = Held()


def merge_source(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
    with_: Source | None = None,
) -> HttpResponse:
    """Show what could be merged or undone; with another source, what would move."""
    user, found = actor(request), opened(request, pk, "Merge")
    policy.can_merge(user, found).or_refuse()
    undone = (
        Merge.objects.visible_to(user)
        .filter(undone_at=None)
        .filter(Q(into=found) | Q(source=found))
    )
    return tab(
        request,
        found,
        "merge_source",
        refusal=refusal,
        preview=with_ and previews.preview(found, with_),
        may_widen=with_ and policy.can_widen(user, with_),
        may_let_in=with_ and policy.can_let_in(user, with_),
        merges=[
            (
                row,
                held.form_at(
                    f"undo-{row.pk}", ReasonForm, initial={"version": row.version}
                ),
            )
            for row in undone.select_related("source", "into").order_by(
                "created_at", "pk"
            )
        ],
        forms={
            "with": held.form_at("with", MergeWithForm),
            "merge": held.form_at(
                "merge",
                SourceMergeForm,
                initial={"into": with_ and with_.pk, "version": found.version},
            ),
        },
    )


def preview_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what merging into the named source would do. Nothing is done."""
    found = visible_or_404(request, Source.objects.all(), pk)
    form = MergeWithForm(request.POST, auto_id="with-%s")
    try:
        other = named(request, found, valid(form)["codename"])
        if other.pk == found.pk:
            raise Invalid("A source is merged into another.", field="codename")
    except SourcelineError as error:
        refusal = Refusal.of(error, at="with")
        response = merge_source(request, pk, refusal=refusal, held=Held("with", form))
        response.status_code = refusal.status
        return response
    opened(request, other.pk, "Merge")
    return merge_source(request, pk, with_=other)


def merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Merge this source into another."""
    found = visible_or_404(request, Source.objects.all(), pk)
    form = SourceMergeForm(request.POST, auto_id="merge-%s")
    into = _seen(request, found, request.POST.get("into", ""))

    def do() -> None:
        asked = valid(form)
        merging.merge(
            pk,
            into_id=asked["into"],
            by=actor(request),
            version=asked["version"],
            reason=asked["reason"],
            let_in=[UUID(who) for who in request.POST.getlist("let_in") if _is_id(who)],
        )

    return attempt(
        request,
        do,
        done=reverse("review:source", args=[into.pk if into else pk]),
        refused=lambda refusal: merge_source(
            request, pk, refusal=refusal, held=Held("merge", form), with_=into
        ),
        said="Merged. It can be undone from the page “Merge or split”.",
        at="merge",
        about=(found.desk_id, pk),
    )


def undo_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that two merged sources were two after all."""
    row = visible_or_404(request, Merge.objects.all(), pk)
    form = ReasonForm(request.POST, auto_id=f"undo-{pk}-%s")
    return attempt(
        request,
        lambda: merging.undo(pk, by=actor(request), **valid(form)),
        done=reverse("review:source", args=[row.source_id]),
        refused=lambda refusal: merge_source(
            request,
            row.into_id,
            refusal=refusal,
            held=Held(f"undo-{pk}", form),
        ),
        said="Two sources again. What the merge moved is back.",
        at=f"undo-{pk}",
        about=(row.desk_id, pk),
    )


def split_source(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show the quotes, to choose those that are somebody else's."""
    user, found = actor(request), opened(request, pk, "Split")
    policy.can_merge(user, found).or_refuse()
    quotes = (
        Quote.objects.visible_to(user)
        .filter(source=found)
        .select_related("article")
        .with_place()
    )
    page = newest_first(quotes, request.GET.get("after", ""), size=AT_ONCE)
    return tab(
        request,
        found,
        "split_source",
        refusal=refusal,
        quotes=page.rows,
        after=page.after,
        chosen=set(request.POST.getlist("quotes")),
        forms={
            "split": held.form_at(
                "split", SourceSplitForm, initial={"version": found.version}
            )
        },
    )


def split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a file on the other person, with the quotes that were chosen."""
    found = visible_or_404(request, Source.objects.all(), pk)
    form = SourceSplitForm(request.POST, auto_id="split-%s")

    def do() -> None:
        asked = valid(form)
        splitting.split(
            pk,
            quote_ids=[UUID(q) for q in request.POST.getlist("quotes") if _is_id(q)],
            by=actor(request),
            version=asked["version"],
            reason=asked["reason"],
            codename=asked["codename"] or None,
        )

    return attempt(
        request,
        do,
        done=reverse("review:source_said", args=[pk]),
        refused=lambda refusal: split_source(
            request, pk, refusal=refusal, held=Held("split", form)
        ),
        said="A file is open on the other source, with the quotes you chose.",
        at="split",
        about=(found.desk_id, pk),
    )


def _seen(request: HttpRequest, source: Source, other_id: str) -> Source | None:
    if not _is_id(other_id):
        return None
    seen = Source.objects.visible_to(actor(request)).filter(desk=source.desk_id)
    return seen.filter(pk=other_id).first()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
