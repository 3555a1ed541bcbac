"""Exports: packages that an outsider can verify without this software."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse

from claims.review.forms.exports import ExportForm, OptionalReasonForm, ReleaseForm
from claims.review.packages import PROFILES, offered, reasons_against, shown
from claims.review.paging import newest_first
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show, visible_or_404
from tracker import policy
from tracker.datasets.dataset import Profile
from tracker.models import Article, Desk, Export, ExportState, User
from tracker.services import desks
from tracker.services import exports as services

MOST_ARTICLES = 100
MOST_WAITING = 30


def exports(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show what is under way and at hand, what waits for release, and what to ask."""
    desk = desk_of(request, slug)
    user = actor(request)
    offers = offered(user, desk)
    asked_for = request.POST or request.GET
    visible = Export.objects.visible_to(user).filter(desk=desk)
    rows = visible.select_related("entered_by", "released_by", "article", "progress")
    made = rows.exclude(state=ExportState.WAITING)
    page = newest_first(made, request.GET.get("after", ""))
    listed = [shown(export, user) for export in page.rows]
    return show(
        request,
        "exports.html",
        desk=desk,
        section="exports",
        offers=offers,
        profiles=_profiles(offers),
        reasons=[] if offers else reasons_against(user, desk),
        articles=_articles(user, desk, asked_for.get("article", "")) if offers else [],
        asked=asked_for,
        waiting=[
            shown(export, user)
            for export in rows.waiting().newest_first()[:MOST_WAITING]
        ],
        exports=listed,
        under_way=any(export.is_open for export in listed),
        after=page.after,
        can_require=not desk.exports_need_release
        and bool(policy.can_require_release(user, desk)),
        refusal=refusal,
    )


def _profiles(offers: list[Any]) -> list[tuple[str, str]]:
    """Return for whom this person may export anything at all, in words."""
    wanted = {profile for _, profiles in offers for profile in profiles}
    return [(p.value, words) for p, words in PROFILES.items() if p in wanted]


def _articles(user: User, desk: Desk, chosen: str) -> list[Article]:
    """Return the newest articles to choose from, and the chosen one wherever it is."""
    visible = Article.objects.visible_to(user).filter(desk=desk)
    found = list(visible.order_by("-created_at", "-pk")[:MOST_ARTICLES])
    if chosen and chosen not in {str(article.pk) for article in found}:
        try:
            found += visible.filter(pk=UUID(chosen))
        except ValueError:
            return found
    return found


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a package; a worker writes it."""
    desk = desk_of(request, slug)

    def act() -> None:
        entered = valid(ExportForm(request.POST))
        services.ask(
            desk.pk,
            dataset_name=entered.pop("dataset"),
            profile=Profile(entered.pop("profile")),
            article_id=entered.pop("article"),
            by=actor(request),
            **entered,
        )

    return _act(request, desk, act, said="Asked for.", at="ask", row=desk.pk)


def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let an export out, as the second person."""
    return _decide(request, pk, services.release, said="Released. It is written now.")


def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have it not made, or stopped while it is."""
    return _decide(request, pk, services.cancel, said="Cancelled.")


def fetch(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """Hand over the package; that it was taken is on record before its first byte."""
    export = visible_or_404(request, Export.objects.select_related("desk"), pk)
    taken: list[services.Package] = []
    answer = _act(
        request,
        export.desk,
        lambda: taken.append(services.fetch(pk, by=actor(request))),
        said="",
        at=f"export-{pk}",
        row=pk,
    )
    if not taken:
        return answer
    (package,) = taken
    return FileResponse(
        package.path.open("rb"), as_attachment=True, filename=package.name
    )


def require_release(request: HttpRequest, slug: str) -> HttpResponse:
    """Have what leaves the newsroom wait for a second person from now on."""
    desk = desk_of(request, slug)

    def act() -> None:
        entered = valid(ReleaseForm(request.POST))
        desks.set_release(desk.pk, by=actor(request), **entered)

    return _act(
        request,
        desk,
        act,
        said="From now on exports that leave the newsroom wait for a second person.",
        at="release",
        row=desk.pk,
    )


def _decide(
    request: HttpRequest, pk: UUID, service: Callable[..., object], *, said: str
) -> HttpResponse:
    export = visible_or_404(request, Export.objects.select_related("desk"), pk)

    def act() -> None:
        service(pk, by=actor(request), **valid(OptionalReasonForm(request.POST)))

    return _act(request, export.desk, act, said=said, at=f"export-{pk}", row=pk)


def _act(
    request: HttpRequest,
    desk: Desk,
    act: Callable[[], object],
    *,
    said: str,
    at: str,
    row: UUID,
) -> HttpResponse:
    return attempt(
        request,
        act,
        done=reverse("review:exports", args=[desk.slug]),
        refused=lambda refusal: exports(request, desk.slug, refusal=refusal),
        said=said,
        at=at,
        about=(desk.pk, row),
    )
