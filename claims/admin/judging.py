"""What takes more than one person: exemptions, signatures, second readers' verdicts."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims.models import Exemption, SecondReading, SignOff
from claims.services import exemptions
from tracker.admin.base import DeskAdmin, ReasonForm, person
from tracker.admin.site import site


@admin.register(Exemption, site=site)
class ExemptionAdmin(DeskAdmin[Exemption]):
    """Rules lifted for single claims. They are granted on the claim's own page."""

    list_display = ("claim", "code", "entered_by", "created_at", "ended_at")
    list_filter: ClassVar = ["code"]
    list_select_related = ("claim", "entered_by")
    ordering = ("-created_at", "-pk")
    fields = ("claim", "code", "reason", "entered_by", "created_at", "ended_at")
    actions = ("take_back",)
    action_form = ReasonForm

    @admin.action(description="Take back")
    def take_back(self, request: HttpRequest, rows: models.QuerySet[Exemption]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: exemptions.end(
                row.pk, by=person(request), version=row.version, reason=reason
            ),
            done="Take back",
        )


@admin.register(SignOff, site=site)
class SignOffAdmin(DeskAdmin[SignOff]):
    """Editors' word for articles that rest on the unnamed."""

    list_display = ("revision", "entered_by", "created_at")
    list_select_related = ("revision__article", "entered_by")
    ordering = ("-created_at", "-pk")
    fields = ("revision", "reason", "entered_by", "created_at")


@admin.register(SecondReading, site=site)
class SecondReadingAdmin(DeskAdmin[SecondReading]):
    """Second readers' verdicts, once they may be known."""

    list_display = ("claim", "claim_version", "reader", "verdict", "created_at")
    list_filter: ClassVar = ["verdict"]
    list_select_related = ("claim", "reader")
    ordering = ("-created_at", "-pk")
    fields = ("claim", "claim_version", "reader", "verdict", "reason", "created_at")
