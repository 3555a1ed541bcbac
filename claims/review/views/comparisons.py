"""Two claims held against each other, and where the desk contradicts itself."""

from typing import Final
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from claims import policy
from claims.models import Claim, CrossCheck, Relation
from claims.queries import dossier
from claims.queries.contradictions import contradictions as open_contradictions
from claims.queries.cursors import cursor_at, place_of
from claims.queries.likely import likely, pairs_to_judge
from claims.queries.search import Kind, search
from claims.review.forms import JudgeForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from claims.services import crosschecks
from tracker.engine.matching import compare as compare_texts
from tracker.engine.matching import profile

SIZE: Final = 20


def contradictions(request: HttpRequest, slug: str) -> HttpResponse:
    """List judged contradictions that both still stand, and pairs nobody judged."""
    desk = desk_of(request, slug)
    user = actor(request)
    cursor = request.GET.get("after", "")
    after = place_of(cursor) if cursor else None
    found = open_contradictions(user, desk.pk, after=after, limit=SIZE + 1)
    shown = found[:SIZE]
    last = shown[-1].check if len(found) > SIZE else None
    return show(
        request,
        "contradictions.html",
        desk=desk,
        section="claims",
        rows=shown,
        pairs=[] if cursor else pairs_to_judge(user, desk.pk),
        after=cursor_at(last.created_at, last.pk) if last else "",
    )


def against(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer claims to hold this one against: what the engine finds, or by words."""
    user = actor(request)
    claim = visible_or_404(request, Claim.objects.select_related("desk"), pk)
    words = request.GET.get("q", "").replace("\0", " ").strip()[:200]
    hits = search(user, Kind.CLAIMS, words, desk_id=claim.desk_id) if words else None
    return show(
        request,
        "against.html",
        desk=claim.desk,
        section="claims",
        claim=claim,
        words=words,
        hits=[hit for hit in hits.rows if hit.record.pk != pk] if hits else [],
        pairs=[] if words else likely(claim, user),
    )


def compare(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Show two claims side by side, and take a person's judgement on them."""
    if request.method != "POST":
        return _side_by_side(request, pk, other)
    found = visible_or_404(request, Claim.objects.all(), pk)
    return attempt(
        request,
        lambda: _judge(request, pk, other),
        done=reverse("review:compare_claims", args=[pk, other]),
        refused=lambda refusal: _side_by_side(request, pk, other, refusal),
        said="Judged.",
        about=(found.desk_id, pk),
    )


def _judge(request: HttpRequest, pk: UUID, other: UUID) -> None:
    entered = valid(JudgeForm(request.POST))
    relation, why = Relation(entered["relation"]), entered["rationale"]
    if entered["check"] is None:
        crosschecks.judge(
            pk, other, relation=relation, rationale=why, by=actor(request)
        )
        return
    crosschecks.rejudge(
        entered["check"],
        claim=pk,
        relation=relation,
        rationale=why,
        version=entered["version"] or 0,
        by=actor(request),
    )


def _side_by_side(
    request: HttpRequest, pk: UUID, other: UUID, refusal: Refusal | None = None
) -> HttpResponse:
    user = actor(request)
    left, right = dossier(pk, user=user), dossier(other, user=user)
    if pk == other or left.claim.desk_id != right.claim.desk_id:
        raise Http404
    judgements = list(
        CrossCheck.objects.visible_to(user)
        .filter(Q(claim=pk, other=other) | Q(claim=other, other=pk))
        .select_related("entered_by")
        .order_by("-created_at", "-pk")
    )
    return show(
        request,
        "compare.html",
        desk=left.claim.desk,
        section="claims",
        sides=[left, right],
        judgements=judgements,
        standing=next((c for c in judgements if c.ended_at is None), None),
        match=compare_texts(profile(left.claim.text), profile(right.claim.text)),
        relations=Relation.choices,
        can_judge=policy.can_crosscheck(user, left.claim),
        refusal=refusal,
    )
