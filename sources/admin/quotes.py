"""Quotes in the admin. Whose words they are is shown to who may know."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from sources.models import Quote
from sources.queries import seeing_source
from tracker.admin.base import DeskAdmin, person
from tracker.admin.exporting import Exportable


class QuoteAdmin(Exportable[Quote], DeskAdmin[Quote]):
    """Registered by claims, which know when a quote may be confirmed."""

    dataset = "quotes"
    list_display = ("words", "type", "attribution", "standing", "article", "created_at")
    list_filter: ClassVar = ["status", "type", "speaker_kind"]
    list_select_related = ("article",)
    search_fields = ("attribution", "pieces__span__exact")
    ordering = ("-created_at", "-pk")
    fields = (
        "words",
        "article",
        "type",
        "speaker_kind",
        "attribution",
        "source_codename",
        "record_kind",
        "fidelity",
        "status",
        "entered_by",
        "created_at",
    )
    readonly_fields = ("words", "source_codename")

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = seeing_source(person(request), "source_id")
        rows: Any = super().get_queryset(request)
        return rows.with_place().select_related("source").annotate(source_seen=seen)

    @admin.display(description="Words")
    def words(self, quote: Quote) -> str:
        return quote.words

    @admin.display(description="Source")
    def source_codename(self, quote: Any) -> str:
        if quote.source_id is None:
            return "–"
        return str(quote.source.codename) if quote.source_seen else "Not for you."
