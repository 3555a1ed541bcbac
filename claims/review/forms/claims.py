"""Claims decided on, weighed and asked about."""

from django import forms

from claims.models import Bearing, Credibility, Relation, Task
from claims.review.forms.common import ReasonForm, VersionForm
from claims.workflow import Move


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


class AssignForm(forms.Form):
    """Work on a claim, asked of a member or of the whole desk."""

    task = forms.ChoiceField(choices=Task)
    assignee = forms.UUIDField(required=False)
    message = forms.CharField(required=False, max_length=500)
    due_on = forms.DateField(required=False)


class MomentForm(forms.Form):
    """A moment in the past, in UTC."""

    at = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]
    )
