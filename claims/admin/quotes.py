"""Quotes, and their moves."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims.services import verification
from sources.admin.quotes import QuoteAdmin
from sources.models import Quote
from sources.workflow import QuoteMove
from tracker.admin.base import person
from tracker.admin.site import site


@admin.register(Quote, site=site)
class DecidedQuoteAdmin(QuoteAdmin):
    desk_page = "review:quote"
    actions = ("confirm", "find_altered", "dispute", "withdraw", "reopen", "export")

    def _move(
        self, request: HttpRequest, rows: models.QuerySet[Quote], move: QuoteMove
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: verification.move_quote(
                row.pk, move, by=person(request), version=row.version, reason=reason
            ),
            done=str(move.label),
        )

    @admin.action(description=QuoteMove.CONFIRM.label)
    def confirm(self, request: HttpRequest, rows: models.QuerySet[Quote]) -> None:
        self._move(request, rows, QuoteMove.CONFIRM)

    @admin.action(description=QuoteMove.FIND_ALTERED.label)
    def find_altered(self, request: HttpRequest, rows: models.QuerySet[Quote]) -> None:
        self._move(request, rows, QuoteMove.FIND_ALTERED)

    @admin.action(description=QuoteMove.DISPUTE.label)
    def dispute(self, request: HttpRequest, rows: models.QuerySet[Quote]) -> None:
        self._move(request, rows, QuoteMove.DISPUTE)

    @admin.action(description=QuoteMove.WITHDRAW.label)
    def withdraw(self, request: HttpRequest, rows: models.QuerySet[Quote]) -> None:
        self._move(request, rows, QuoteMove.WITHDRAW)

    @admin.action(description=QuoteMove.REOPEN.label)
    def reopen(self, request: HttpRequest, rows: models.QuerySet[Quote]) -> None:
        self._move(request, rows, QuoteMove.REOPEN)
