"""Evidence documents: what the desk holds, and when it stops relying on it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sources import policy, queries
from sources.freetext import guard
from sources.models import Document
from sources.signals import document_withdrawn
from tracker.audit import acting
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
    confirmed: str = "",
) -> Document:
    """Put a document on record with its words and how the desk came by it.

    `confirmed` is why a provenance that seems to identify somebody is kept.

    Raises NotFound, NotAllowed, Invalid (no title, no provenance, unstorable text).
    """
    desk = Desk.objects.visible_to(by).filter(pk=desk_id).first()
    if desk is None:
        raise NotFound("There is no such desk.")
    policy.can_hold_documents(by, desk).or_refuse()
    for field, value in (("title", title), ("provenance", provenance)):
        if not value.strip():
            raise Invalid(f"A document needs a {field}.", field=field)
    holder = holder_id and queries.source_for(by, desk.pk, holder_id)
    guard({"provenance": provenance}, confirmed=confirmed)
    with acting(by=by, action="document.held", reason=confirmed):
        return Document.objects.create(
            desk=desk,
            entered_by=by,
            title=title.strip(),
            provenance=provenance.strip(),
            primary=primary,
            published=published,
            holder=holder or None,
            text=store(desk, content),
        )


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
