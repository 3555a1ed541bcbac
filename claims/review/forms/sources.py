"""Quotes and the files of sources."""

from collections.abc import Mapping
from typing import Any

from django import forms

from claims.review.forms.common import LANGUAGES, ReasonForm, VersionForm
from sources.models import (
    AnonymousFrom,
    Basis,
    GroundRules,
    LinkKind,
    RecordKind,
    Reliability,
    SourceKind,
    Stance,
)
from sources.workflow import QuoteMove


class QuoteMoveForm(ReasonForm):
    move = forms.ChoiceField(choices=QuoteMove)


class QuoteFactsForm(VersionForm):
    """How the speaker knows, and what the newsroom has of the words."""

    basis = forms.ChoiceField(label="How the speaker knows", choices=Basis)
    hops = forms.IntegerField(
        label="People in between",
        min_value=0,
        max_value=99,
        required=False,
        help_text="Only for what the speaker was told.",
    )
    record_kind = forms.ChoiceField(label="Record of the words", choices=RecordKind)

    def facts(self) -> Mapping[str, Any]:
        entered = self.cleaned_data
        told = entered["basis"] == Basis.TOLD_BY
        return {
            "basis": Basis(entered["basis"]),
            "hops": entered["hops"] or (1 if told else 0),
            "record_kind": RecordKind(entered["record_kind"]),
        }


class FidelityForm(forms.Form):
    """What a quote is held against: a document, or words handed in."""

    document = forms.UUIDField(required=False)
    record_text = forms.CharField(required=False, max_length=1_000_000)
    record_kind = forms.ChoiceField(choices=RecordKind, required=False)

    def record(self) -> dict[str, Any]:
        """Return what `check_fidelity` takes."""
        entered = self.cleaned_data
        if entered["document"]:
            return {"document_id": entered["document"]}
        return {
            "record_text": entered["record_text"] or None,
            "record_kind": RecordKind(entered["record_kind"] or RecordKind.NOTES),
        }


class RegisterForm(forms.Form):
    kind = forms.ChoiceField(choices=SourceKind)
    codename = forms.CharField(
        required=False, max_length=40, help_text="Left empty, one is drawn."
    )


class NotesForm(forms.Form):
    """Notes on a source: what seems to identify somebody is held back once."""

    confirmed = forms.CharField(
        label="If held back as identifying: why it is kept all the same",
        required=False,
        max_length=500,
    )


class GradeForm(VersionForm, NotesForm):
    reliability = forms.ChoiceField(choices=Reliability)
    rationale = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("reliability", "rationale", "confirmed")


class WordingForm(forms.Form):
    wording = forms.CharField(max_length=200)
    language = forms.ChoiceField(choices=LANGUAGES, initial="en")
    stance = forms.ChoiceField(choices=Stance)


class AgreementForm(NotesForm):
    ground_rules = forms.ChoiceField(choices=GroundRules)
    anonymous_from = forms.ChoiceField(choices=AnonymousFrom)
    reason = forms.CharField(
        label="Reason for anonymity",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = forms.DateField(
        label="Talk it over again on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    field_order = ("ground_rules", "anonymous_from", "reason", "review_on")


class ApproveForm(VersionForm):
    identity_known = forms.BooleanField(
        label="I know who this source is", required=False
    )


class LinkForm(NotesForm):
    codename = forms.CharField(label="The other source", max_length=40)
    kind = forms.ChoiceField(choices=LinkKind)
    confident = forms.BooleanField(
        label="Known, not only suspected", required=False, initial=True
    )
    rationale = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("codename", "kind", "confident", "rationale")
