"""The desk: its articles, and what waits for somebody."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from claims.models import Claim, ExtractionRun, RunState
from claims.review.paging import newest_first
from claims.review.rows import article_rows
from claims.review.shell import actor, desk_of, show
from claims.workflow import Status
from tracker import policy
from tracker.models import Article, Desk

WAITING: Final = 5


def home(request: HttpRequest) -> HttpResponse:
    """Go to the person's first desk, or say that there is none."""
    first = Desk.objects.visible_to(actor(request)).first()
    if first is None:
        return show(request, "no_desk.html", desk=None)
    return redirect("review:desk", first.slug)


def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the desk's articles, newest first, and what waits."""
    found = desk_of(request, slug)
    user = actor(request)
    wanted = request.GET.get("q", "").strip()
    articles = Article.objects.visible_to(user).filter(desk=found)
    if wanted:
        articles = articles.filter(title__icontains=wanted)
    page = newest_first(
        articles.select_related("entered_by"), request.GET.get("after", "")
    )
    claims = Claim.objects.visible_to(user).filter(desk=found)
    failed = ExtractionRun.objects.filter(desk=found, state=RunState.FAILED)
    return show(
        request,
        "desk.html",
        desk=found,
        section="articles",
        rows=article_rows(page.rows),
        after=page.after,
        wanted=wanted,
        can_file=policy.can_file(user, found),
        to_review=claims.filter(status=Status.IN_REVIEW)
        .exclude(entered_by=user)
        .newest_first()[:WAITING],
        disputed=claims.filter(status=Status.DISPUTED).newest_first()[:WAITING],
        failed=failed.select_related("revision__article")[:WAITING],
    )
