"""Articles and revisions: described here, written and revised on the review desk."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker import policy
from tracker.admin.base import DeskAdmin, person
from tracker.admin.exporting import Exportable
from tracker.admin.making import ChangeForm, MakingAdmin
from tracker.admin.site import site
from tracker.models import Article, Revision, User
from tracker.services import articles


class DescribeForm(ChangeForm[Article]):
    """What is said about an article: title, byline and the like, not its text."""

    url = forms.URLField(
        label="URL", max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Article
        fields = ("title", "byline", "language", "url", "external_id", "dateline")

    def serve(self, asked: dict[str, Any]) -> Article:
        described = set(self.changed_data) - {"seen_version"}
        return articles.describe(
            self.instance.pk,
            by=self.by,
            version=asked["seen_version"],
            **{name: asked[name] for name in described},
        )


class ArticleAdmin(Exportable[Article], MakingAdmin[Article]):
    """Registered by claims, which know the desk's page about an article."""

    dataset = "articles"
    change_form = DescribeForm
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
    )
    actions = ("publish", "retract", "export")

    def may_change(self, user: User, row: Article) -> bool:
        return bool(policy.can_edit_article(user, row))

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
