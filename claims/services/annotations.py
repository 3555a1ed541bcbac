"""Notes on a place in an article or document, and the threads under them."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims import policy, webannotation
from claims.models import Annotation, Notice, Visibility
from claims.services import notices
from claims.services.claims import revision_of
from claims.services.words import words
from sources.models import Document
from tracker.audit import acting
from tracker.errors import Conflict, Invalid, NotFound
from tracker.models import Article, Span, User
from tracker.policy import can_view
from tracker.services import spans

Range = tuple[int, int]
MOST_BODY: Final = 10_000
MOST_LABEL: Final = 40


@transaction.atomic
def annotate(
    article_id: UUID,
    *,
    body: str,
    by: User,
    span: Range | None = None,
    label: str = "",
    visibility: Visibility = Visibility.DESK,
    revision_id: UUID | None = None,
    mentions: Iterable[UUID] = (),
) -> Annotation:
    """Write a note on a place in an article, or without a span on the article.

    Who is mentioned is told, if they may read the note.
    """
    article = Article.objects.visible_to(by).filter(pk=article_id).first()
    if article is None:
        raise NotFound("There is no such article.")
    policy.can_annotate(by, article).or_refuse()
    with acting(by=by, action="annotation.written"):
        place: Span | None = None
        if span is not None:
            revision = revision_of(article.desk_id, article.pk, revision_id)
            place = spans.mark(revision.text, *span)
        return _write(
            by,
            body,
            mentions,
            label=_label(label),
            visibility=Visibility(visibility),
            article=article,
            desk=article.desk,
            span=place,
        )


@transaction.atomic
def annotate_document(
    document_id: UUID,
    *,
    body: str,
    by: User,
    span: Range | None = None,
    label: str = "",
    visibility: Visibility = Visibility.DESK,
    mentions: Iterable[UUID] = (),
) -> Annotation:
    """Write a note on a place in a document, or without a span on the document."""
    documents = Document.objects.visible_to(by).select_related("text", "desk")
    document = documents.filter(pk=document_id).first()
    if document is None:
        raise NotFound("There is no such document.")
    policy.can_annotate(by, document).or_refuse()
    with acting(by=by, action="annotation.written"):
        place = None if span is None else spans.mark(document.text, *span)
        return _write(
            by,
            body,
            mentions,
            label=_label(label),
            visibility=Visibility(visibility),
            document=document,
            desk=document.desk,
            span=place,
        )


@transaction.atomic
def take_in(
    article_id: UUID | None = None,
    *,
    data: object,
    by: User,
    document_id: UUID | None = None,
) -> Annotation:
    """Write the note that a W3C Web Annotation (JSON-LD) says, on one text.

    Its place is looked for in the article's current revision or in the document.
    Raises Invalid, naming the member, when it cannot be read, or its words do not
    stand there once.
    """
    note = webannotation.from_jsonld(data)
    about, content = _text_to_annotate(article_id, document_id, by)
    span = None if note.place is None else webannotation.find(note.place, content)
    if article_id is not None:
        return annotate(article_id, body=note.body, label=note.label, span=span, by=by)
    return annotate_document(about, body=note.body, label=note.label, span=span, by=by)


def _text_to_annotate(
    article_id: UUID | None, document_id: UUID | None, by: User
) -> tuple[UUID, str]:
    """Return the id and the words of what is meant. Raises Invalid or NotFound."""
    if article_id is not None and document_id is None:
        article = Article.objects.visible_to(by).filter(pk=article_id).first()
        if article is None:
            raise NotFound("There is no such article.")
        return article.pk, article.current.text.content
    if document_id is None or article_id is not None:
        raise Invalid("Give either article or document.", field="article")
    documents = Document.objects.visible_to(by).select_related("text")
    document = documents.filter(pk=document_id).first()
    if document is None:
        raise NotFound("There is no such document.")
    return document.pk, document.text.content


@transaction.atomic
def reply(
    annotation_id: UUID, *, body: str, by: User, mentions: Iterable[UUID] = ()
) -> Annotation:
    """Answer a note. A thread is seen by whoever may see its first note."""
    note = locked(annotation_id, by)
    policy.can_annotate(by, note).or_refuse()
    first = note if note.parent_id is None else locked(note.parent_id, by)
    with acting(by=by, action="annotation.answered"):
        answer = _write(
            by,
            body,
            mentions,
            visibility=first.visibility,
            article_id=first.article_id,
            document_id=first.document_id,
            desk_id=first.desk_id,
            parent=first,
        )
    notices.tell(
        [first.entered_by],
        Notice.ANSWERED,
        desk_id=first.desk_id,
        but=by,
        annotation=answer,
    )
    return answer


@transaction.atomic
def edit(
    annotation_id: UUID, *, body: str, by: User, version: int, label: str | None = None
) -> Annotation:
    """Change one's own note; the old words stay in the audit trail."""
    note = locked(annotation_id, by)
    policy.can_edit_note(by, note).or_refuse()
    note.expect(version)
    _expect_standing(note)
    changed = {"body": words(body, field="body", most=MOST_BODY)}
    if label is not None:
        changed["label"] = _label(label)
    with acting(by=by, action="annotation.edited"):
        note.change(**changed)
    return note


