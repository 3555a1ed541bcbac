"""What people enter. A form reads; services decide whether it holds."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms

from claims.models import Bearing, ClaimType, Credibility, Relation, Task, Visibility
from claims.workflow import Move
from sources.models import (
    AnonymousFrom,
    Basis,
    GroundRules,
    LinkKind,
    RecordKind,
    Reliability,
    Source,
    SourceKind,
    Stance,
)
from sources.workflow import QuoteMove
from tracker.datasets.dataset import Profile
from tracker.errors import Invalid, SourcelineError
from tracker.formats import Format, read_text
from tracker.models import User
from tracker.services import spans

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LANGUAGES: list[tuple[str, str]] = [
    ("en", "English"),
    ("ko", "Korean"),
    ("zh", "Chinese"),
    ("ja", "Japanese"),
    ("ar", "Arabic"),
    ("fa", "Persian"),
    ("ru", "Russian"),
    ("uk", "Ukrainian"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("de", "German"),
    ("my", "Burmese"),
    ("tr", "Turkish"),
]
ACCEPTED_FILES = ".txt,.text,.html,.htm,.docx,.md,.markdown"


class VersionForm(forms.Form):
    """The version that the person saw: an edit of anything else is refused."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RejectForm(VersionForm):
    reason = forms.CharField(required=False, max_length=500)


class ReasonForm(VersionForm):
    reason = forms.CharField(max_length=5000)


class ClaimMoveForm(ReasonForm):
    move = forms.ChoiceField(choices=Move)


class QuoteMoveForm(ReasonForm):
    move = forms.ChoiceField(choices=QuoteMove)


class RewordForm(VersionForm):
    text = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(max_length=500, required=False)


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

    def place(self, content: str) -> tuple[int, int]:
        """Return where the words stand: at the given start, else for the first time."""
        words = self.cleaned_data["words"].replace("\r\n", "\n")
        start = self.cleaned_data["start"]
        if start is not None and content.startswith(words, start):
            return start, start + len(words)
        return spans.find(content, words.strip())


class ReplyForm(forms.Form):
    body = forms.CharField(max_length=10_000, widget=forms.Textarea(attrs={"rows": 2}))


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


class ExportForm(forms.Form):
    """One dataset, for one kind of reader."""

    dataset = forms.SlugField(max_length=60)
    profile = forms.ChoiceField(choices=[(p.value, p.value) for p in Profile])
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    bom = forms.BooleanField(label="Mark the CSV for Excel", required=False)


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
