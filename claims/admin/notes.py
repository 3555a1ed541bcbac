"""Notes: written on the words they are about, answered on the review desk."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator

from claims import policy
from claims.admin.places import place
from claims.models import Annotation, Visibility
from claims.services import annotations
from tracker.admin.base import person
from tracker.admin.exporting import Exportable
from tracker.admin.making import ChangeForm, MakingAdmin, ServiceForm
from tracker.admin.site import site
from tracker.models import Role, User


class NoteForm(ServiceForm[Annotation]):
    """A note on an article, or on words in it."""

    words = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Exactly as they stand in the article; empty: the whole article.",
    )
    nth = forms.IntegerField(
        label="Which time",
        min_value=1,
        initial=1,
        help_text="If they stand in it often.",
    )

    class Meta:
        model = Annotation
        fields = ("article", "body", "label", "visibility")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].required = True

    def serve(self, asked: dict[str, Any]) -> Annotation:
        article, revision = asked["article"], asked["article"].current
        content, words = revision.text.content, asked["words"]
        span = place(content, words, field="words", nth=asked["nth"]) if words else None
        return annotations.annotate(
            article.pk,
            body=asked["body"],
            by=self.by,
            span=span,
            label=asked["label"],
            visibility=Visibility(asked["visibility"]),
            revision_id=revision.pk,
        )


class EditNoteForm(ChangeForm[Annotation]):
    """One's own note, in other words."""

    class Meta:
        model = Annotation
        fields = ("body", "label")

    def serve(self, asked: dict[str, Any]) -> Annotation:
        return annotations.edit(
            self.instance.pk,
            body=asked["body"],
            label=asked["label"],
            by=self.by,
            version=asked["seen_version"],
        )


@admin.register(Annotation, site=site)
class AnnotationAdmin(Exportable[Annotation], MakingAdmin[Annotation]):
    dataset = "annotations"
    makers = frozenset({Role.REPORTER, Role.FACT_CHECKER, Role.EDITOR, Role.KEEPER})
    add_form = NoteForm
    add_fields = ("article", "words", "nth", "body", "label", "visibility")
    change_form = EditNoteForm
    autocomplete_fields = ("article",)
    list_display = ("said", "label", "place", "visibility", "entered_by", "resolved_at")
    list_filter: ClassVar = ["visibility", ("resolved_at", admin.EmptyFieldListFilter)]
    list_select_related = ("entered_by", "article", "document", "span")
    search_fields = ("body", "label")
    ordering = ("-created_at", "-pk")
    fields = (
        "article",
        "document",
        "marked",
        "body",
        "label",
        "visibility",
        "entered_by",
        "created_at",
        "resolved_at",
    )
    readonly_fields = ("marked",)
    actions = ("resolve", "reopen", "export")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Annotation]:
        """Leave out what its author took back: its words are shown to nobody."""
        return super().get_queryset(request).filter(withdrawn_at=None)

    def may_change(self, user: User, row: Annotation) -> bool:
        return bool(policy.can_edit_note(user, row))

    @admin.display(description="Note")
    def said(self, note: Annotation) -> str:
        return Truncator(note.body).chars(90)

    @admin.display(description="On")
    def place(self, note: Annotation) -> str:
        return str(note.article or note.document)

    @admin.display(description="On the words")
    def marked(self, note: Annotation) -> str:
        return note.span.exact if note.span else "–"

    @admin.action(description="Resolve")
    def resolve(self, request: HttpRequest, rows: models.QuerySet[Annotation]) -> None:
        self.try_each(
            request,
            rows,
            lambda row: annotations.resolve(
                row.pk, by=person(request), version=row.version
            ),
            done="Resolved",
        )

    @admin.action(description="Reopen")
    def reopen(self, request: HttpRequest, rows: models.QuerySet[Annotation]) -> None:
        self.try_each(
            request,
            rows,
            lambda row: annotations.reopen(
                row.pk, by=person(request), version=row.version
            ),
            done="Reopened",
        )