@transaction.atomic
def withdraw(annotation_id: UUID, *, by: User, version: int) -> Annotation:
    """Take one's own note back. Its words are shown no more; answers stay."""
    note = locked(annotation_id, by)
    policy.can_edit_note(by, note).or_refuse()
    note.expect(version)
    _expect_standing(note)
    with acting(by=by, action="annotation.withdrawn"):
        note.change(withdrawn_at=timezone.now())
    return note


@transaction.atomic
def resolve(annotation_id: UUID, *, by: User, version: int) -> Annotation:
    """Close the thread. Raises Conflict when it is closed, or the note is a reply."""
    note = _thread(annotation_id, by, version)
    if note.resolved_at is not None:
        raise Conflict("This thread is resolved already.")
    with acting(by=by, action="annotation.resolved"):
        note.change(resolved_at=timezone.now())
    return note


@transaction.atomic
def reopen(annotation_id: UUID, *, by: User, version: int) -> Annotation:
    """Open the thread again."""
    note = _thread(annotation_id, by, version)
    if note.resolved_at is None:
        raise Conflict("This thread is open.")
    with acting(by=by, action="annotation.reopened"):
        note.change(resolved_at=None)
    return note


def locked(annotation_id: UUID, by: User) -> Annotation:
    """Return the note, locked. Raises NotFound unless the user may read it."""
    note = Annotation.objects.lock(annotation_id)
    if not can_view(by, note) or not policy.can_read_note(by, note):
        raise NotFound("There is no such record.")
    return note


def _expect_standing(note: Annotation) -> None:
    if note.withdrawn_at is not None:
        raise Conflict("This note has been taken back.")


def _thread(annotation_id: UUID, by: User, version: int) -> Annotation:
    note = locked(annotation_id, by)
    policy.can_resolve(by, note).or_refuse()
    note.expect(version)
    if note.parent_id is not None:
        raise Conflict("Only the first note of a thread is resolved or reopened.")
    return note


def _write(by: User, body: str, mentions: Iterable[UUID], **what: object) -> Annotation:
    """Keep the note, and tell who is mentioned and may read it."""
    text = words(body, field="body", most=MOST_BODY)
    note = Annotation(entered_by=by, body=text, **what)
    named = User.objects.filter(pk__in=list(mentions), is_active=True).order_by("pk")
    readers = [user for user in named if policy.can_read_note(user, note)]
    note.mentions = [user.pk for user in readers]
    note.save(force_insert=True)
    notices.tell(
        readers, Notice.MENTIONED, desk_id=note.desk_id, but=by, annotation=note
    )
    return note


def _label(label: str) -> str:
    return words(label, field="label", most=MOST_LABEL, required=False)
