"""Quotes: how the speaker knows, and what a quote is held against."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from claims.review.forms.common import LANGUAGES, ReasonForm, VersionForm
from sources.models import Basis, RecordKind, SpeakerKind, Translation
from sources.workflow import QuoteMove


class QuoteMoveForm(ReasonForm):
    move = forms.ChoiceField(choices=QuoteMove)


class QuoteFactsForm(VersionForm):
    """How the speaker knows, what the newsroom has of the words, how copy has them.

    What was said in another language is left out for who may not know the speaker.
    """

    OF_THE_VOICE: ClassVar = ("original_text", "original_language")

    basis = forms.ChoiceField(label="How the speaker knows", choices=Basis)
    hops = forms.IntegerField(
        label="People in between",
        min_value=0,
        max_value=99,
        required=False,
        help_text="Only for what the speaker was told.",
    )
    record_kind = forms.ChoiceField(label="Record of the words", choices=RecordKind)
    attribution = forms.CharField(
        label="Attributed in the copy to", required=False, max_length=300
    )
    speaker_kind = forms.ChoiceField(
        label="Who that is", choices=SpeakerKind, required=False
    )
    original_text = forms.CharField(
        label="As it was said, in its own language",
        required=False,
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    original_language = forms.ChoiceField(
        label="Language it was said in",
        choices=[("", "the copy’s own"), *LANGUAGES],
        required=False,
    )
    translation = forms.ChoiceField(
        label="How it was translated",
        choices=[("", "not translated"), *Translation.choices],
        required=False,
    )

    def __init__(self, *args: Any, knows: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not knows:
            for name in self.OF_THE_VOICE:
                del self.fields[name]

    def facts(self) -> Mapping[str, Any]:
        """Return what `amend` takes: of the optional fields, those that were sent."""
        entered = self.cleaned_data
        told = entered["basis"] == Basis.TOLD_BY
        sent = {
            name: entered[name]
            for name in ("attribution", "translation", *self.OF_THE_VOICE)
            if name in self.fields and name in self.data
        }
        if entered["speaker_kind"]:
            sent["speaker_kind"] = SpeakerKind(entered["speaker_kind"])
        return sent | {
            "basis": Basis(entered["basis"]),
            "hops": entered["hops"] or (1 if told else 0),
            "record_kind": RecordKind(entered["record_kind"]),
        }


class PieceForm(VersionForm):
    words = forms.CharField(
        label="The words, exactly as they stand in the article",
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


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
