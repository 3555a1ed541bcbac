"""Who sees a source; sources merged and split; the desk's jigsaw floor."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from claims.review.forms.common import ReasonForm, VersionForm
from sources.models import FLOORS
from tracker.models import User

LINES = {"rows": 2}


class PersonForm(forms.Form):
    """Somebody of the desk, chosen by name from those who may be chosen."""

    person = forms.TypedChoiceField(coerce=UUID)
    reason = forms.CharField(max_length=2000)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(user.pk), user.name) for user in people]


class HandOverForm(PersonForm, VersionForm):
    field_order = ("person", "reason")


class RestrictForm(ReasonForm):
    reason = forms.CharField(label="Why", max_length=2000)
    restricted = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ShutOutForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=2000)


class MergeWithForm(forms.Form):
    codename = forms.CharField(
        label="The source it goes into",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SourceMergeForm(ReasonForm):
    into = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="How it is known that they are one",
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
    )


class SourceSplitForm(ReasonForm):
    reason = forms.CharField(
        label="How it is known that they are two",
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
    )
    codename = forms.CharField(
        label="Codename of the new source",
        required=False,
        max_length=40,
        help_text="Left empty, one is drawn.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class FloorForm(forms.Form):
    band = forms.ChoiceField(
        label="A keeper’s word is needed when this few are left",
        choices=[(band.value, band.label) for band in FLOORS],
    )
    reason = forms.CharField(max_length=2000)


class OneSourceForm(forms.Form):
    source = forms.UUIDField(widget=forms.HiddenInput)
