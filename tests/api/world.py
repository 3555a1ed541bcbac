"""One desk with one of everything, entered by one reporter: the matrix asks of it."""

from dataclasses import dataclass
from typing import Any

from claims.models import (
    Annotation,
    ExtractionRun,
    Notice,
    Notification,
    SuggestedSpeaker,
    Suggestion,
)
from claims.services import extraction
from sources import originals
from sources.models import SourceStatus
from tests.factories.claims import (
    AnnotationFactory,
    AssignmentFactory,
    ClaimFactory,
    CrossCheckFactory,
    EvidenceFactory,
    ExemptionFactory,
    OccurrenceFactory,
    SignOffFactory,
    StandardsVersionFactory,
)
from tests.factories.sources import (
    AcceptanceFactory,
    AgreementFactory,
    ConfidantFactory,
    DescriptorFactory,
    DocumentFactory,
    FloorFactory,
    LegalHoldFactory,
    LinkFactory,
    MergeFactory,
    MismatchFactory,
    QuoteFactory,
    SourceFactory,
    UploadFactory,
)
from tests.factories.tracker import (
    ArticleFactory,
    DeskFactory,
    ExportFactory,
    SpanFactory,
    TextFactory,
    member,
)
from tracker.models import Article, Desk, Role, Text, User

WORDS = (
    "“The bridge is closed,” said a local source in the port. "
    "The bridge was built in 1990 by the city. "
    "Nine ferries were sold on Monday, the source added."
)
_AT = WORDS.index("a local source")
SPEAKER = {"start": _AT, "end": _AT + len("a local source")}


@dataclass(frozen=True)
class World:
    """Everything of it is version 1."""

    desk: Desk
    author: User
    article: Article
    source: Any
    other_source: Any
    third_source: Any
    agreement: Any
    descriptor: Any
    link: Any
    confidant: Any
    hold: Any
    hold_to_lift: Any
    merge: Any
    exception: Any
    mismatch: Any
    floor: Any
    document: Any
    sealed: Any
    upload: Any
    quote: Any
    tied_quote: Any
    claim: Any
    other_claim: Any
    occurrence: Any
    evidence: Any
    crosscheck: Any
    annotation: Annotation
    notice: Notification
    standards: Any
    assignment: Any
    exemption: Any
    sign_off: Any
    run: ExtractionRun
    speaker: SuggestedSpeaker
    suggestion: Suggestion
    spare: Text
    export: Any
    waiting_export: Any


def sealed(**own: Any) -> Any:
    """A document with an original."""
    original = b"All ferries are sold."
    return DocumentFactory(
        **own,
        content=original.decode(),
        media_type="text/plain",
        original_sha256=originals.seal(own["desk"].pk, original),
        original_size=len(original),
    )


def build() -> World:
    desk = DeskFactory()
    author = member(desk, Role.REPORTER)
    own = {"desk": desk, "entered_by": author}
    article = ArticleFactory(**own, text=WORDS)
    source = SourceFactory(desk=desk, handler=author)
    other_source = SourceFactory(desk=desk, handler=author)
    gone = SourceFactory(
        desk=desk, handler=author, status=SourceStatus.MERGED, merged_into=source
    )
    claim = ClaimFactory(**own)
    run = extraction.request(article.current.pk, by=author)
    extraction.run(run.pk)
    return World(
        desk=desk,
        author=author,
        article=article,
        source=source,
        other_source=other_source,
        third_source=SourceFactory(desk=desk, handler=author),
        agreement=AgreementFactory(source=source),
        descriptor=DescriptorFactory(source=source),
        link=LinkFactory(source=source, other=other_source),
        confidant=ConfidantFactory(source=source),
        hold=LegalHoldFactory(source=source),
        hold_to_lift=LegalHoldFactory(source=other_source, lift_asked_by=author),
        merge=MergeFactory(source=gone, into=source),
        exception=AcceptanceFactory(article=article),
        mismatch=MismatchFactory(article=article, source=source),
        floor=FloorFactory(desk=desk),
        document=DocumentFactory(**own),
        sealed=sealed(**own),
        upload=UploadFactory(**own),
        quote=QuoteFactory(desk=desk, article=article),
        tied_quote=QuoteFactory(
            desk=desk,
            article=article,
            source=source,
            mention=SpanFactory(text=article.current.text, **SPEAKER),
        ),
        claim=claim,
        other_claim=ClaimFactory(**own),
        occurrence=OccurrenceFactory(
            claim=claim,
            article=article,
            span=SpanFactory(text=article.current.text, start=60, end=70),
        ),
        evidence=EvidenceFactory(claim=claim, entered_by=author),
        crosscheck=CrossCheckFactory(
            claim=claim, other=ClaimFactory(**own), entered_by=author
        ),
        annotation=AnnotationFactory(desk=desk, article=article, entered_by=author),
        standards=StandardsVersionFactory(desk=desk),
        assignment=AssignmentFactory(claim=claim),
        notice=Notification.objects.create(
            desk=desk, user=author, kind=Notice.ASSIGNED, claim=claim
        ),
        exemption=ExemptionFactory(claim=claim),
        sign_off=SignOffFactory(revision=article.current),
        run=run,
        speaker=run.speakers.order_by("key")[0],
        suggestion=run.suggestions.filter(kind="claim").order_by("start")[0],
        spare=TextFactory(desk=desk),
        export=ExportFactory(desk=desk),
        waiting_export=ExportFactory(
            desk=desk, profile="reviewer", state="waiting", needs_release=True
        ),
    )
