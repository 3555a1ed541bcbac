"""Claims, and their moves; a refusal shows every reason of the desk's standards."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims.models import Claim, Evidence, Verification
from claims.queries.blind import may_see_verdicts
from claims.services import verification
from claims.workflow import Move
from tracker.admin.base import DeskAdmin, ReasonForm, person
from tracker.admin.site import site
from tracker.models import User


@admin.register(Claim, site=site)
class ClaimAdmin(DeskAdmin[Claim]):
    list_display = ("__str__", "type", "status", "checkable", "desk", "created_at")
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
    actions = (
        "submit",
        "return_to_reporter",
        "verify",
        "dispute",
        "refute",
        "set_aside",
        "reopen",
        "retract",
    )
    action_form = ReasonForm

    def may_read_history(self, user: User, row: Claim) -> bool:
        seen = super().may_read_history(user, row)
        return seen and bool(may_see_verdicts(user, row))

    def _move(
        self, request: HttpRequest, rows: models.QuerySet[Claim], move: Move
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: verification.decide(
                row.pk, move, by=person(request), version=row.version, reason=reason
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


@admin.register(Evidence, site=site)
class EvidenceAdmin(DeskAdmin[Evidence]):
    list_display = ("claim", "bearing", "credibility", "withdrawn_at", "created_at")
    list_filter: ClassVar = ["bearing"]
    list_select_related = ("claim",)
    ordering = ("-created_at", "-pk")
    fields = (
        "claim",
        "quote",
        "document",
        "bearing",
        "credibility",
        "rationale",
        "withdrawn_at",
        "entered_by",
        "created_at",
    )


@admin.register(Verification, site=site)
class VerificationAdmin(DeskAdmin[Verification]):
    """Decisions as made. The ties behind a corroboration are not shown here."""

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
