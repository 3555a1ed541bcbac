"""The one base of every registered admin.

Stock admin answers any filter in its address, also on fields that it never shows:
`?codename__startswith=C` tells one letter at a time. Here a filter is known by name or
refused, rows are those of `visible_to`, and a change without a service is impossible.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from tracker import policy, queries
from tracker.admin.confirming import ask_again, held_back, hold_back
from tracker.errors import SourcelineError, frozen
from tracker.models import User

M = TypeVar("M", bound=models.Model)
Item = TypeVar("Item")

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin
else:

    class _ModelAdmin(admin.ModelAdmin, Generic[M]):
        """Stock admin, which is generic for the type checker only."""


class ReasonForm(ActionForm):
    """Asked beside the choice of an action: every decision has a reason."""

    reason = forms.CharField(
        required=False,
        max_length=5000,
        label="Reason",
        widget=forms.TextInput(attrs={"placeholder": "Reason, for the record"}),
    )


def person(request: HttpRequest) -> User:
    """Return who is asking; the site lets nobody else get this far."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class DeskAdmin(_ModelAdmin[M]):
    """Read-only by default. What a subclass allows is backed by a service.

    `lookups` are the filters that the address may carry, beside those of
    `list_filter`; `desk_page` names the route of the row's own page, if it has one.
    """

    lookups: ClassVar[frozenset[str]] = frozenset()
    desk_page: ClassVar[str] = ""
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False
    view_on_site = False

    # What is visible

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[M]:
        rows: models.QuerySet[M] = self.model.objects.visible_to(person(request))  # type: ignore[attr-defined]  # every record's manager has it
        return rows.order_by(*self.get_ordering(request))

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        return lookup in self.lookups or lookup in self._of_filters()

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Rows are chosen by id alone, as the fields that complete themselves do."""
        return to_field == self.opts.pk.attname

    def _of_filters(self) -> Iterable[str]:
        for one in self.list_filter:
            name, kind = (one, None) if isinstance(one, str) else one  # type: ignore[misc]  # a pair of a field and its filter
            field = self.opts.get_field(str(name))
            if kind is admin.EmptyFieldListFilter:
                yield f"{name}__isempty"
            elif field.is_relation:
                yield f"{name}__id__exact"
            else:
                yield from (f"{name}__exact", f"{name}__isnull")

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """Return the desk's own page about the row.

        Never the stock detour over content types: it tells of any row that it exists.
        """
        if obj is None or not self.desk_page:
            return None
        return reverse(self.desk_page, args=[obj.pk])

    @admin.display(description="Status", ordering="status")
    def standing(self, row: Any) -> str:
        return format_html(
            '<span class="chip chip-{}">{}</span>', row.status, row.get_status_display()
        )

    # What may be done

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(person(request).roles)

    def has_view_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        if obj is None:
            return self.has_module_permission(request)
        return self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> Any:
        """Actions are offered to who may look; policy decides when they are tried."""
        return super().get_actions(request) if self.actions else {}

    # Changes

    def try_each(
        self,
        request: HttpRequest,
        rows: Iterable[Item],
        service: Callable[[Item], object],
        *,
        done: str,
    ) -> None:
        """Run the service on each row, and show how many went and why others did not.

        Rows of one action stand or fall alone: each refusal is shown with its reason.
        """
        count = 0
        for row in rows:
            try:
                service(row)
            except (SourcelineError, DatabaseError) as error:
                refusal = refusal_in(error)
                reasons = refusal.facts.get("reasons", ())
                if refusal.confirmable:
                    hold_back(request, row)
                self.message_user(
                    request,
                    " ".join([f"“{row}”: {refusal.message}", *_messages_of(reasons)]),
                    messages.WARNING,
                )
            else:
                count += 1
        if count:
            self.message_user(request, f"{done}: {count}.", messages.SUCCESS)

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet[M], *rest: Any
    ) -> HttpResponse | None:
        """Do it; where a reason was held back for its words, ask about them."""
        response = super().response_action(request, queryset, *rest)
        if held_back(request):
            context = {**self.admin_site.each_context(request), "opts": self.opts}
            return ask_again(request, context)
        return response

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A service's refusal is a message, and nothing was changed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (SourcelineError, DatabaseError) as error:
            self.message_user(request, refusal_in(error).message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if any("\x00" in value for value in request.GET.values()):
            raise SuspiciousOperation("A NUL in a filter.")
        name = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(
            request, {"title": name, **(extra_context or {})}
        )

    # The record

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who did what to this row, from the audit chain; fields by name only."""
        row = self.get_object(request, object_id)
        if row is None or not self.may_read_history(person(request), row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.opts,
            "original": row,
            "events": queries.timeline(self.opts.db_table, row.pk),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/timeline.html", context)

    def may_read_history(self, user: User, row: M) -> bool:
        desk = getattr(row, "desk", None)
        return desk is not None and bool(policy.can_read_audit(user, desk))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # nothing is written
        """Write nothing: Django's log keeps titles in plain text, by nobody's rules."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # nothing is written
        """Write nothing."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]  # nothing is written
        """Write nothing."""


def refusal_in(error: Exception) -> SourcelineError:
    """Return the refusal; a freeze may be found only at the commit. Else raise it."""
    refusal = error if isinstance(error, SourcelineError) else frozen(error)
    if refusal is None:
        raise error
    return refusal


def _messages_of(reasons: object) -> Sequence[str]:
    if not isinstance(reasons, list | tuple):
        return ()
    return [str(reason["message"]) for reason in reasons if "message" in reason]
