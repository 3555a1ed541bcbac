"""Articles, claims, quotes, documents and notes of a desk, found by their words."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from claims.queries.cursors import cursor_at, place_of
from claims.queries.search import Hits, Kind, search
from claims.queries.words import terms_of
from claims.review.shell import actor, desk_of, kept, show

FIRST: Final = 5  # of each kind, before one is chosen
MOST: Final = 200


def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what of the desk holds the words: some of each kind, or all of one."""
    desk = desk_of(request, slug)
    user = actor(request)
    words = request.GET.get("q", "").replace("\0", " ").strip()[:MOST]
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in set(Kind) else None
    cursor = request.GET.get("after", "")
    after = place_of(cursor) if cursor and kind else None
    found: dict[Kind, Hits] = {
        one: search(
            user,
            one,
            words,
            desk_id=desk.pk,
            after=after,
            limit=20 if kind else FIRST,
        )
        for one in ([kind] if kind else Kind)
    }
    page = found[kind] if kind else None
    return show(
        request,
        "search.html",
        desk=desk,
        section="search",
        words=words,
        kind=kind,
        kinds=list(Kind),
        sought=bool(terms_of(words)),
        found=[(one, hits) for one, hits in found.items() if hits.rows],
        after=cursor_at(*page.after) if page and page.after else "",
        keep=kept(request, "after"),
    )
