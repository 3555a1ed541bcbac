"""What is only read here: standards, extraction runs."""

from typing import ClassVar

from django.contrib import admin

from claims.models import ExtractionRun, StandardsVersion
from tracker.admin.base import DeskAdmin
from tracker.admin.site import site


@admin.register(StandardsVersion, site=site)
class StandardsAdmin(DeskAdmin[StandardsVersion]):
    list_display = ("desk", "number", "preset", "effective_from", "entered_by")
    list_filter: ClassVar = ["preset"]
    list_select_related = ("desk", "entered_by")
    ordering = ("desk__name", "-number", "pk")
    fields = ("desk", "number", "preset", "parameters", "effective_from", "entered_by")


@admin.register(ExtractionRun, site=site)
class RunAdmin(DeskAdmin[ExtractionRun]):
    list_display = (
        "revision",
        "engine",
        "state",
        "quotes_found",
        "claims_found",
        "created_at",
    )
    list_filter: ClassVar = ["state"]
    list_select_related = ("revision__article",)
    ordering = ("-created_at", "-pk")
    fields = (
        "revision",
        "engine",
        "state",
        "failure",
        "quotes_found",
        "claims_found",
        "created_at",
    )
