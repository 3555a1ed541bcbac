"""Evidence documents: put on record, marked, taken out, withdrawn."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms

from claims.models import Bearing, Credibility, Visibility
from claims.review.forms.common import VersionForm
from sources.models import Source
from sources.sandbox import PICTURES, READABLE, ending_of
from tracker.errors import Invalid
from tracker.models import User
from tracker.services import spans

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ACCEPTED = ",".join(f".{ending}" for ending in [*READABLE, *PICTURES])


class DocumentForm(forms.Form):
    """A document: a file, or words that are pasted; of a picture, both."""

    title = forms.CharField(max_length=300, help_text="What it is, not who gave it.")
    upload = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        help_text="PDF, Word, HTML, text or a picture, up to 10 MiB. Its name is not "
        "kept.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    words = forms.CharField(
        label="Or its words",
        required=False,
        strip=False,
        help_text="Pasted, or typed from a picture or a scan; with a file, these stand "
        "instead of what could be read.",
        widget=forms.Textarea(attrs={"class": "copy", "rows": 8}),
    )
    provenance = forms.CharField(
        label="How the desk came by it, and why it is genuine",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    holder = forms.CharField(
        label="Codename of the source who gave it",
        required=False,
        max_length=40,
        help_text="Then only who may see that source reads how it came.",
        widget=forms.TextInput(attrs={"list": "codenames", "autocomplete": "off"}),
    )
    primary = forms.BooleanField(
        label="A primary document: it settles what it says itself", required=False
    )
    published = forms.BooleanField(
        label="Public already: naming it gives nobody away", required=False
    )
    # A browser sends no file a second time by itself: so it is asked for beforehand.
    confirmed = forms.CharField(
        label="If it seems to identify somebody: why it is kept all the same",
        required=False,
        max_length=500,
    )

    def facts(self, user: User, desk_id: UUID) -> dict[str, Any]:
        """Return what the services take of it. Raises Invalid for a codename."""
        entered = self.cleaned_data
        noted = ("title", "provenance", "primary", "published")
        facts = {name: entered[name] for name in noted}
        named = entered["holder"].strip()
        if not named:
            return facts
        known = Source.objects.visible_to(user).filter(desk_id=desk_id)
        holder = known.filter(codename__iexact=named).first()
        if holder is None:
            raise Invalid("You know of no source with this codename.", field="holder")
        return facts | {"holder_id": holder.pk}

    def file(self) -> "tuple[bytes, str] | None":
        """Return the file's bytes, and how its name ends: no more of it is read."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        return None if upload is None else (upload.read(), ending_of(upload.name))


class PurposeForm(forms.Form):
    purpose = forms.CharField(max_length=500)


class TypedForm(VersionForm):
    words = forms.CharField(
        label="What it says", strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class DropForm(VersionForm):
    reason = forms.CharField(max_length=2000)


class WithdrawForm(VersionForm):
    reason = forms.CharField(
        label="Why nothing may rest on it any more",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MarkPassageForm(forms.Form):
    """Words of a document: a note on them, or evidence for or against a claim."""

    AS: ClassVar = [("note", "A note"), ("evidence", "Evidence on a claim")]

    words = forms.CharField(max_length=20_000, strip=False)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    what = forms.ChoiceField(label="Mark them as", choices=AS)
    claim = forms.UUIDField(required=False)
    bearing = forms.ChoiceField(choices=Bearing, required=False)
    credibility = forms.TypedChoiceField(
        choices=Credibility,
        coerce=int,
        required=False,
    )
    body = forms.CharField(
        required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    label = forms.CharField(required=False, max_length=40)
    visibility = forms.ChoiceField(choices=Visibility, required=False)

    def place(self, content: str) -> tuple[int, int]:
        """Return where the words stand: at the given start, else for the first time."""
        words = self.cleaned_data["words"].replace("\r\n", "\n")
        start = self.cleaned_data["start"]
        if start is not None and content.startswith(words, start):
            return start, start + len(words)
        return spans.find(content, words.strip())
