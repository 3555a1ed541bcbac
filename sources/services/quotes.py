"""Recording quotes, and saying whose words they are."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from sources import fidelity, policy, queries
from sources.freetext import guard
from sources.models import (
    Agreement,
    Basis,
    Document,
    FidelityCheck,
    Quote,
    QuotePiece,
    QuoteType,
    RecordKind,
    Source,
    SpeakerKind,
    Translation,
)
from sources.models.quote import OF_THE_SPEAKER
from sources.signals import quote_changed
from sources.workflow import QuoteStatus
from tracker.audit import acting
from tracker.engine.fidelity import compare
from tracker.engine.pipeline import VERSION
from tracker.errors import Conflict, Invalid, NotFound
from tracker.models import Article, Revision, Span, User
from tracker.services.spans import Range, mark
from tracker.signals import announce

OF_THE_VOICE: Final = frozenset({"original_text", "original_language"})


@transaction.atomic
def record(
    article_id: UUID,
    *,
    pieces: Sequence[Range],
    type: QuoteType,  # noqa: A002 (the field's own word)
    by: User,
    revision_id: UUID | None = None,
    cue: Range | None = None,
    mention: Range | None = None,
    speaker_kind: SpeakerKind = SpeakerKind.UNKNOWN,
    attribution: str = "",
    source_id: UUID | None = None,
    document_id: UUID | None = None,
    agreement_id: UUID | None = None,
    basis: Basis = Basis.UNKNOWN,
    hops: int = 0,
    record_kind: RecordKind = RecordKind.NONE,
    original_text: str = "",
    original_language: str = "",
    translation: Translation | None = None,
) -> Quote:
    """Put a quote on record, its pieces marked in a revision (the newest by default).

    Without `agreement_id`, the source's newest terms are those it was given under.
    Raises NotFound, NotAllowed, Invalid (ranges, hops, terms, two origins).
    """
    article = Article.objects.visible_to(by).lock(article_id)
    policy.can_record_quotes(by, article).or_refuse()
    _check_basis(basis, hops)
    revision = _revision(article, revision_id)
    source, document = _origin(article.desk_id, by, source_id, document_id)
    agreement = _terms(source, agreement_id)
    in_order = _in_order(pieces)
    with acting(by=by, action="quote.recorded"):
        quote = Quote.objects.create(
            desk_id=article.desk_id,
            entered_by=by,
            article=article,
            type=type,
            speaker_kind=speaker_kind,
            attribution=attribution.strip(),
            cue=cue and mark(revision.text, *cue),
            mention=mention and mark(revision.text, *mention),
            basis=basis,
            hops=hops,
            record_kind=record_kind,
            original_text=original_text,
            original_language=original_language,
            translation=translation or "",
            source=source,
            document=document,
            agreement=agreement,
        )
        _add_pieces(quote, [mark(revision.text, *piece) for piece in in_order])
    announce(quote_changed, quote_id=quote.pk)
    return quote


@transaction.atomic
def tie(
    quote_id: UUID,
    *,
    by: User,
    version: int,
    source_id: UUID | None = None,
    document_id: UUID | None = None,
    agreement_id: UUID | None = None,
    reason: str = "",
) -> Quote:
    """Say whose words these are: one source's, or one document's.

    Raises NotFound for a source that this person may not see.
    """
    quote = _locked(quote_id, by)
    policy.can_untie(by, quote).or_refuse()
    quote.expect(version)
    if (source_id is None) == (document_id is None):
        raise Invalid("A quote is of one source or of one document.", field="source")
    guard({"reason": reason})
    source, document = _origin(quote.desk_id, by, source_id, document_id)
    agreement = _terms(source, agreement_id)
    with acting(by=by, action="quote.tied", reason=reason):
        quote.change(source=source, document=document, agreement=agreement)
    announce(quote_changed, quote_id=quote.pk)
    return quote


@transaction.atomic
def untie(quote_id: UUID, *, by: User, version: int, reason: str) -> Quote:
    """Take back whose words these are."""
    quote = _locked(quote_id, by)
    policy.can_untie(by, quote).or_refuse()
    quote.expect(version)
    if not reason.strip():
        raise Invalid("Taking a source off a quote needs a reason.", field="reason")
    guard({"reason": reason})
    with acting(by=by, action="quote.untied", reason=reason):
        quote.change(source=None, document=None, agreement=None)
    announce(quote_changed, quote_id=quote.pk)
    return quote


@transaction.atomic
def amend(
    quote_id: UUID,
    *,
    by: User,
    version: int,
    basis: Basis | None = None,
    hops: int | None = None,
    record_kind: RecordKind | None = None,
    attribution: str | None = None,
    speaker_kind: SpeakerKind | None = None,
    original_text: str | None = None,
    original_language: str | None = None,
    translation: Translation | Literal[""] | None = None,
    agreement_id: UUID | None = None,
) -> Quote:
    """Change what is known about a quote; what is not named stays as it is."""
    quote = _locked(quote_id, by)
    policy.can_edit_quote(by, quote).or_refuse()
    quote.expect(version)
    changes: dict[str, object] = {
        name: value
        for name, value in {
            "basis": basis,
            "hops": hops,
            "record_kind": record_kind,
            "attribution": attribution,
            "speaker_kind": speaker_kind,
            "original_text": original_text,
            "original_language": original_language,
            "translation": translation,
        }.items()
        if value is not None
    }
    _check_basis(Basis(basis or quote.basis), quote.hops if hops is None else hops)
    if quote.status == QuoteStatus.CONFIRMED and record_kind == RecordKind.NONE:
        raise Conflict("A confirmed quote has a record; reopen the quote first.")
    changes = {n: v for n, v in changes.items() if v != getattr(quote, n)}
    if changes.keys() & OF_THE_VOICE:
        # Words in the speaker's own language are part of the speaker's file.
        policy.can_untie(by, quote).or_refuse()
    if agreement_id is not None:
        policy.can_untie(by, quote).or_refuse()
        changes["agreement"] = _terms(quote.source, agreement_id)
    with acting(by=by, action="quote.amended"):
        quote.change(**changes)
    announce(quote_changed, quote_id=quote.pk)
    return quote


@transaction.atomic
def add_piece(quote_id: UUID, *, piece: Range, by: User, version: int) -> Quote:
    """Take in another stretch of the same words, in the text that the others are in.

    What was compared before was another wording: the verdict on it no longer stands.
    Raises Invalid when it overlaps, Conflict for a quote that is confirmed.
    """
    quote = _locked(quote_id, by)
    policy.can_edit_quote(by, quote).or_refuse()
    quote.expect(version)
    if quote.status == QuoteStatus.CONFIRMED:
        raise Conflict("A confirmed quote keeps its words; reopen the quote first.")
    pieces = list(quote.pieces.select_related("span__text"))
    text = pieces[0].span.text
    _in_order([piece, *((p.span.start, p.span.end) for p in pieces)])
    later = [p for p in pieces if p.span.text_id == text.pk and p.span.start > piece[0]]
    with acting(by=by, action="quote.pieced"):
        # From the end on, since no two pieces may have one position for a moment.
        for moved in reversed(later):
            moved.position += 1
            moved.save(update_fields=["position"])
        QuotePiece.objects.create(
            desk_id=quote.desk_id,
            quote=quote,
            span=mark(text, *piece),
            position=len(pieces) - len(later) + 1,
        )
        quote.change(fidelity="")
    announce(quote_changed, quote_id=quote.pk)
    return quote


def set_status(quote: Quote, status: QuoteStatus) -> Quote:
    """Write a status that was decided; inside the decider's lock and `acting`.

    Whoever decides (`claims.services.verification.move_quote`) has asked policy and
    the workflow table, and writes the decision beside it. Raises Conflict for a quote
    that would be confirmed without a record.
    """
    if status == QuoteStatus.CONFIRMED and quote.record_kind == RecordKind.NONE:
        raise Conflict("A quote is confirmed only against a record of the words.")
    quote.change(status=status)
    announce(quote_changed, quote_id=quote.pk)
    return quote


@transaction.atomic
def check_fidelity(
    quote_id: UUID,
    *,
    by: User,
    document_id: UUID | None = None,
    record_text: str | None = None,
    record_kind: RecordKind = RecordKind.NOTES,
) -> FidelityCheck:
    """Hold a quote against a document, or against a transcript or notes handed in.

    What is handed in is compared and not kept, but for the place that was quoted. The
    verdict is a finding, not a decision: a person moves the quote's status. Raises
    Invalid for an indirect quote, which has no words to compare.
    """
    quote = _locked(quote_id, by)
    policy.can_check(by, quote).or_refuse()
    if (document_id is None) == (record_text is None):
        raise Invalid("Name a document, or hand in the record's text.", field="record")
    if quote.type == QuoteType.INDIRECT:
        raise Invalid("An indirect quote has no words to compare.", field="quote")
    document = document_id and queries.document_for(by, quote.desk_id, document_id)
    if document:
        record, kind = document.text.content, RecordKind.DOCUMENT
    else:
        policy.can_check_notes(by, quote).or_refuse()
        if record_kind not in OF_THE_SPEAKER:
            raise Invalid(
                "What is handed in is a recording, or notes.", field="record_kind"
            )
        record, kind = record_text or "", record_kind
    wording = fidelity.spoken(quote)
    verdict = compare(wording, record)
    with acting(by=by, action="quote.checked"):
        check = FidelityCheck.objects.create(
            desk_id=quote.desk_id,
            entered_by=by,
            quote=quote,
            document=document or None,
            record_kind=kind,
            record_sha256=hashlib.sha256(record.encode()).hexdigest(),
            wording=fidelity.SEPARATOR.join(wording),
            excerpt=fidelity.excerpt(record, verdict),
            verdict=verdict.kind.value,
            engine=VERSION,
        )
        quote.change(
            fidelity=verdict.kind.value,
            record_kind=kind
            if quote.record_kind == RecordKind.NONE
            else quote.record_kind,
        )
    announce(quote_changed, quote_id=quote.pk)
    return check


def _locked(quote_id: UUID, by: User) -> Quote:
    return (
        Quote.objects.visible_to(by)
        .select_related("article", "source", "document__text")
        .lock(quote_id)
    )


def _revision(article: Article, revision_id: UUID | None) -> Revision:
    if revision_id is None:
        return article.current
    found = article.revisions.select_related("text").filter(pk=revision_id).first()
    if found is None:
        raise NotFound("The article has no such revision.")
    return found


def _origin(
    desk_id: UUID, by: User, source_id: UUID | None, document_id: UUID | None
) -> tuple[Source | None, Document | None]:
    """Return the source or the document, if this person may know of it."""
    if source_id is not None and document_id is not None:
        raise Invalid("A quote is of one source or of one document.", field="source")
    source = queries.source_for(by, desk_id, source_id) if source_id else None
    if source is not None and source.merged_into_id is not None:
        raise Conflict("This source was merged into another; tie to that one.")
    return (
        source,
        queries.document_for(by, desk_id, document_id) if document_id else None,
    )


def _terms(source: Source | None, agreement_id: UUID | None) -> Agreement | None:
    """Return the terms a quote was given under: those named, or the newest."""
    if source is None:
        if agreement_id is not None:
            raise Invalid("Terms are a source's; this is nobody's.", field="agreement")
        return None
    if agreement_id is None:
        return source.agreements.newest_first().first()
    found = source.agreements.filter(pk=agreement_id).first()
    if found is None:
        raise NotFound("The source has no such agreement.")
    return found


def _check_basis(basis: Basis, hops: int) -> None:
    if (basis == Basis.TOLD_BY) != (hops > 0):
        raise Invalid(
            "Hops count the people between speaker and event: at least 1 for who was "
            "told, 0 otherwise.",
            field="hops",
        )


def _in_order(pieces: Sequence[Range]) -> list[Range]:
    """Return the pieces as they stand in the text. Raises Invalid if two overlap."""
    ordered = sorted(pieces)
    if not ordered:
        raise Invalid("A quote has at least one piece.", field="pieces")
    for (_, end), (start, _) in pairwise(ordered):
        if start < end:
            raise Invalid("Two pieces of the quote overlap.", field="pieces")
    return ordered


def _add_pieces(quote: Quote, spans: list[Span]) -> None:
    QuotePiece.objects.bulk_create(
        QuotePiece(desk_id=quote.desk_id, quote=quote, span=span, position=position)
        for position, span in enumerate(spans, start=1)
    )
