"""The next revision of an article, and what happens when two people write it."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.review.difference import Altered, differences
from claims.review.forms import ReviseForm
from claims.review.refusals import Refusal, attempt
from claims.review.shell import actor, show, visible_or_404
from tracker import policy
from tracker.models import Article, Revision
from tracker.services import articles


def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """File the next revision; every marked place is followed into it."""
    user = actor(request)
    found = visible_or_404(request, Article.objects.select_related("desk"), pk)
    policy.can_edit_article(user, found).or_refuse()
    current = found.current
    initial = {
        "text": current.text.content,
        "version": found.version,
        "base": current.pk,
    }
    form = ReviseForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, current)
    entered = form.cleaned_data
    return attempt(
        request,
        lambda: articles.revise(
            pk,
            text=entered["text"],
            version=entered["version"],
            note=entered["note"],
            by=user,
        ),
        done=reverse("review:article", args=[pk]),
        refused=partial(_refused, request, pk, form),
        said="The new revision is filed. It is being read now.",
        about=(found.desk_id, pk),
    )


def _refused(
    request: HttpRequest, pk: UUID, form: ReviseForm, refusal: Refusal
) -> HttpResponse:
    """Keep what was typed; after somebody else's change, show it, and go on from it.

    Filing again is then a decision that was made in sight of the other's words.
    """
    found = visible_or_404(request, Article.objects.select_related("desk"), pk)
    current = found.current
    if refusal.code != "stale_version":
        return _page(request, found, form, current, refusal=refusal)
    others = _since(found, form.cleaned_data["base"], current)
    form.data = {
        **{name: form.data.get(name, "") for name in form.fields},
        "version": str(found.version),
        "base": str(current.pk),
    }
    return _page(request, found, form, current, refusal=refusal, others=others)


def _since(found: Article, base: UUID | None, current: Revision) -> list[Altered]:
    """Return what changed in the article's text since the revision it was read in."""
    if base is None:
        return []
    read = found.revisions.select_related("text").filter(pk=base).first()
    return [] if read is None else differences(read.text.content, current.text.content)


def _page(
    request: HttpRequest,
    found: Article,
    form: ReviseForm,
    current: Revision,
    *,
    refusal: Refusal | None = None,
    others: list[Altered] | None = None,
) -> HttpResponse:
    return show(
        request,
        "revise.html",
        desk=found.desk,
        section="articles",
        article=found,
        revision=current,
        form=form,
        refusal=refusal,
        others=others,
    )
