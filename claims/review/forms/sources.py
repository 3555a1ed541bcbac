"""The files of sources: what is known of one, its terms, wording and ties."""

from django import forms

from claims.review.forms.common import LANGUAGES, ReasonForm, VersionForm
from sources.models import (
    AnonymousFrom,
    CandidateBand,
    Channel,
    GroundRules,
    LinkKind,
    Reliability,
    SourceKind,
    SourceStatus,
    Stance,
)

LINES = {"rows": 2}


class RegisterForm(forms.Form):
    kind = forms.ChoiceField(choices=SourceKind)
    codename = forms.CharField(
        required=False,
        max_length=40,
        help_text="Left empty, one is drawn.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class FindForm(forms.Form):
    """A search over sources: sent in the body, since an address is logged and kept."""

    words = forms.CharField(
        label="Codename or descriptor",
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "placeholder": "Codename or descriptor…",
            }
        ),
    )
    after = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)


class GradeForm(VersionForm):
    reliability = forms.ChoiceField(choices=Reliability)
    rationale = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs=LINES)
    )


class EstimateForm(VersionForm):
    candidates = forms.ChoiceField(
        label="How many people could have known", choices=CandidateBand
    )


class StatusForm(VersionForm):
    status = forms.ChoiceField(
        choices=[
            (status.value, status.label)
            for status in (
                SourceStatus.ACTIVE,
                SourceStatus.DORMANT,
                SourceStatus.AT_RISK,
            )
        ]
    )
    reason = forms.CharField(max_length=2000)


class WordingForm(forms.Form):
    wording = forms.CharField(max_length=200)
    language = forms.ChoiceField(choices=LANGUAGES, initial="en")
    stance = forms.ChoiceField(choices=Stance)


class DropWordingForm(forms.Form):
    reason = forms.CharField(label="Why it no longer holds", max_length=2000)


class AgreementForm(forms.Form):
    ground_rules = forms.ChoiceField(choices=GroundRules)
    anonymous_from = forms.ChoiceField(choices=AnonymousFrom)
    reason = forms.CharField(
        label="Reason for anonymity",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
    )
    risk = forms.CharField(
        label="Risk if exposed",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
    )
    motive = forms.CharField(
        label="Why the source speaks",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
    )
    review_on = forms.DateField(
        label="Talk it over again on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ApproveForm(VersionForm):
    identity_known = forms.BooleanField(
        label="I know who this source is", required=False
    )


class ReviewForm(VersionForm):
    review_on = forms.DateField(
        label="Talk it over again on",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class RejudgeForm(VersionForm):
    kind = forms.ChoiceField(choices=LinkKind)
    confident = forms.BooleanField(label="Known, not only suspected", required=False)
    rationale = forms.CharField(max_length=2000, widget=forms.Textarea(attrs=LINES))


class LinkForm(forms.Form):
    codename = forms.CharField(
        label="The other source",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(choices=LinkKind)
    confident = forms.BooleanField(
        label="Known, not only suspected", required=False, initial=True
    )
    rationale = forms.CharField(max_length=2000, widget=forms.Textarea(attrs=LINES))


class ContactForm(forms.Form):
    day = forms.DateField(
        label="Any day of that week",
        help_text="Only the week is kept, and that for thirty days.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    channel = forms.ChoiceField(choices=Channel)


class HoldForm(forms.Form):
    reason = forms.CharField(
        label="What a court may ask for, and why",
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
    )


class LiftForm(ReasonForm):
    reason = forms.CharField(label="Why it may be lifted", max_length=2000)
