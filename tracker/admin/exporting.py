"""Exports in the admin: rows chosen in a list, and what was asked for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker.admin.base import DeskAdmin, M, ReasonForm, person
from tracker.admin.site import site
from tracker.datasets import Profile
from tracker.models import Export, User
from tracker.services import exports


class ExportActionForm(ReasonForm):
    """Beside the choice of an action: for whom, when the action is an export."""

    profile = forms.ChoiceField(
        label="Export for",
        required=False,
        choices=[(profile.value, profile.value) for profile in Profile],
    )


class Exportable(DeskAdmin[M]):
    """A list whose rows can be exported: the same dataset as everywhere."""

    dataset: ClassVar[str]
    actions: Sequence[str] = ("export",)
    action_form = ExportActionForm

    @admin.action(description="Export")
    def export(self, request: HttpRequest, rows: models.QuerySet[M]) -> None:
        """Ask for a package of the chosen rows, one for each desk."""
        user = person(request)
        profile = Profile(request.POST.get("profile") or Profile.INTERNAL)
        by_desk: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for desk_id, pk in rows.values_list("desk_id", "pk"):
            by_desk[desk_id].append(pk)
        self.try_each(
            request,
            [Chosen(desk_id, ids, self.dataset) for desk_id, ids in by_desk.items()],
            lambda chosen: chosen.ask(profile, user),
            done="Asked for; fetch it on the desk’s Exports page",
        )


class Chosen:
    """Rows of one desk, chosen for one export."""

    def __init__(self, desk_id: UUID, ids: list[UUID], dataset: str) -> None:
        """Name the desk, the rows and the dataset."""
        self.desk_id, self.ids, self.dataset = desk_id, ids, dataset

    def __str__(self) -> str:
        return f"{len(self.ids)} {self.dataset}"

    def ask(self, profile: Profile, by: User) -> Export:
        return exports.ask(
            self.desk_id,
            dataset_name=self.dataset,
            profile=profile,
            chosen=self.ids,
            by=by,
        )


@admin.register(Export, site=site)
class ExportAdmin(DeskAdmin[Export]):
    """What was asked to leave a desk. Its numbers are for who asked alone."""

    list_display = ("dataset", "profile", "desk", "entered_by", "state", "created_at")
    list_filter: ClassVar = ["state", ("desk", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ("desk", "entered_by")
    ordering = ("-created_at", "-pk")
    fields = (
        "dataset",
        "profile",
        "desk",
        "since",
        "until",
        "only_status",
        "article",
        "as_of",
        "entered_by",
        "created_at",
        "state",
        "needs_release",
        "released_by",
        "released_at",
        "ready_at",
        "fetched_at",
        "expires_at",
        "said",
    )
    actions = ("release", "cancel")
    action_form = ReasonForm

    @admin.action(description="Release")
    def release(self, request: HttpRequest, rows: models.QuerySet[Export]) -> None:
        self._each(request, rows, exports.release, "Released")

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, rows: models.QuerySet[Export]) -> None:
        self._each(request, rows, exports.cancel, "Cancelled")

    def _each(
        self,
        request: HttpRequest,
        rows: models.QuerySet[Export],
        service: Any,
        done: str,
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: service(row.pk, by=person(request), reason=reason),
            done=done,
        )
