"""What is only read here: cross-checks, notes, standards, extraction runs."""

from typing import ClassVar

from django.contrib import admin

from claims.models import Annotation, CrossCheck, ExtractionRun, StandardsVersion
from tracker.admin.base import DeskAdmin
from tracker.admin.site import site


@admin.register(CrossCheck, site=site)
class CrossCheckAdmin(DeskAdmin[CrossCheck]):
    list_display = ("claim", "relation", "other", "entered_by", "ended_at")
    list_filter: ClassVar = ["relation"]
    list_select_related = ("claim", "other", "entered_by")
    ordering = ("-created_at", "-pk")
    fields = ("claim", "relation", "other", "rationale", "entered_by", "ended_at")


@admin.register(Annotation, site=site)
class AnnotationAdmin(DeskAdmin[Annotation]):
    list_display = ("body", "label", "visibility", "entered_by", "resolved_at")
    list_filter: ClassVar = ["visibility"]
    list_select_related = ("entered_by",)
    ordering = ("-created_at", "-pk")
    fields = (
        "article",
        "document",
        "body",
        "label",
        "visibility",
        "entered_by",
        "created_at",
        "resolved_at",
    )


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
