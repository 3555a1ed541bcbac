"""Claims decided on, weighed and asked about."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import available_timezones

from django import forms

from claims.models import Bearing, Credibility, Mailing, Relation, Task
from claims.review.forms.common import ReasonForm, VersionForm
from claims.workflow import Move

# Places; what remains are old names and offsets from Greenwich, which turn round.
ZONES: Final = [
    "UTC",
    *sorted(
        zone
        for zone in available_timezones()
        if zone.partition("/")[0]
        in {
            *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic"),
            *("Australia", "Europe", "Indian", "Pacific"),
        }
    ),
]


class ClaimMoveForm(ReasonForm):
    move = forms.ChoiceField(choices=Move)
    note_to_readers = forms.CharField(max_length=2000, required=False)


class RewordForm(VersionForm):
    text = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(max_length=500, required=False)


class EvidenceForm(forms.Form):
    """A quote that bears on a claim, from the desk's record."""

    quote = forms.UUIDField()
    bearing = forms.ChoiceField(choices=Bearing)
    credibility = forms.TypedChoiceField(
        choices=Credibility, coerce=int, initial=Credibility.CANNOT_BE_JUDGED
    )
    rationale = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class CheckForm(forms.Form):
    """Another claim, held against this one."""

    other = forms.UUIDField()
    relation = forms.ChoiceField(choices=Relation)
    rationale = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class JudgeForm(forms.Form):
    """How the claim on the left stands to the one on the right.

    `check` and `version` are the judgement that this one replaces.
    """

    relation = forms.ChoiceField(choices=Relation)
    rationale = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    check = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MeForm(forms.Form):
    """How a person hears of notices, and where they live."""

    mailing = forms.ChoiceField(
        label="Mail that there is something new", choices=Mailing
    )
    time_zone = forms.ChoiceField(
        label="Time zone",
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
    )


class AssignForm(forms.Form):
    """Work on a claim, asked of a member or of the whole desk."""

    task = forms.ChoiceField(choices=Task)
    assignee = forms.UUIDField(required=False)
    message = forms.CharField(required=False, max_length=500)
    due_on = forms.DateField(required=False)


class MomentForm(forms.Form):
    """A moment in the past, in UTC."""

    at = forms.DateTimeField(
        input_formats=[
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%dT%H:%M:%S.%f",
            "%Y-%m-%d",
        ]
    )

    def clean_at(self) -> datetime:
        """Take the moment for what it says, whatever zone the pages are shown in."""
        moment: datetime = self.cleaned_data["at"]
        return moment.replace(tzinfo=UTC)
