"""Files that become documents: sealed at once, read by a worker, tried again."""

from typing import Final
from uuid import UUID

from django.db import transaction

from sources import originals, policy, sandbox
from sources.freetext import guard
from sources.models import Document, Upload, UploadState
from sources.services.documents import check, desk_for, holder_for
from tracker import jobs
from tracker.audit import System, acting
from tracker.errors import Conflict, Invalid, SourcelineError
from tracker.formats.limits import MAX_FILE_BYTES, within
from tracker.formats.words import plain
from tracker.models import User
from tracker.services.articles import store

JOB: Final = "sources.read_upload"


def receive(
    desk_id: UUID,
    *,
    title: str,
    file: bytes,
    ending: str,
    provenance: str,
    by: User,
    words: str = "",
    primary: bool = False,
    published: bool = False,
    holder_id: UUID | None = None,
) -> Upload:
    """Take a file in: the original sealed now, its words read by a worker.

    Of the file's name only the ending is asked for, and nothing of it is kept. `words`
    is what a person typed from a picture or a scan: with it, it is a document at once.
    Raises NotFound, NotAllowed, Invalid and TooLarge (the file), Identifying.
    """
    desk = desk_for(by, desk_id)
    check(title, provenance)
    holder = holder_for(by, desk, holder_id)
    ending = ending.lower().lstrip(".")
    kind = sandbox.media_type(file, ending)
    within(len(file), MAX_FILE_BYTES, what="The file")
    if not file:
        raise Invalid("The file is empty.", field="file")
    typed = plain(words) if words.strip() else ""
    if ending in sandbox.PICTURES and not typed:
        raise Invalid("Type what the picture says.", field="words")
    digest = originals.seal(desk_id, file)
    with (
        transaction.atomic(),
        acting(by=by, action="document.uploaded"),
    ):
        upload = Upload.objects.create(
            desk=desk,
            entered_by=by,
            title=title.strip(),
            provenance=provenance.strip(),
            primary=primary,
            published=published,
            holder=holder,
            ending=ending,
            media_type=kind,
            original_sha256=digest,
            original_size=len(file),
        )
        if typed:
            _finish(upload, typed)
        else:
            jobs.enqueue(JOB, upload.pk, desk_id=upload.desk_id)
    return upload


@transaction.atomic
def begun(upload_id: UUID) -> None:
    """Show that a worker is at it."""
    upload = Upload.objects.lock(upload_id)
    if upload.state == UploadState.WAITING:
        with acting(by=System.WORKER, action="upload.begun"):
            upload.change(state=UploadState.READING)


@transaction.atomic
def read(upload_id: UUID) -> None:
    """Read the sealed file and make a document of it; what is settled stays so.

    A file that cannot be read is no failed job: the upload says why, and a person may
    have it read again or type what it says.
    """
    upload = Upload.objects.select_related("desk", "holder").lock(upload_id)
    if upload.state not in {UploadState.WAITING, UploadState.READING}:
        return
    try:
        file = originals.unseal(upload.desk_id, upload.original_sha256)
        words = sandbox.read(file, upload.ending)
    except SourcelineError as error:
        with acting(by=System.WORKER, action="upload.failed"):
            upload.change(state=UploadState.FAILED, failure=error.message)
        return
    with acting(by=System.WORKER, action="upload.read"):
        _finish(upload, words)


@transaction.atomic
def gave_up(upload_id: UUID, error_class: str) -> None:
    """Say on the upload that reading failed for good, and how, without any text."""
    upload = Upload.objects.lock(upload_id)
    if upload.state in {UploadState.WAITING, UploadState.READING}:
        with acting(by=System.WORKER, action="upload.failed"):
            upload.change(
                state=UploadState.FAILED, failure=f"Reading stopped: {error_class}."
            )


@transaction.atomic
def try_again(upload_id: UUID, *, by: User, version: int) -> Upload:
    """Have a file that could not be read be read once more. Raises Conflict."""
    upload = _unsettled(upload_id, by, version)
    if upload.state != UploadState.FAILED:
        raise Conflict("This file is on its way; nothing failed.", state=upload.state)
    with acting(by=by, action="upload.tried_again"):
        upload.change(state=UploadState.WAITING, failure="")
        jobs.enqueue(JOB, upload.pk, desk_id=upload.desk_id)
    return upload


@transaction.atomic
def type_words(upload_id: UUID, *, words: str, by: User, version: int) -> Upload:
    """Make a document of the file with the words that a person read in it."""
    upload = _unsettled(upload_id, by, version)
    typed = plain(words)
    with acting(by=by, action="upload.typed"):
        _finish(upload, typed)
    return upload


@transaction.atomic
def drop(upload_id: UUID, *, by: User, version: int, reason: str) -> Upload:
    """Let go of a file that will be no document; its original stays sealed."""
    upload = _unsettled(upload_id, by, version)
    if not reason.strip():
        raise Invalid("Dropping a file needs a reason.", field="reason")
    guard({"reason": reason})
    with acting(by=by, action="upload.dropped", reason=reason):
        upload.change(state=UploadState.DROPPED, failure="")
    return upload


def _unsettled(upload_id: UUID, by: User, version: int) -> Upload:
    """Return the upload, locked, as this person may change it. Raises Conflict."""
    upload = (
        Upload.objects.visible_to(by).select_related("desk", "holder").lock(upload_id)
    )
    policy.can_settle_upload(by, upload).or_refuse()
    upload.expect(version)
    if upload.state in {UploadState.DONE, UploadState.DROPPED}:
        raise Conflict("This file is settled already.", state=upload.state)
    return upload


def _finish(upload: Upload, words: str) -> None:
    """Make the document, inside the caller's lock and `acting`."""
    document = Document.objects.create(
        desk=upload.desk,
        entered_by_id=upload.entered_by_id,
        title=upload.title,
        provenance=upload.provenance,
        primary=upload.primary,
        published=upload.published,
        holder=upload.holder,
        text=store(upload.desk, words),
        media_type=upload.media_type,
        original_sha256=upload.original_sha256,
        original_size=upload.original_size,
    )
    upload.change(state=UploadState.DONE, failure="", document=document)
