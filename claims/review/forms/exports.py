"""What is asked for of the record, and the second person's word."""

from datetime import UTC, datetime

from django import forms

from tracker.datasets.dataset import Profile

MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]


class ExportForm(forms.Form):
    """One dataset, for one kind of reader, and which part of it."""

    dataset = forms.SlugField(max_length=40)
    profile = forms.ChoiceField(choices=[(p.value, p.value) for p in Profile])
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    status = forms.CharField(max_length=20, required=False)
    article = forms.UUIDField(required=False)
    as_of = forms.DateTimeField(required=False, input_formats=MOMENTS)
    bom = forms.BooleanField(required=False)

    def clean_as_of(self) -> datetime | None:
        """Take the moment for what it says, whatever zone the pages are shown in."""
        at: datetime | None = self.cleaned_data["as_of"]
        return at and at.replace(tzinfo=UTC)


class OptionalReasonForm(forms.Form):
    """A word for the record; services say when there must be one."""

    reason = forms.CharField(max_length=2000, required=False)


class ReleaseForm(OptionalReasonForm):
    wanted = forms.BooleanField(required=False)
