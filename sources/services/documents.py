"""Evidence documents: what the desk holds, and when it stops relying on it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import originals, policy, queries, sandbox
from sources.freetext import guard
from sources.models import Document, Source
from sources.signals import document_withdrawn
from tracker.audit import acting, note
from tracker.errors import Conflict, Invalid, NotFound
from tracker.formats.limits import MAX_FILE_BYTES, within
from tracker.models import Desk, User
from tracker.services.articles import store
from tracker.signals import announce


@transaction.atomic
def hold(
    desk_id: UUID,
    *,
    title: str,
    content: str,
    provenance: str,
    by: User,
    primary: bool = False,
    published: bool = False,
    holder_id: UUID | None = None,
    confirmed: str = "",
) -> Document:
    """Put a document on record with its words and how the desk came by it.

    `confirmed` is why a provenance that seems to identify somebody is kept.

    Raises NotFound, NotAllowed, Invalid (no title, no provenance, unstorable text).
    """
    desk = _desk(desk_id, by)
    _check(title, provenance, confirmed)
    with acting(by=by, action="document.held", reason=confirmed):
        return Document.objects.create(
            desk=desk,
            entered_by=by,
            title=title.strip(),
            provenance=provenance.strip(),
            primary=primary,
            published=published,
            holder=_holder(desk, by, holder_id),
            text=store(desk, content),
        )


def upload(
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
    confirmed: str = "",
) -> Document:
    """Hold a file: the original sealed, its words read in a process of their own.

    Of the file's name only the ending is asked for, and nothing of it is kept. `words`
    is what a person typed from a picture or a scan; it stands instead of what could be
    read. Raises as `hold` does, and Invalid or TooLarge for the file.
    """
    _desk(desk_id, by)
    _check(title, provenance, confirmed)
    ending = ending.lower().lstrip(".")
    kind = sandbox.media_type(file, ending)
    within(len(file), MAX_FILE_BYTES, what="The file")
    if not words.strip():
        if ending in sandbox.PICTURES:
            raise Invalid("Type what the picture says.", field="words")
        words = sandbox.read(file, ending)
    digest = originals.seal(desk_id, file)
    with transaction.atomic(), acting(by=by, action="document.uploaded"):
        document = hold(
            desk_id,
            title=title,
            content=words,
            provenance=provenance,
            by=by,
            primary=primary,
            published=published,
            holder_id=holder_id,
            confirmed=confirmed,
        )
        document.change(
            media_type=kind, original_sha256=digest, original_size=len(file)
        )
    return document


@transaction.atomic(durable=True)
def open_original(document_id: UUID, *, by: User, purpose: str) -> bytes:
    """Return the sealed original, after the looking itself has gone on the record.

    It may carry its maker's name: it is for who may see where it came from. Raises
    NotFound (also when the bytes are no longer those that were sealed), NotAllowed.
    """
    document = (
        Document.objects.visible_to(by)
        .select_related("holder")
        .filter(pk=document_id)
        .exclude(original_sha256="")
        .first()
    )
    if document is None:
        raise NotFound("There is no such original.")
    policy.can_see_provenance(by, document).or_refuse()
    note(
        by=by,
        action="original.opened",
        table=Document._meta.db_table,  # noqa: SLF001 (Django's public way to ask)
        row=document.pk,
        desk=document.desk_id,
        reason=purpose,
    )
    return originals.unseal(document.desk_id, document.original_sha256)


@transaction.atomic
def withdraw(document_id: UUID, *, by: User, version: int, reason: str) -> Document:
    """Stop relying on a document; what rests on it is to be looked at again."""
    document = Document.objects.visible_to(by).lock(document_id)
    policy.can_withdraw_document(by, document).or_refuse()
    document.expect(version)
    if not reason.strip():
        raise Invalid("Withdrawing a document needs a reason.", field="reason")
    if document.withdrawn_at is not None:
        raise Conflict("This document is withdrawn already.")
    with acting(by=by, action="document.withdrawn", reason=reason):
        document.change(withdrawn_at=timezone.now())
    announce(document_withdrawn, document_id=document.pk)
    return document


def _desk(desk_id: UUID, by: User) -> Desk:
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    policy.can_hold_documents(by, desk).or_refuse()
    return desk


def _check(title: str, provenance: str, confirmed: str) -> None:
    for field, value in (("title", title), ("provenance", provenance)):
        if not value.strip():
            raise Invalid(f"A document needs a {field}.", field=field)
    guard({"provenance": provenance}, confirmed=confirmed)


def _holder(desk: Desk, by: User, holder_id: UUID | None) -> Source | None:
    return queries.source_for(by, desk.pk, holder_id) if holder_id else None
