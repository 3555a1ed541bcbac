"""The desk's sourcing standards: in plain words, on trial, adopted."""

from typing import Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from claims import policy
from claims.models import Preset, StandardsVersion
from claims.queries.readers import agreement
from claims.queries.trials import Trial, trial
from claims.review.forms import AdoptForm, StandardsForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show
from claims.services import standards as services
from claims.standards import Said, Standards, for_desk, in_words, of_version, parameters
from tracker.models import Desk

VERSIONS: Final = 50


def standards(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show the rules in force, every version, and how far readers agree."""
    desk = desk_of(request, slug)
    in_force = for_desk(desk.pk)
    overall, months = agreement(desk.pk)
    versions = (
        StandardsVersion.objects.visible_to(actor(request))
        .filter(desk=desk)
        .select_related("entered_by")
        .order_by("-number")[:VERSIONS]
    )
    return show(
        request,
        "standards.html",
        desk=desk,
        section="standards",
        in_force=in_force,
        rules=in_words(in_force.asked) if in_force.version else [],
        versions=[(version, of_version(version)) for version in versions],
        now=timezone.now(),
        overall=overall,
        months=sorted(months.items(), reverse=True),
        can_adopt=policy.can_adopt(actor(request), desk.pk),
        form=StandardsForm(initial=_initial(in_force)),
        presets=[(preset, in_words(parameters(preset))) for preset in Preset],
        refusal=refusal,
    )


def try_standards(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what would change and what would fall, before anything is adopted."""
    desk = desk_of(request, slug)
    policy.can_adopt(actor(request), desk.pk).or_refuse()
    form = StandardsForm(request.GET)
    valid(form)
    return _trial_page(request, desk, form)


def _trial_page(
    request: HttpRequest,
    desk: Desk,
    form: StandardsForm,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    preset = Preset(form.cleaned_data["preset"])
    proposed = parameters(preset, form.parameters())
    found: Trial = trial(
        desk.pk, Standards(StandardsVersion(desk=desk, preset=preset), proposed)
    )
    before = in_words(for_desk(desk.pk).asked)
    after = in_words(proposed)
    return show(
        request,
        "trial.html",
        desk=desk,
        section="standards",
        preset=preset,
        found=found,
        given=[(name, form.data[name]) for name in form.fields if form.data.get(name)],
        new=_without(after, before),
        gone=_without(before, after),
        kept=[said for said in after if said in before],
        time_zone=desk.time_zone,
        refusal=refusal,
    )


def _without(said: list[Said], others: list[Said]) -> list[Said]:
    return [one for one in said if one not in others]


def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """Put what was tried in force, now or from a moment on."""
    desk = desk_of(request, slug)
    form = AdoptForm(request.POST)

    def act() -> None:
        entered = valid(form)
        begins = entered["effective_from"]
        services.adopt(
            desk.pk,
            preset=Preset(entered["preset"]),
            parameters=form.parameters(),
            # What is entered is the desk's own time.
            effective_from=begins and begins.replace(tzinfo=ZoneInfo(desk.time_zone)),
            reason=entered["reason"],
            by=actor(request),
        )

    def refused(refusal: Refusal) -> HttpResponse:
        tried = StandardsForm(request.POST)
        if policy.can_adopt(actor(request), desk.pk) and tried.is_valid():
            return _trial_page(request, desk, tried, refusal=refusal)
        return standards(request, slug, refusal=refusal)

    return attempt(
        request,
        act,
        done=reverse("review:standards", args=[slug]),
        refused=refused,
        said="Adopted. Verified claims that no longer stand become tasks.",
        at="adopt",
        about=(desk.pk, desk.pk),
    )


def _initial(in_force: Standards) -> dict[str, object]:
    """The preset in force, and what the desk asks otherwise."""
    version = in_force.version
    if version is None:
        return {"preset": Preset.WIRE}
    chosen: dict[str, object] = {"preset": version.preset}
    for name, value in version.parameters.items():
        if isinstance(value, bool):
            chosen[name] = "yes" if value else "no"
        else:
            chosen[name] = value
    return chosen
