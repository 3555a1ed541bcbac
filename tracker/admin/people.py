"""Users, desks and memberships: the work of site staff, who see no desk's data."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker import policy
from tracker.admin.base import DeskAdmin, ReasonForm, person
from tracker.admin.site import site
from tracker.models import Desk, Membership, Role, User
from tracker.services import desks, exports


class StaffAdmin(DeskAdmin[Any]):
    """For site staff; members look at what is their desk's."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(policy.can_manage_people(person(request)))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) or bool(person(request).roles)

    def may_read_history(self, user: User, row: Any) -> bool:
        return bool(policy.can_manage_people(user))


class EnrolForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A new account. Its first password is handed over, and changed by its owner."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        min_length=12,
        help_text="At least 12 characters; hand it over in person.",
    )

    class Meta:
        model = User
        fields = ("email", "name", "is_staff")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User, site=site)
class UserAdmin(StaffAdmin):
    form = EnrolForm
    list_display = ("name", "email", "is_active", "is_staff", "created_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    fields = ("email", "name", "is_staff", "password")
    actions = ("let_in", "keep_out")
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        staff = policy.can_manage_people(person(request))
        return User.objects.all() if staff else User.objects.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        shown = ("email", "name", "is_active", "is_staff", "created_at")
        return shown if obj else self.fields

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: "forms.ModelForm[User]",
        change: bool,  # noqa: FBT001 (Django's signature)
    ) -> None:
        made = desks.enrol(by=person(request), **form.cleaned_data)
        obj.pk = made.pk

    @admin.action(description="Let log in")
    def let_in(self, request: HttpRequest, rows: models.QuerySet[User]) -> None:
        self._set(request, rows, active=True, done="May log in")

    @admin.action(description="Keep out, at once")
    def keep_out(self, request: HttpRequest, rows: models.QuerySet[User]) -> None:
        self._set(request, rows, active=False, done="Kept out")

    def _set(
        self,
        request: HttpRequest,
        rows: models.QuerySet[User],
        *,
        active: bool,
        done: str,
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: desks.set_active(
                row.pk, active=active, by=person(request), reason=reason
            ),
            done=done,
        )


@admin.register(Desk, site=site)
class DeskPageAdmin(StaffAdmin):
    list_display = ("name", "slug", "time_zone", "language")
    ordering = ("name", "pk")
    fields = ("name", "slug", "time_zone")
    actions = ("release_by_two", "release_by_one")
    action_form = ReasonForm

    def get_fields(self, request: HttpRequest, obj: Desk | None = None) -> Any:
        return (*self.fields, "exports_need_release") if obj else self.fields

    @admin.action(description="Exports wait for a second person")
    def release_by_two(self, request: HttpRequest, rows: models.QuerySet[Desk]) -> None:
        self._set(request, rows, wanted=True, done="Exports wait")

    @admin.action(description="Exports wait for nobody")
    def release_by_one(self, request: HttpRequest, rows: models.QuerySet[Desk]) -> None:
        self._set(request, rows, wanted=False, done="Exports wait no longer")

    def _set(
        self,
        request: HttpRequest,
        rows: models.QuerySet[Desk],
        *,
        wanted: bool,
        done: str,
    ) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: exports.set_release(
                row.pk, wanted=wanted, by=person(request), reason=reason
            ),
            done=done,
        )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Desk]:
        user = person(request)
        staff = policy.can_manage_people(user)
        return Desk.objects.all() if staff else Desk.objects.visible_to(user)

    def save_model(
        self,
        request: HttpRequest,
        obj: Desk,
        form: "forms.ModelForm[Desk]",
        change: bool,  # noqa: FBT001 (Django's signature)
    ) -> None:
        obj.pk = desks.open_desk(by=person(request), **form.cleaned_data).pk


@admin.register(Membership, site=site)
class MembershipAdmin(StaffAdmin):
    list_display = ("user", "role", "desk", "created_at", "ended_at")
    list_filter: ClassVar = ["role", ("desk", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ("user", "desk")
    ordering = ("desk__name", "user__name", "role", "pk")
    fields = ("desk", "user", "role")
    actions = ("dismiss",)
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Membership]:
        user = person(request)
        rows = Membership.objects.all()
        if policy.can_manage_people(user):
            return rows
        return rows.filter(desk_id__in=user.roles if user.is_active else ())

    def save_model(
        self,
        request: HttpRequest,
        obj: Membership,
        form: "forms.ModelForm[Membership]",
        change: bool,  # noqa: FBT001 (Django's signature)
    ) -> None:
        asked = form.cleaned_data
        made = desks.appoint(
            asked["desk"].pk, asked["user"].pk, Role(asked["role"]), by=person(request)
        )
        obj.pk = made.pk

    @admin.action(description="End membership")
    def dismiss(self, request: HttpRequest, rows: models.QuerySet[Membership]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: desks.dismiss(row.pk, by=person(request), reason=reason),
            done="Ended",
        )
