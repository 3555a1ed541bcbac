"""The pre-publication report: what stands against an article, and letting it stand."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from claims.queries import prepublication
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, show, visible_or_404
from sources import policy
from sources.services import acceptances
from tracker.models import Article


class AcceptForm(forms.Form):
    """One finding, and why it stands all the same."""

    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = forms.CharField(max_length=2000)


def report(
    request: HttpRequest, pk: UUID, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show the report, printable; `?format=json` for programs with a session."""
    user = actor(request)
    article = visible_or_404(request, Article.objects.select_related("desk"), pk)
    found = prepublication(user, article.pk)
    if request.GET.get("format") == "json":
        return JsonResponse(found.as_json())
    return show(
        request,
        "report.html",
        desk=article.desk,
        section="articles",
        article=article,
        report=found,
        can_accept=policy.can_accept(user, article),
        refusal=refusal,
    )


def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let one finding stand, with a reason."""
    article = visible_or_404(request, Article.objects.all(), pk)
    form = AcceptForm(request.POST)
    return attempt(
        request,
        lambda: acceptances.accept(pk, by=actor(request), **valid(form)),
        done=reverse("review:report", args=[pk]),
        refused=lambda refusal: report(request, pk, refusal=refusal),
        said="Accepted as an exception.",
        at=request.POST.get("fingerprint", "")[:64],
        about=(article.desk_id, pk),
    )
