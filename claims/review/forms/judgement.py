"""Claims shaped and weighed; second readings, exemptions, sign-offs, standards."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms

from claims.models import Bearing, ClaimType, Credibility
from claims.review.forms.common import ReasonForm, VersionForm
from claims.services.shapes import Amount
from claims.standards import EXEMPTIBLE
from claims.workflow import Move
from sources.models import LinkKind, Reliability
from sources.workflow import QuoteStatus
from tracker.errors import Invalid
from tracker.services import spans

VERDICTS: Final = [
    (move.value, move.label)
    for move in (Move.VERIFY, Move.DISPUTE, Move.REFUTE, Move.SET_ASIDE)
]
SUPPOSED: Final = [
    (status.value, status.label)
    for status in (
        QuoteStatus.ALTERED,
        QuoteStatus.DISPUTED,
        QuoteStatus.WITHDRAWN,
        QuoteStatus.UNVERIFIED,
    )
]
FIGURE: Final = 4  # low, high, unit, place


class WordsForm(forms.Form):
    """Words as they stand in a text of the desk's."""

    words = forms.CharField(max_length=20_000, strip=False)

    def place(self, content: str) -> tuple[int, int]:
        words = self.cleaned_data["words"].replace("\r\n", "\n").strip()
        if not words:
            raise Invalid("Paste the words as they stand in the text.", field="words")
        return spans.find(content, words)


class OccurrenceForm(WordsForm):
    article = forms.UUIDField()


class PassageForm(WordsForm):
    document = forms.UUIDField()
    bearing = forms.ChoiceField(choices=Bearing)
    credibility = forms.TypedChoiceField(
        choices=Credibility, coerce=int, initial=Credibility.CANNOT_BE_JUDGED
    )
    rationale = forms.CharField(required=False, max_length=2000)


class CredibilityForm(VersionForm):
    credibility = forms.TypedChoiceField(choices=Credibility, coerce=int)
    rationale = forms.CharField(required=False, max_length=2000)


class DescribeForm(VersionForm):
    """What a claim is about. Figures are one a line: low; high; unit; place."""

    type = forms.ChoiceField(choices=ClaimType)
    checkable = forms.BooleanField(required=False)
    topics = forms.CharField(required=False, max_length=1300)
    place = forms.CharField(required=False, max_length=120)
    happened_from = forms.DateField(required=False)
    happened_to = forms.DateField(required=False)
    figures = forms.CharField(required=False, max_length=4000)

    def clean_topics(self) -> list[str]:
        topics = self.cleaned_data["topics"].split(",")
        return [topic.strip() for topic in topics if topic.strip()]

    def clean_figures(self) -> list[Amount]:
        lines = self.cleaned_data["figures"].splitlines()
        return [self._amount(line) for line in lines if line.strip()]

    def _amount(self, line: str) -> Amount:
        parts = [part.strip() for part in line.split(";")]
        if len(parts) > FIGURE:
            message = f"“{line[:60]}” has too many parts: low; high; unit; place."
            raise forms.ValidationError(message)
        low, high, unit, place = [*parts, *[""] * (FIGURE - len(parts))]
        try:
            least = Decimal(low)
            most = Decimal(high or low)
        except InvalidOperation:
            message = (
                f"“{line[:60]}” does not begin with a number, as in “40; 60; trucks”."
            )
            raise forms.ValidationError(message) from None
        return Amount(least, most, unit, place)

    def facts(self) -> dict[str, Any]:
        """Return what `shapes.describe` takes."""
        entered = dict(self.cleaned_data)
        return entered | {
            "happened": (entered.pop("happened_from"), entered.pop("happened_to")),
            "type": ClaimType(entered["type"]),
        }


class AttributeForm(VersionForm):
    """A codename that one knows; empty for the outlet itself."""

    codename = forms.CharField(required=False, max_length=40)


class SplitForm(VersionForm):
    """One part a line."""

    parts = forms.CharField(max_length=20_000)
    reason = forms.CharField(required=False, max_length=500)

    def clean_parts(self) -> list[str]:
        lines = self.cleaned_data["parts"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class MergeForm(ReasonForm):
    into = forms.UUIDField()


class ReadingForm(ReasonForm):
    verdict = forms.ChoiceField(choices=VERDICTS)


class ExemptionForm(forms.Form):
    code = forms.ChoiceField(choices=[(code, code) for code in sorted(EXEMPTIBLE)])
    reason = forms.CharField(max_length=2000)


class SignOffForm(forms.Form):
    revision = forms.UUIDField()
    reason = forms.CharField(max_length=2000)


class SupposeForm(forms.Form):
    """A change to a source that is only supposed."""

    WHAT: Final = [
        ("withdrawn", "It is withdrawn"),
        ("graded", "It is graded otherwise"),
        ("tied", "It turns out to be tied to another"),
    ]

    what = forms.ChoiceField(choices=WHAT)
    reliability = forms.ChoiceField(choices=Reliability, required=False)
    kind = forms.ChoiceField(choices=LinkKind, required=False)
    codename = forms.CharField(required=False, max_length=40)


class QuoteSupposeForm(forms.Form):
    status = forms.ChoiceField(choices=SUPPOSED)
