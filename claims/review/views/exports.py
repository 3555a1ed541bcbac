"""Exports: packages that an outsider can verify without this software."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from claims.review.forms import ExportForm
from claims.review.refusals import Refusal, attempt, valid
from claims.review.shell import actor, desk_of, show
from tracker.datasets import registry
from tracker.datasets.dataset import Dataset, Profile, Scope
from tracker.datasets.package import Order, admitted, write_package, zipped
from tracker.datasets.permission import can_export
from tracker.models import Desk, User

CHUNK = 64 * 1024
PROFILES = {
    Profile.INTERNAL: "For the newsroom itself",
    Profile.LEGAL: "For the newsroom’s lawyer",
    Profile.REVIEWER: "For an outside reviewer, without codenames or people’s names",
    Profile.PUBLIC: "For publication",
}


def exports(
    request: HttpRequest, slug: str, *, refusal: Refusal | None = None
) -> HttpResponse:
    """List what this person may take out of the desk, and for whom."""
    desk = desk_of(request, slug)
    user = actor(request)
    return show(
        request,
        "exports.html",
        desk=desk,
        section="exports",
        offers=[
            (dataset, offered)
            for dataset in registry.datasets()
            if (offered := _offered(user, desk, dataset))
        ],
        reasons=_why_not(user, desk),
        form=ExportForm(),
        refusal=refusal,
    )


def take(request: HttpRequest, slug: str) -> HttpResponse | StreamingHttpResponse:
    """Write the package and send it; the export is on record before its first byte."""
    desk = desk_of(request, slug)
    taken: list[Path] = []

    def act() -> None:
        entered = valid(ExportForm(request.POST))
        order = admitted(
            Order(
                dataset=registry.dataset(entered["dataset"]),
                profile=Profile(entered["profile"]),
                by=actor(request),
                scope=Scope(
                    desk_id=desk.pk, since=entered["since"], until=entered["until"]
                ),
                bom=entered["bom"],
            )
        )
        taken.append(_packed(order))

    answer = attempt(
        request,
        act,
        done=request.path,
        refused=lambda refusal: exports(request, slug, refusal=refusal),
        about=(desk.pk, desk.pk),
    )
    if not taken:
        return answer
    (package,) = taken
    response = StreamingHttpResponse(_sent(package), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{package.name}"'
    return response


def _packed(order: Order) -> Path:
    """Return the package as one file, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="sourceline-export-"))
    name = f"{order.dataset.name}-{order.profile.value}"
    write_package(order, folder / name)
    packed = zipped(folder / name, folder / f"{name}.zip")
    for file in (folder / name).iterdir():
        file.unlink()
    (folder / name).rmdir()
    return packed


def _sent(package: Path) -> Iterator[bytes]:
    """Yield the file; it is gone afterwards, also when nobody waits for its end."""
    try:
        with package.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    finally:
        package.unlink()
        package.parent.rmdir()


def _offered(user: User, desk: Desk, dataset: Dataset) -> list[tuple[str, str]]:
    scope = Scope(desk_id=desk.pk)
    return [
        (profile.value, words)
        for profile, words in PROFILES.items()
        if can_export(user, dataset, profile, scope)
    ]


def _why_not(user: User, desk: Desk) -> list[str]:
    """Return why nothing is offered, once for each reason."""
    scope = Scope(desk_id=desk.pk)
    found = [
        can_export(user, dataset, profile, scope)
        for dataset in registry.datasets()
        for profile in dataset.profiles
    ]
    return sorted({decision.reason for decision in found if not decision})
