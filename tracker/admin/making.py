"""Rows that are made and changed here, by the service that makes them anywhere."""

from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest

from tracker.admin.base import DeskAdmin, person, refusal_in
from tracker.errors import SourcelineError
from tracker.models import Role, User

M = TypeVar("M", bound=models.Model)


class ServiceForm(forms.ModelForm, Generic[M]):  # type: ignore[type-arg]  # generic in the stubs only
    """A form whose last check is the service itself.

    What the service refuses stands beside the field that it names, and what was typed
    stays in the form. The model's own validation is left out: the service and the
    database know more.
    """

    by: ClassVar[User]
    held_back = False
    """Whether the words wait for somebody to say why they are kept."""

    def serve(self, asked: dict[str, Any]) -> M:
        """Do what was asked, as `self.by`, and return the row."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.instance = self.serve(self.cleaned_data)
        except (SourcelineError, DatabaseError) as error:
            refusal = refusal_in(error)
            self.held_back = refusal.confirmable
            named = str(refusal.facts.get("field", ""))
            self.add_error(named if named in self.fields else None, refusal.message)

    def save(self, commit: bool = True) -> M:  # noqa: FBT001, FBT002 (Django's signature)
        """Return what the service made: it is saved."""
        row: M = self.instance
        return row

    def save_m2m(self) -> None:
        """There is nothing left to save."""


class ChangeForm(ServiceForm[M]):
    """A change to a row as it was read: a newer one refuses it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = self.instance.version


class MakingAdmin(DeskAdmin[M]):
    """Offers a form for a new row to `makers`, and for a change to who may make it.

    What a form's choices offer is what the person may see: an id of something else
    is answered like one that is nobody's.
    """

    makers: ClassVar[frozenset[Role]] = frozenset()
    add_form: ClassVar[type[ServiceForm[Any]]]
    add_fields: ClassVar[tuple[str, ...]] = ()
    change_form: ClassVar[type[ServiceForm[Any]] | None] = None

    def may_change(self, user: User, row: M) -> bool:
        """Say whether policy lets this person change this row."""
        return False

    def choices_for(self, user: User, model: type[models.Model]) -> Any:
        """Return the rows of another model that this person may choose from."""
        return model._default_manager.visible_to(user)  # type: ignore[attr-defined]  # noqa: SLF001 (Django's name for it)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return any(held & self.makers for held in person(request).roles.values())

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        if obj is None or self.change_form is None:
            return False
        return self.may_change(person(request), obj)

    def get_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        if obj is None:
            return self.add_fields
        if self.has_change_permission(request, obj):
            return [*(self.fields or ()), "seen_version"]
        return self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: M | None = None) -> Any:
        """Show what is not in the form for a change as it is."""
        if obj is None or self.change_form is None:
            return () if obj is None else self.readonly_fields
        asked = self.change_form.base_fields
        return [name for name in self.fields or () if name not in asked]

    def get_form(
        self,
        request: HttpRequest,
        obj: M | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        **kwargs: Any,
    ) -> Any:
        asked = self.add_form if obj is None else self.change_form
        if asked is not None:
            kwargs["form"] = asked
        made = super().get_form(request, obj, change, **kwargs)
        made.by = person(request)  # type: ignore[attr-defined]  # a ServiceForm
        return made

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        rows = self.choices_for(person(request), db_field.related_model)
        kwargs["queryset"] = rows
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A row is chosen here; it is made and changed in its own place."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Nothing is left to save: the form's service has done it."""
