"""Articles and revisions: described here, written and revised on the review desk."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker import policy
from tracker.admin.base import DeskAdmin, person
from tracker.admin.exporting import Exportable
from tracker.admin.site import site
from tracker.models import Article, Revision
from tracker.services import articles


class DescribeForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """What is said about an article, and the version that it was read in."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    url = forms.URLField(
        label="URL", max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Article
        fields = ("title", "byline", "language", "url", "external_id", "dateline")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = self.instance.version

    def validate_unique(self) -> None:
        """Leave it to the database, which sees what others commit meanwhile."""

    def validate_constraints(self) -> None:
        """Leave it to the database as well."""


class ArticleAdmin(Exportable[Article], DeskAdmin[Article]):
    """Registered by claims, which know the desk's page about an article."""

    dataset = "articles"
    form = DescribeForm
    list_display = ("title", "desk", "standing", "byline", "created_at")
    list_filter: ClassVar = ["status", ("desk", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ("desk",)
    search_fields = ("title", "byline", "external_id")
    ordering = ("-created_at", "-pk")
    fields = (
        "title",
        "byline",
        "language",
        "url",
        "external_id",
        "dateline",
        "status",
        "seen_version",
    )
    readonly_fields = ("status",)
    actions = ("publish", "retract", "export")

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        if obj is None:
            return self.has_module_permission(request)
        return bool(policy.can_edit_article(person(request), obj))

    def get_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        shown = super().get_fields(request, obj)
        if obj and not self.has_change_permission(request, obj):
            return [name for name in shown if name != "seen_version"]
        return shown

    def save_model(
        self,
        request: HttpRequest,
        obj: Article,
        form: "forms.ModelForm[Article]",
        change: bool,  # noqa: FBT001 (Django's signature)
    ) -> None:
        asked = form.cleaned_data
        articles.describe(
            obj.pk,
            by=person(request),
            version=asked["seen_version"],
            **{name: asked[name] for name in form.changed_data if name in DESCRIBED},
        )

    @admin.action(description="Publish")
    def publish(self, request: HttpRequest, rows: models.QuerySet[Article]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: articles.publish(
                row.pk, by=person(request), version=row.version, reason=reason
            ),
            done="Published",
        )

    @admin.action(description="Retract")
    def retract(self, request: HttpRequest, rows: models.QuerySet[Article]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: articles.retract(
                row.pk, by=person(request), version=row.version, reason=reason
            ),
            done="Retracted",
        )


DESCRIBED = frozenset(DescribeForm.Meta.fields)


@admin.register(Revision, site=site)
class RevisionAdmin(DeskAdmin[Revision]):
    list_display = ("article", "number", "note", "created_at")
    list_filter: ClassVar = [("desk", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ("article",)
    ordering = ("-created_at", "-pk")
    fields = ("article", "number", "note", "created_at", "words")
    readonly_fields = ("words",)

    @admin.display(description="Text")
    def words(self, revision: Revision) -> str:
        return revision.text.content
