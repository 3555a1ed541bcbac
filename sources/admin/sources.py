"""Sources and their files. Opening one is an act that goes on the record first."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sources.models import Agreement, Descriptor, Document, Link, Source
from sources.queries import seeing_source
from sources.services import sources
from tracker.admin.base import DeskAdmin, person
from tracker.admin.exporting import Exportable
from tracker.admin.site import site
from tracker.errors import NotFound


@admin.register(Source, site=site)
class SourceAdmin(Exportable[Source], DeskAdmin[Source]):
    """No search and no filter by codename: a list is what one needs to know anyway."""

    dataset = "sources"
    list_display = ("codename", "kind", "status", "reliability", "handler", "desk")
    list_filter: ClassVar = ["status", "kind"]
    list_select_related = ("handler", "desk")
    ordering = ("codename", "pk")
    fields = (
        "codename",
        "kind",
        "status",
        "handler",
        "restricted",
        "reliability",
        "reliability_rationale",
        "candidates",
    )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        source = self.get_object(request, object_id)
        if source is None:
            raise Http404(_("There is nothing here."))
        try:
            sources.open_file(source.pk, by=person(request), purpose="In the admin.")
        except NotFound:
            raise Http404(_("There is nothing here.")) from None
        return super().change_view(request, object_id, form_url, extra_context)


class OfSourceAdmin(DeskAdmin[Any]):
    """Rows of a source's file, seen by those who see the source."""

    @admin.display(description="Source")
    def codename(self, row: Any) -> str:
        return str(row.source.codename)


@admin.register(Agreement, site=site)
class AgreementAdmin(OfSourceAdmin):
    list_display = ("codename", "ground_rules", "anonymous_from", "approved_at")
    list_filter: ClassVar = ["ground_rules"]
    list_select_related = ("source",)
    ordering = ("-created_at", "-pk")
    fields = (
        "codename",
        "ground_rules",
        "anonymous_from",
        "reason",
        "risk",
        "motive",
        "entered_by",
        "approved_by",
        "approved_at",
        "identity_known_to_approver",
        "review_on",
    )
    readonly_fields = ("codename",)


@admin.register(Descriptor, site=site)
class DescriptorAdmin(OfSourceAdmin):
    list_display = ("wording", "stance", "language", "codename", "ended_at")
    list_filter: ClassVar = ["stance"]
    list_select_related = ("source",)
    ordering = ("-created_at", "-pk")
    fields = ("codename", "wording", "language", "stance", "ended_at")
    readonly_fields = ("codename",)


@admin.register(Link, site=site)
class LinkAdmin(OfSourceAdmin):
    list_display = ("codename", "kind", "other_codename", "confident", "ended_at")
    list_filter: ClassVar = ["kind"]
    list_select_related = ("source", "other")
    ordering = ("-created_at", "-pk")
    fields = (
        "codename",
        "other_codename",
        "kind",
        "confident",
        "rationale",
        "ended_at",
    )
    readonly_fields = ("codename", "other_codename")

    @admin.display(description="Other")
    def other_codename(self, link: Link) -> str:
        return link.other.codename


@admin.register(Document, site=site)
class DocumentAdmin(DeskAdmin[Document]):
    list_display = ("title", "primary", "published", "desk", "withdrawn_at")
    list_filter: ClassVar = ["primary", "published"]
    list_select_related = ("desk",)
    search_fields = ("title",)
    ordering = ("-created_at", "-pk")
    fields = ("title", "primary", "published", "how_it_came", "withdrawn_at", "words")
    readonly_fields = ("how_it_came", "words")

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = seeing_source(person(request), "holder_id")
        return super().get_queryset(request).annotate(holder_seen=seen)

    @admin.display(description="Provenance")
    def how_it_came(self, document: Any) -> str:
        if document.holder_id is None or document.holder_seen:
            return str(document.provenance)
        return "Part of a source's file."

    @admin.display(description="Text")
    def words(self, document: Document) -> str:
        return document.text.content
