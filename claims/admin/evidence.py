"""What speaks for a claim and against it, and the decisions made on it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims import policy
from claims.admin.places import place
from claims.models import Bearing, Evidence, Verification
from claims.services import evidence
from tracker.admin.base import DeskAdmin, ReasonForm, person
from tracker.admin.exporting import Exportable
from tracker.admin.making import ChangeForm, MakingAdmin, ServiceForm
from tracker.admin.site import site
from tracker.errors import Invalid
from tracker.models import Role, User


class EvidenceForm(ServiceForm[Evidence]):
    """A quote, or a passage of a document, that bears on a claim."""

    passage_words = forms.CharField(
        label="Words of the document",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The passage exactly as it stands there.",
    )

    class Meta:
        model = Evidence
        fields = ("claim", "quote", "document", "bearing", "credibility", "rationale")
        widgets: ClassVar = {"rationale": forms.Textarea(attrs={"rows": 3})}

    def serve(self, asked: dict[str, Any]) -> Evidence:
        claim, quote, document = asked["claim"], asked["quote"], asked["document"]
        judged = {
            "bearing": Bearing(asked["bearing"]),
            "credibility": asked["credibility"],
            "rationale": asked["rationale"],
            "by": self.by,
        }
        if bool(quote) == bool(document):
            raise Invalid("Choose a quote or a document, one of them.", field="quote")
        if quote:
            return evidence.add_quote(claim.pk, quote_id=quote.pk, **judged)
        if not asked["passage_words"]:
            raise Invalid("Which words of the document?", field="passage_words")
        span = place(
            document.text.content, asked["passage_words"], field="passage_words"
        )
        return evidence.add_passage(
            claim.pk, document_id=document.pk, span=span, **judged
        )


class GradeForm(ChangeForm[Evidence]):
    """How credible this piece of information is."""

    class Meta:
        model = Evidence
        fields = ("credibility", "rationale")
        widgets: ClassVar = {"rationale": forms.Textarea(attrs={"rows": 3})}

    def serve(self, asked: dict[str, Any]) -> Evidence:
        return evidence.grade(
            self.instance.pk,
            credibility=asked["credibility"],
            rationale=asked["rationale"],
            by=self.by,
            version=asked["seen_version"],
        )


@admin.register(Evidence, site=site)
class EvidenceAdmin(MakingAdmin[Evidence]):
    makers = frozenset({Role.REPORTER, Role.FACT_CHECKER, Role.EDITOR})
    add_form = EvidenceForm
    add_fields = (
        "claim",
        "quote",
        "document",
        "passage_words",
        "bearing",
        "credibility",
        "rationale",
    )
    change_form = GradeForm
    autocomplete_fields = ("claim", "quote", "document")
    list_display = ("claim", "bearing", "credibility", "withdrawn_at", "created_at")
    list_filter: ClassVar = ["bearing", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ("claim", "quote", "document", "passage")
    ordering = ("-created_at", "-pk")
    fields = (
        "claim",
        "quote",
        "document",
        "words",
        "bearing",
        "credibility",
        "rationale",
        "withdrawn_at",
        "entered_by",
        "created_at",
    )
    readonly_fields = ("words",)
    actions = ("withdraw",)
    action_form = ReasonForm

    def may_change(self, user: User, row: Evidence) -> bool:
        return row.withdrawn_at is None and bool(policy.can_weigh(user, row.claim))

    @admin.display(description="Words")
    def words(self, item: Evidence) -> str:
        if item.quote is not None:
            return item.quote.words
        return item.passage.exact if item.passage else "–"

    @admin.action(description="Withdraw")
    def withdraw(self, request: HttpRequest, rows: models.QuerySet[Evidence]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: evidence.withdraw(
                row.pk, by=person(request), version=row.version, reason=reason
            ),
            done="Withdrawn",
        )


@admin.register(Verification, site=site)
class VerificationAdmin(Exportable[Verification], DeskAdmin[Verification]):
    """Decisions as made. The ties behind a corroboration are not shown here."""

    dataset = "decisions"
    list_display = ("claim", "from_status", "to_status", "decided_by", "created_at")
    list_filter: ClassVar = ["move", "to_status"]
    list_select_related = ("claim", "decided_by")
    ordering = ("-created_at", "-pk")
    fields = (
        "claim",
        "move",
        "from_status",
        "to_status",
        "decided_by",
        "reason",
        "standards",
        "counted",
        "created_at",
    )
    readonly_fields = ("counted",)

    @admin.display(description="Corroboration")
    def counted(self, decision: Verification) -> str:
        return str(decision.corroboration.get("line", "–"))
