"""What several forms share."""

from typing import Any
from uuid import UUID

from django import forms

LANGUAGES: list[tuple[str, str]] = [
    ("en", "English"),
    ("ko", "Korean"),
    ("zh", "Chinese"),
    ("ja", "Japanese"),
    ("ar", "Arabic"),
    ("fa", "Persian"),
    ("ru", "Russian"),
    ("uk", "Ukrainian"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("de", "German"),
    ("my", "Burmese"),
    ("tr", "Turkish"),
]


class MembersField(forms.Field):
    """Members that are ticked, by id; who is none of the desk is told nothing."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[UUID]:
        try:
            return [UUID(one) for one in value or ()]
        except (TypeError, ValueError):
            message = "This is nobody of the desk."
            raise forms.ValidationError(message) from None


class VersionForm(forms.Form):
    """The version that the person saw: an edit of anything else is refused."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = forms.CharField(max_length=5000)
