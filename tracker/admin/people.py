"""Users, desks and memberships: the work of site staff, who see no desk's data."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from tracker import policy
from tracker.admin.base import ReasonForm, person
from tracker.admin.making import MakingAdmin, ServiceForm
from tracker.admin.site import site
from tracker.models import Desk, Membership, Role, User
from tracker.services import desks


class StaffAdmin(MakingAdmin[Any]):
    """For site staff; members look at what is their desk's."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(policy.can_manage_people(person(request)))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) or bool(person(request).roles)

    def choices_for(self, user: User, model: type[models.Model]) -> Any:
        """Offer all there are: a form for a new row is for site staff alone."""
        return model._default_manager.all()  # noqa: SLF001 (Django's name for it)

    def may_read_history(self, user: User, row: Any) -> bool:
        return bool(policy.can_manage_people(user))


class EnrolForm(ServiceForm[User]):
    """A new account. Its first password is handed over, and changed by its owner."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        min_length=12,
        help_text="At least 12 characters; hand it over in person.",
    )

    class Meta:
        model = User
        fields = ("email", "name", "is_staff")

    def serve(self, asked: dict[str, Any]) -> User:
        return desks.enrol(by=self.by, **asked)


@admin.register(User, site=site)
class UserAdmin(StaffAdmin):
    add_form = EnrolForm
    add_fields = ("email", "name", "is_staff", "password")
    list_display = ("name", "email", "is_active", "is_staff", "created_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    fields = ("email", "name", "is_active", "is_staff", "created_at")
    actions = ("let_in", "keep_out")
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        staff = policy.can_manage_people(person(request))
        return User.objects.all() if staff else User.objects.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

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


class OpenDeskForm(ServiceForm[Desk]):
    """A new, empty desk."""

    class Meta:
        model = Desk
        fields = ("name", "slug", "time_zone")

    def serve(self, asked: dict[str, Any]) -> Desk:
        return desks.open_desk(by=self.by, **asked)


@admin.register(Desk, site=site)
class DeskPageAdmin(StaffAdmin):
    list_display = ("name", "slug", "time_zone", "language")
    ordering = ("name", "pk")
    add_form = OpenDeskForm
    add_fields = ("name", "slug", "time_zone")
    fields = ("name", "slug", "time_zone", "exports_need_release")
    actions = ("release_by_two", "release_by_one")
    action_form = ReasonForm

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
            lambda row: desks.set_release(
                row.pk, wanted=wanted, by=person(request), reason=reason
            ),
            done=done,
        )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Desk]:
        user = person(request)
        staff = policy.can_manage_people(user)
        return Desk.objects.all() if staff else Desk.objects.visible_to(user)


class AppointForm(ServiceForm[Membership]):
    """A role for a person on a desk."""

    class Meta:
        model = Membership
        fields = ("desk", "user", "role")

    def serve(self, asked: dict[str, Any]) -> Membership:
        return desks.appoint(
            asked["desk"].pk, asked["user"].pk, Role(asked["role"]), by=self.by
        )


@admin.register(Membership, site=site)
class MembershipAdmin(StaffAdmin):
    list_display = ("user", "role", "desk", "created_at", "ended_at")
    list_filter: ClassVar = ["role", ("desk", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ("user", "desk")
    ordering = ("desk__name", "user__name", "role", "pk")
    add_form = AppointForm
    add_fields = ("desk", "user", "role")
    fields = ("desk", "user", "role")
    actions = ("dismiss",)
    action_form = ReasonForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Membership]:
        user = person(request)
        rows = Membership.objects.all()
        if policy.can_manage_people(user):
            return rows
        return rows.filter(desk_id__in=user.roles if user.is_active else ())

    @admin.action(description="End membership")
    def dismiss(self, request: HttpRequest, rows: models.QuerySet[Membership]) -> None:
        reason = request.POST.get("reason", "")
        self.try_each(
            request,
            rows,
            lambda row: desks.dismiss(row.pk, by=person(request), reason=reason),
            done="Ended",
        )
