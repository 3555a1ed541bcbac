"""What several forms share."""

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


class VersionForm(forms.Form):
    """The version that the person saw: an edit of anything else is refused."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = forms.CharField(max_length=5000)
