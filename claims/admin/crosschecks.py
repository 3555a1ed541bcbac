"""Two claims held against each other."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims.models import CrossCheck, Relation
from claims.services import crosschecks
from tracker.admin.base import person
from tracker.admin.exporting import Exportable
from tracker.admin.making import MakingAdmin, ServiceForm
from tracker.admin.site import site
from tracker.models import Role


class JudgeForm(ServiceForm[CrossCheck]):
    """How one claim stands to another, and why."""

    class Meta:
        model = CrossCheck
        fields = ("claim", "relation", "other", "rationale")
        widgets: ClassVar = {"rationale": forms.Textarea(attrs={"rows": 3})}

    def serve(self, asked: dict[str, Any]) -> CrossCheck:
        return crosschecks.judge(
            asked["claim"].pk,
            asked["other"].pk,
            relation=Relation(asked["relation"]),
            rationale=asked["rationale"],
            by=self.by,
        )


@admin.register(CrossCheck, site=site)
class CrossCheckAdmin(Exportable[CrossCheck], MakingAdmin[CrossCheck]):
    dataset = "crosschecks"
    makers = frozenset({Role.FACT_CHECKER, Role.EDITOR})
    add_form = JudgeForm
    add_fields = JudgeForm.Meta.fields
    autocomplete_fields = ("claim", "other")
    list_display = ("claim", "relation", "other", "entered_by", "ended_at")
    list_filter: ClassVar = ["relation", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ("claim", "other", "entered_by")
    ordering = ("-created_at", "-pk")
    fields = (
        "claim",
        "relation",
        "other",
        "rationale",
        "entered_by",
        "created_at",
        "ended_at",
    )
    actions = ("take_back", "export")

    @admin.action(description="Take back")
    def take_back(
        self, request: HttpRequest, rows: models.QuerySet[CrossCheck]
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: crosschecks.end(
                row.pk, by=person(request), version=row.version, reason=reason
            ),
            done="Taken back",
        )
