"""Articles filed, revised and marked; suggestions decided on."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms

from claims.models import ClaimType, Visibility
from sources.models import (
    Source,
)
from tracker.errors import Invalid, SourcelineError
from tracker.formats import Format, read_text
from tracker.models import User
from tracker.services import spans

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
from claims.review.forms.common import LANGUAGES, MembersField, VersionForm

ACCEPTED_FILES = ".txt,.text,.html,.htm,.docx,.md,.markdown"


class RejectForm(VersionForm):
    reason = forms.CharField(required=False, max_length=500)


class AcceptClaimForm(VersionForm):
    text = forms.CharField(max_length=2000, required=False)
    type = forms.ChoiceField(choices=ClaimType, required=False)

    def edits(self) -> dict[str, Any]:
        """Return what was changed in the proposal; nothing, if it is taken as it is."""
        entered = {name: self.cleaned_data[name] for name in ("text", "type")}
        return {name: value for name, value in entered.items() if value}


class FileForm(forms.Form):
    """An article, pasted or uploaded."""

    title = forms.CharField(max_length=300)
    upload = forms.FileField(
        label="File",
        required=False,
        help_text="Plain text, HTML, Word or Markdown, up to 10 MiB.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
    )
    text = forms.CharField(
        label="Or paste the text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "copy", "rows": 14}),
    )
    byline = forms.CharField(max_length=200, required=False)
    dateline = forms.DateField(
        required=False,
        help_text="The day that “Wednesday” is read against.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    language = forms.ChoiceField(choices=LANGUAGES, initial="en")
    external_id = forms.CharField(
        label="Name in your content system", max_length=200, required=False
    )
    PAIRS: ClassVar = [("byline", "dateline"), ("language", "external_id")]

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        entered["text"] = _words(self, entered.get("upload"), entered.get("text", ""))
        return entered


class ReviseForm(VersionForm):
    upload = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
    )
    text = forms.CharField(
        label="Text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"class": "copy", "rows": 18}),
    )
    note = forms.CharField(label="What changed", max_length=300, required=False)
    # The revision that was being edited: what others filed since is shown against it.
    base = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or {}
        entered["text"] = _words(self, entered.get("upload"), entered.get("text", ""))
        return entered


def _words(form: forms.Form, upload: "UploadedFile[bytes] | None", pasted: str) -> str:
    """Return the uploaded file's words, else the pasted ones."""
    try:
        if upload is not None:
            return read_text(upload.read(), Format.of(upload.name or ""))
        return read_text(pasted.encode(errors="surrogatepass"), Format.TEXT)
    except SourcelineError as error:
        form.add_error("text" if upload is None else "upload", error.message)
        return ""


class WordsField(forms.CharField):
    """Pasted words, read as those that are filed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, widget=forms.Textarea, **kwargs)

    def clean(self, value: Any) -> str:
        pasted: str = super().clean(value)
        try:
            return pasted and read_text(
                pasted.encode(errors="surrogatepass"), Format.TEXT
            )
        except SourcelineError as error:
            raise forms.ValidationError(error.message) from None


class MarkForm(forms.Form):
    """Words of the text, marked by hand as a quote, a claim or a place for a note."""

    AS: ClassVar = [("note", "A note"), ("claim", "A claim"), ("quote", "A quote")]

    words = forms.CharField(max_length=20_000, strip=False)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    revision = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label="Mark them as", choices=AS)
    body = forms.CharField(
        required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    label = forms.CharField(required=False, max_length=40)
    visibility = forms.ChoiceField(choices=Visibility, required=False)
    type = forms.ChoiceField(choices=ClaimType, required=False)
    mentions = MembersField(required=False)

    def place(self, content: str) -> tuple[int, int]:
        """Return where the words stand: at the given start, else for the first time."""
        words = self.cleaned_data["words"].replace("\r\n", "\n")
        start = self.cleaned_data["start"]
        if start is not None and content.startswith(words, start):
            return start, start + len(words)
        return spans.find(content, words.strip())


class ReplyForm(forms.Form):
    body = forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 2}))
    mentions = MembersField(required=False)


class NoteForm(VersionForm):
    """One's own note, said better."""

    body = forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    label = forms.CharField(required=False, max_length=40)


class NoteSearchForm(forms.Form):
    """Which notes are looked for."""

    q = forms.CharField(required=False, max_length=200)
    label = forms.CharField(required=False, max_length=40)
    author = forms.UUIDField(required=False)
    article = forms.UUIDField(required=False)
    only = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("open", ""), ("lost", ""), ("mine", "")],
    )


class TieForm(VersionForm):
    """A source by its codename, or a new one."""

    codename = forms.CharField(max_length=40, required=False)
    new = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=500, required=False)

    def source(self, user: User, desk_id: UUID) -> Source | None:
        """Return the source that was named, None for a new one. Raises Invalid."""
        if self.cleaned_data["new"]:
            return None
        named = Source.objects.visible_to(user).filter(
            desk_id=desk_id, codename__iexact=self.cleaned_data["codename"].strip()
        )
        if (found := named.first()) is None:
            raise Invalid("You know of no source with this codename.", field="codename")
        return found
