"""Claims, and their moves; a refusal shows every reason of the desk's standards."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from claims import policy
from claims.admin.places import place
from claims.models import Claim, ClaimType, Occurrence
from claims.queries.blind import may_see_verdicts
from claims.services import claims, shapes, verification
from claims.workflow import DECIDED, Move
from tracker.admin.base import person
from tracker.admin.exporting import Exportable, ExportActionForm
from tracker.admin.making import ChangeForm, MakingAdmin, ServiceForm
from tracker.admin.site import site
from tracker.models import Article, Role, User


class EnterForm(ServiceForm[Claim]):
    """A claim, and the words of an article that make it."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        widget=AutocompleteSelect(Occurrence.article.field, site),
    )
    words = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Where the article makes the claim, exactly as it stands there.",
    )

    class Meta:
        model = Claim
        fields = ("text", "type", "checkable")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar = {"text": "One statement, in the desk’s plain words."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = Article.objects.visible_to(self.by)  # type: ignore[attr-defined]  # a ModelChoiceField

    def serve(self, asked: dict[str, Any]) -> Claim:
        revision = asked["article"].current
        span = place(revision.text.content, asked["words"], field="words")
        return claims.enter(
            asked["article"].desk_id,
            text=asked["text"],
            type=ClaimType(asked["type"]),
            checkable=asked["checkable"],
            by=self.by,
            article_id=asked["article"].pk,
            revision_id=revision.pk,
            span=span,
        )


class RewordForm(ChangeForm[Claim]):
    """The same claim in better words, and what kind of claim it is."""

    class Meta:
        model = Claim
        fields = ("text", "type", "checkable")
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 2})}

    @transaction.atomic
    def serve(self, asked: dict[str, Any]) -> Claim:
        claim: Claim = self.instance
        version = asked["seen_version"]
        if "text" in self.changed_data:
            claim = claims.reword(
                claim.pk, text=asked["text"], by=self.by, version=version
            )
            version = claim.version
        if {"type", "checkable"} & set(self.changed_data):
            claim = shapes.describe(
                claim.pk,
                type=ClaimType(asked["type"]),
                checkable=asked["checkable"],
                by=self.by,
                version=version,
            )
        return claim


class MoveForm(ExportActionForm):
    """A decision's reason, and what readers are told with it."""

    note_to_readers = forms.CharField(
        required=False,
        max_length=2000,
        label="Note to readers",
        widget=forms.TextInput(attrs={"placeholder": "Note to readers, if any"}),
    )


@admin.register(Claim, site=site)
class ClaimAdmin(Exportable[Claim], MakingAdmin[Claim]):
    dataset = "claims"
    desk_page = "review:claim"
    makers = frozenset({Role.REPORTER, Role.FACT_CHECKER, Role.EDITOR})
    add_form = EnterForm
    add_fields = ("article", "words", "text", "type", "checkable")
    change_form = RewordForm
    list_display = ("__str__", "type", "standing", "desk", "created_at")
    list_filter: ClassVar = [
        "status",
        "type",
        "checkable",
        ("desk", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ("desk",)
    search_fields = ("text",)
    ordering = ("-created_at", "-pk")
    fields = ("text", "type", "checkable", "status", "entered_by", "created_at")
    action_form = MoveForm
    actions = (
        "submit",
        "return_to_reporter",
        "verify",
        "dispute",
        "refute",
        "set_aside",
        "reopen",
        "retract",
        "hold_against",
        "export",
    )

    def may_change(self, user: User, row: Claim) -> bool:
        return row.status not in DECIDED and bool(policy.can_reword(user, row))

    def may_read_history(self, user: User, row: Claim) -> bool:
        seen = super().may_read_history(user, row)
        return seen and bool(may_see_verdicts(user, row))

    @admin.action(description="Cross-check the two")
    def hold_against(
        self, request: HttpRequest, rows: models.QuerySet[Claim]
    ) -> HttpResponseRedirect | None:
        pair = [str(row.pk) for row in rows[:3]]
        if len(pair) != 2:  # noqa: PLR2004 (a cross-check is of two)
            self.message_user(request, "Choose two claims to hold against each other.")
            return None
        asked = urlencode({"claim": pair[1], "other": pair[0]})
        return HttpResponseRedirect(f"{reverse('admin:claims_crosscheck_add')}?{asked}")

    def _move(
        self, request: HttpRequest, rows: models.QuerySet[Claim], move: Move
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: verification.decide(
                row.pk,
                move,
                by=person(request),
                version=row.version,
                reason=reason,
                note_to_readers=request.POST.get("note_to_readers", ""),
            ),
            done=str(move.label),
        )

    @admin.action(description=Move.SUBMIT.label)
    def submit(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.SUBMIT)

    @admin.action(description=Move.RETURN.label)
    def return_to_reporter(
        self, request: HttpRequest, rows: models.QuerySet[Claim]
    ) -> None:
        self._move(request, rows, Move.RETURN)

    @admin.action(description=Move.VERIFY.label)
    def verify(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.VERIFY)

    @admin.action(description=Move.DISPUTE.label)
    def dispute(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.DISPUTE)

    @admin.action(description=Move.REFUTE.label)
    def refute(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.REFUTE)

    @admin.action(description=Move.SET_ASIDE.label)
    def set_aside(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.SET_ASIDE)

    @admin.action(description=Move.REOPEN.label)
    def reopen(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.REOPEN)

    @admin.action(description=Move.RETRACT.label)
    def retract(self, request: HttpRequest, rows: models.QuerySet[Claim]) -> None:
        self._move(request, rows, Move.RETRACT)
