"""The emergency switch for the whole site: the work of site staff."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker.admin.base import ReasonForm, person
from tracker.admin.people import StaffAdmin
from tracker.admin.site import site
from tracker.models import Freeze
from tracker.services import freezes

if TYPE_CHECKING:
    from django import forms


@admin.register(Freeze, site=site)
class FreezeAdmin(StaffAdmin):
    """Added here, a freeze is the whole site's; a desk is frozen on its own page."""

    list_display = ("__str__", "reason", "frozen_by", "created_at", "lifted_at")
    list_select_related = ("desk", "frozen_by")
    ordering = ("-created_at", "-pk")
    fields = ("reason",)
    actions = ("lift",)
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Freeze]:
        return Freeze.objects.visible_to(person(request))

    def get_fields(self, request: HttpRequest, obj: Freeze | None = None) -> Any:
        shown = (
            "desk",
            "reason",
            "frozen_by",
            "created_at",
            "lifted_by",
            "lifted_at",
        )
        return shown if obj else self.fields

    def save_model(
        self,
        request: HttpRequest,
        obj: Freeze,
        form: "forms.ModelForm[Freeze]",
        change: bool,  # noqa: FBT001 (Django's signature)
    ) -> None:
        asked = form.cleaned_data
        obj.pk = freezes.freeze(None, by=person(request), reason=asked["reason"]).pk

    @admin.action(description="Lift")
    def lift(self, request: HttpRequest, rows: models.QuerySet[Freeze]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: freezes.lift(row.pk, by=person(request), reason=reason),
            done="Lifted",
        )
