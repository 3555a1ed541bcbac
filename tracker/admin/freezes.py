"""The emergency switch for the whole site: the work of site staff."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker.admin.base import ReasonForm, person
from tracker.admin.making import ServiceForm
from tracker.admin.people import StaffAdmin
from tracker.admin.site import site
from tracker.models import Freeze
from tracker.services import freezes


class FreezeForm(ServiceForm[Freeze]):
    """The whole site, from now on, and why."""

    class Meta:
        model = Freeze
        fields = ("reason",)

    def serve(self, asked: dict[str, Any]) -> Freeze:
        return freezes.freeze(None, by=self.by, reason=asked["reason"])


@admin.register(Freeze, site=site)
class FreezeAdmin(StaffAdmin):
    """Added here, a freeze is the whole site's; a desk is frozen on its own page."""

    list_display = ("__str__", "reason", "frozen_by", "created_at", "lifted_at")
    list_select_related = ("desk", "frozen_by")
    ordering = ("-created_at", "-pk")
    add_form = FreezeForm
    add_fields = ("reason",)
    fields = ("desk", "reason", "frozen_by", "created_at", "lifted_by", "lifted_at")
    actions = ("lift",)
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Freeze]:
        return Freeze.objects.visible_to(person(request))

    @admin.action(description="Lift")
    def lift(self, request: HttpRequest, rows: models.QuerySet[Freeze]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: freezes.lift(row.pk, by=person(request), reason=reason),
            done="Lifted",
        )
