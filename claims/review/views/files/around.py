"""Pages of a source's file: its ties, who sees it, what rests on it."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.queries import SourceWithdrawn, blast_radius
from claims.review.forms import (
    HandOverForm,
    LinkForm,
    PersonForm,
    RejudgeForm,
    RestrictForm,
    ShutOutForm,
)
from claims.review.forms.common import ReasonForm
from claims.review.refusals import Refusal
from claims.review.shell import actor
from claims.review.views.files.frame import Held, opened, people_of, tab
from sources import policy, queries
from sources.models import INSIDERS

QUOTES: Final = 20
NOTHING: Final = Held()


def source_ties(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show the judged ties, and who is of one origin with the source through others."""
    user, found = actor(request), opened(request, pk, "Ties")
    ties = queries.ties_of(user, found)
    return tab(
        request,
        found,
        "source_ties",
        refusal=refusal,
        ties=ties,
        direct=[
            (
                link,
                other,
                held.form_at(
                    f"rejudge-{link.pk}",
                    RejudgeForm,
                    initial={
                        "kind": link.kind,
                        "confident": link.confident,
                        "rationale": link.rationale,
                        "version": link.version,
                    },
                ),
                held.form_at(
                    f"unlink-{link.pk}", ReasonForm, initial={"version": link.version}
                ),
            )
            for link, other in ties.direct
        ],
        forms={"link": held.form_at("link", LinkForm)},
    )


def source_circle(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show who sees the source and why, and who did."""
    user, found = actor(request), opened(request, pk, "Who sees it")
    may = policy.can_let_in(user, found)
    let_in = list(
        found.confidants.select_related("user", "entered_by").order_by(
            "created_at", "pk"
        )
    )
    people = people_of(found, INSIDERS) if may else []
    handlers = people_of(found, policy.KEEPING) if may else []
    now_in = {row.user_id for row in let_in if row.ended_at is None}
    version = {"version": found.version}
    return tab(
        request,
        found,
        "source_circle",
        refusal=refusal,
        may=may,
        inside=[
            (row, held.form_at(f"shut-out-{row.pk}", ShutOutForm))
            for row in let_in
            if row.ended_at is None
        ],
        before=[row for row in let_in if row.ended_at is not None],
        forms={
            "let_in": held.form_at(
                "let-in",
                PersonForm,
                people=[
                    p for p in people if p.pk not in now_in and p.pk != found.handler_id
                ],
            ),
            "hand_over": held.form_at(
                "hand-over",
                HandOverForm,
                people=[p for p in handlers if p.pk != found.handler_id],
                initial=version,
            ),
            "restrict": held.form_at(
                "restrict",
                RestrictForm,
                initial={"restricted": not found.restricted} | version,
            ),
        },
    )


def source_falls(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    held: Held = NOTHING,
) -> HttpResponse:
    """Show what would no longer stand without the source."""
    user, found = actor(request), opened(request, pk, "If it falls")
    return tab(
        request,
        found,
        "source_falls",
        refusal=refusal,
        radius=blast_radius(SourceWithdrawn(pk), user=user),
        forms={
            "withdraw": held.form_at(
                "withdraw", ReasonForm, initial={"version": found.version}
            )
        },
    )
