"""What of a verdict or a quote is public, as JSON-LD to paste into a page."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from claims.models import Claim
from claims.queries.published import quotation_of, review_of
from claims.review.shell import actor, show, visible_or_404
from sources.models import Quote
from tracker.errors import NotFound

# A browser ends a script at its end tag whatever the JSON means; so no angle is open.
SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def claim_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the ClaimReview of a published verdict."""
    claim = visible_or_404(request, Claim.objects.select_related("desk"), pk)
    return _show(request, claim, "claims", "claim", review_of)


def quotation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the Quotation of a confirmed quote in a published article."""
    quotes = Quote.objects.select_related("desk", "article")
    quote = visible_or_404(request, quotes, pk)
    return _show(request, quote, "articles", "quote", quotation_of)


def _show(
    request: HttpRequest,
    record: Claim | Quote,
    section: str,
    kind: str,
    read: Callable[..., dict[str, Any]],
) -> HttpResponse:
    try:
        found = read(record.pk, user=actor(request))
    except NotFound:
        found = None
    return show(
        request,
        "jsonld.html",
        desk=record.desk,
        section=section,
        kind=kind,
        record=record,
        data=as_script(found) if found else "",
        addressed=bool(found and found.get("isPartOf", found).get("url")),
    )


def as_script(data: dict[str, Any]) -> str:
    """Return the element that a content system pastes into a page."""
    body = json.dumps(data, ensure_ascii=False, indent=2).translate(SAFE)
    return f'<script type="application/ld+json">\n{body}\n</script>'
