"""Quotes: how the speaker knows, and what a quote is held against."""

from collections.abc import Mapping
from typing import Any

from django import forms

from claims.review.forms.common import ReasonForm, VersionForm
from sources.models import Basis, RecordKind
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
