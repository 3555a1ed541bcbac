"""The pre-publication report: what stands against an article, and letting it stand."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from claims import policy as claims_policy
from claims.models import SignOff
from claims.queries import prepublication
from claims.queries.prepublication import Objection, objection
from claims.queries.standing import standing
from claims.review.forms import SignOffForm
from claims.review.forms.articles import WordsField
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, show, visible_or_404
from claims.services import signoffs
from sources import policy
from sources.models import Acceptance
from sources.services import acceptances, revisions
from tracker.errors import Conflict, SourcelineError
from tracker.models import Article, ArticleStatus


class AcceptForm(forms.Form):
    """One finding, and why it stands all the same."""

    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = forms.CharField(max_length=2000)
    text = WordsField(required=False)


class TakeBackForm(forms.Form):
    """Why an exception no longer holds."""

    reason = forms.CharField(max_length=2000)


class CheckForm(forms.Form):
    """Words that may become the next revision."""

    text = WordsField()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks find in words that are not filed."""

    text: str
    objections: list[Objection]


def report(
    request: HttpRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    checked: Checked | None = None,
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
        now=timezone.now(),
        public=article.status != ArticleStatus.DRAFT,
        checked=checked,
        can_accept=policy.can_accept(user, article),
        standing=standing(article),
        signatures=SignOff.objects.visible_to(user)
        .filter(revision=article.current)
        .select_related("entered_by")
        .order_by("created_at", "pk"),
        can_sign=claims_policy.can_sign_off(user, article),
        refusal=refusal,
        places={"sign", "check", *(one.fingerprint for one in found.objections)},
    )


def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what new words of a published article would tell, before they are filed."""
    visible_or_404(request, Article.objects.all(), pk)
    try:
        text = valid(CheckForm(request.POST))["text"]
        found = revisions.check(pk, text=text, by=actor(request))
    except SourcelineError as error:
        refusal = Refusal.of(error, at="check")
        shown = report(request, pk, refusal=refusal)
        shown.status_code = refusal.status
        return shown
    checked = Checked(text, [objection(one) for one in found])
    return report(request, pk, checked=checked)


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


def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an exception back; the finding counts again."""
    row = visible_or_404(request, Acceptance.objects.all(), pk)
    form = TakeBackForm(request.POST)
    return attempt(
        request,
        lambda: acceptances.withdraw(pk, by=actor(request), **valid(form)),
        done=reverse("review:report", args=[row.article_id]),
        refused=lambda refusal: report(request, row.article_id, refusal=refusal),
        said="Taken back. The finding counts again.",
        at=row.fingerprint,
        about=(row.desk_id, row.article_id),
    )


def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer for a revision that rests mainly on anonymous sources."""
    article = visible_or_404(request, Article.objects.all(), pk)

    def act() -> None:
        entered = valid(SignOffForm(request.POST))
        if entered["revision"] != article.current.pk:
            raise Conflict("There is a newer revision. Read it before you sign.")
        signoffs.sign(entered["revision"], reason=entered["reason"], by=actor(request))

    return attempt(
        request,
        act,
        done=reverse("review:report", args=[pk]),
        refused=lambda refusal: report(request, pk, refusal=refusal),
        said="You answer for this revision.",
        at="sign",
        about=(article.desk_id, pk),
    )
