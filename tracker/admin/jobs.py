"""Work in the background: what is queued, and what failed for good."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker import jobs
from tracker.admin.base import DeskAdmin, ReasonForm, person
from tracker.admin.site import site
from tracker.models import Job


@admin.register(Job, site=site)
class JobAdmin(DeskAdmin[Job]):
    """A failure shows its class and fingerprint, never its words."""

    list_display = ("kind", "state", "tries", "error_class", "created_at", "ended_at")
    list_filter: ClassVar = ["state", "kind"]
    ordering = ("-created_at", "-pk")
    fields = (
        "kind",
        "subject",
        "state",
        "tries",
        "created_at",
        "run_after",
        "started_at",
        "ended_at",
        "error_class",
        "error_fingerprint",
    )
    actions = ("requeue",)
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Job]:
        user = person(request)
        return Job.objects.filter(desk_id__in=user.roles if user.is_active else ())

    @admin.action(description="Queue again")
    def requeue(self, request: HttpRequest, rows: models.QuerySet[Job]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: jobs.requeue(row.pk, by=person(request), reason=reason),
            done="Queued again",
        )
