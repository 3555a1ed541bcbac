"""Evidence documents: what the desk holds, and when it stops relying on it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import originals, policy, queries, sandbox
from sources.freetext import guard
from sources.models import Document, Source
from sources.releasable import Released, releasable
from sources.signals import document_withdrawn
from tracker.audit import acting, note
from tracker.errors import Conflict, Invalid, NotFound
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
) -> Document:
    """Put a document on record with its words and how the desk came by it.

    Raises NotFound, NotAllowed, Invalid (no title, no provenance, unstorable text).
    """
    desk = desk_for(by, desk_id)
    check(title, provenance)
    with acting(by=by, action="document.held"):
        return Document.objects.create(
            desk=desk,
            entered_by=by,
            title=title.strip(),
            provenance=provenance.strip(),
            primary=primary,
            published=published,
            holder=holder_for(by, desk, holder_id),
            text=store(desk, content),
        )


@transaction.atomic(durable=True)
def open_original(document_id: UUID, *, by: User, purpose: str) -> bytes:
    """Return the sealed original, after the looking itself has gone on the record.

    It may carry its maker's name: it is for who may see where it came from. Raises
    NotFound (also when the bytes are no longer those that were sealed), NotAllowed,
    Invalid (no purpose).
    """
    document = _seen(document_id, by)
    if not document.original_sha256:
        raise NotFound("There is no such original.")
    policy.can_see_provenance(by, document).or_refuse()
    _remember(document, by=by, action="original.opened", purpose=purpose)
    return originals.unseal(document.desk_id, document.original_sha256)


@transaction.atomic(durable=True)
def release_copy(document_id: UUID, *, by: User, purpose: str) -> Released:
    """Return the words as they may leave the newsroom; that they leave goes on record.

    What may mark whose copy it was is taken out; the record keeps it. Raises NotFound,
    NotAllowed, Invalid (no purpose).
    """
    document = _seen(document_id, by)
    policy.can_release_copy(by, document).or_refuse()
    _remember(document, by=by, action="copy.released", purpose=purpose)
    return releasable(document.text.content)


@transaction.atomic
def withdraw(document_id: UUID, *, by: User, version: int, reason: str) -> Document:
    """Stop relying on a document; what rests on it is to be looked at again."""
    document = Document.objects.visible_to(by).lock(document_id)
    policy.can_withdraw_document(by, document).or_refuse()
    document.expect(version)
    if not reason.strip():
        raise Invalid("Withdrawing a document needs a reason.", field="reason")
    guard({"reason": reason})
    if document.withdrawn_at is not None:
        raise Conflict("This document is withdrawn already.")
    with acting(by=by, action="document.withdrawn", reason=reason):
        document.change(withdrawn_at=timezone.now())
    announce(document_withdrawn, document_id=document.pk)
    return document


def _seen(document_id: UUID, by: User) -> Document:
    seen = Document.objects.visible_to(by).select_related("holder", "text")
    document = seen.filter(pk=document_id).first()
    if document is None:
        raise NotFound("There is no such document.")
    return document


def _remember(document: Document, *, by: User, action: str, purpose: str) -> None:
    if not purpose.strip():
        raise Invalid("Say what you need it for.", field="purpose")
    note(
        by=by,
        action=action,
        table=Document._meta.db_table,  # noqa: SLF001 (Django's public way to ask)
        row=document.pk,
        desk=document.desk_id,
        reason=purpose.strip(),
    )


def file_name(document: Document) -> str:
    """Return what the original is called when it is fetched: its kind, no more."""
    return f"original.{sandbox.ending_for(document.media_type)}"


def desk_for(by: User, desk_id: UUID) -> Desk:
    """Return the desk, if this person may add documents to it."""
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    policy.can_hold_documents(by, desk).or_refuse()
    return desk


def check(title: str, provenance: str) -> None:
    """Raise Invalid or Identifying for what a document cannot be held with."""
    for field, value in (("title", title), ("provenance", provenance)):
        if not value.strip():
            raise Invalid(f"A document needs a {field}.", field=field)
    guard({"title": title, "provenance": provenance})


def holder_for(by: User, desk: Desk, holder_id: UUID | None) -> Source | None:
    return queries.source_for(by, desk.pk, holder_id) if holder_id else None
