"""What a valid source, agreement, document and quote look like."""

from datetime import date
from typing import Any

import factory

from sources.models import (
    DEFAULT_FLOOR,
    Acceptance,
    Agreement,
    AnonymousFrom,
    Channel,
    Confidant,
    Contact,
    Descriptor,
    Document,
    GroundRules,
    JigsawFloor,
    LegalHold,
    Link,
    LinkKind,
    Merge,
    Mismatch,
    Quote,
    QuotePiece,
    QuoteType,
    Source,
    SourceStatus,
    SpeakerKind,
    Stance,
    Upload,
    UploadState,
)
from tests.factories.base import RecordFactory
from tests.factories.tracker import (
    ArticleFactory,
    DeskFactory,
    SpanFactory,
    TextFactory,
    member,
)
from tracker.models import Role


class SourceFactory(RecordFactory[Source]):
    """A source with a handler of the desk; `handler=…` names another."""

    class Meta:
        model = Source

    desk = factory.SubFactory(DeskFactory)
    handler = factory.LazyAttribute(lambda o: member(o.desk, Role.REPORTER))
    entered_by = factory.SelfAttribute("handler")
    codename = factory.Sequence(lambda n: f"COPPER KETTLE {n}")


class ConfidantFactory(RecordFactory[Confidant]):
    class Meta:
        model = Confidant

    source = factory.SubFactory(SourceFactory)
    desk = factory.SelfAttribute("source.desk")
    user = factory.LazyAttribute(lambda o: member(o.desk, Role.FACT_CHECKER))
    entered_by = factory.SelfAttribute("source.handler")


class DescriptorFactory(RecordFactory[Descriptor]):
    class Meta:
        model = Descriptor

    source = factory.SubFactory(SourceFactory)
    desk = factory.SelfAttribute("source.desk")
    wording = "a source in the north"
    stance = Stance.AGREED


class AgreementFactory(RecordFactory[Agreement]):
    """Terms as entered by the handler, not yet approved."""

    class Meta:
        model = Agreement

    source = factory.SubFactory(SourceFactory)
    desk = factory.SelfAttribute("source.desk")
    entered_by = factory.SelfAttribute("source.handler")
    ground_rules = GroundRules.BACKGROUND
    anonymous_from = AnonymousFrom.PUBLIC
    reason = "Would lose the post that feeds the family."


class LinkFactory(RecordFactory[Link]):
    class Meta:
        model = Link

    source = factory.SubFactory(SourceFactory)
    desk = factory.SelfAttribute("source.desk")
    other = factory.SubFactory(SourceFactory, desk=factory.SelfAttribute("..desk"))
    entered_by = factory.SelfAttribute("source.handler")
    kind = LinkKind.SAME_OFFICE
    rationale = "Both named the same superior."


class LegalHoldFactory(RecordFactory[LegalHold]):
    """A hold that the handler placed and nobody has confirmed."""

    class Meta:
        model = LegalHold

    source = factory.SubFactory(SourceFactory)
    desk = factory.SelfAttribute("source.desk")
    entered_by = factory.SelfAttribute("source.handler")
    reason = "The court in the capital has asked."


class AcceptanceFactory(RecordFactory[Acceptance]):
    """An exception to a finding; whether the checks still find it is not asked."""

    class Meta:
        model = Acceptance

    article = factory.SubFactory(ArticleFactory)
    desk = factory.SelfAttribute("article.desk")
    entered_by = factory.SelfAttribute("article.entered_by")
    rule = "contact"
    fingerprint = "0" * 64
    reason = "The day is false."


class MismatchFactory(RecordFactory[Mismatch]):
    class Meta:
        model = Mismatch

    article = factory.SubFactory(ArticleFactory)
    desk = factory.SelfAttribute("article.desk")
    source = factory.SubFactory(SourceFactory, desk=factory.SelfAttribute("..desk"))
    entered_by = factory.SelfAttribute("source.handler")
    wording = "a local source"


class MergeFactory(RecordFactory[Merge]):
    """The row of a merge; the sources are changed by whoever makes it."""

    class Meta:
        model = Merge

    source = factory.SubFactory(SourceFactory)
    into = factory.SubFactory(SourceFactory, desk=factory.SelfAttribute("..desk"))
    desk = factory.SelfAttribute("source.desk")
    entered_by = factory.SelfAttribute("source.handler")
    status_before = SourceStatus.ACTIVE


class FloorFactory(RecordFactory[JigsawFloor]):
    """The desk's floor, as it is by default."""

    class Meta:
        model = JigsawFloor

    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.KEEPER))
    band = DEFAULT_FLOOR
    reason = "As our counsel advised."


class ContactFactory(RecordFactory[Contact]):
    class Meta:
        model = Contact

    source = factory.SubFactory(SourceFactory)
    desk = factory.SelfAttribute("source.desk")
    entered_by = factory.SelfAttribute("source.handler")
    week = date(2026, 3, 2)
    channel = Channel.CALL


class DocumentFactory(RecordFactory[Document]):
    """A document; `content="…"` sets its words."""

    class Meta:
        model = Document
        exclude = ("content",)

    content = "All bridges shall be closed until further notice unless stated."
    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.REPORTER))
    title = "Notice of closure"
    provenance = "Photographed on the notice board."
    text = factory.SubFactory(
        TextFactory,
        desk=factory.SelfAttribute("..desk"),
        content=factory.SelfAttribute("..content"),
    )


class UploadFactory(RecordFactory[Upload]):
    """A file that could not be read, so that every way on is open."""

    class Meta:
        model = Upload

    desk = factory.SubFactory(DeskFactory)
    entered_by = factory.LazyAttribute(lambda o: member(o.desk, Role.REPORTER))
    title = "Order of the day"
    provenance = "Photographed on the notice board."
    ending = "txt"
    media_type = "text/plain"
    original_sha256 = "0" * 64
    original_size = 9
    state = UploadState.FAILED
    failure = "This file cannot be read."


class QuoteFactory(RecordFactory[Quote]):
    """A quote with one piece, where its article's first ten characters stand."""

    class Meta:
        model = Quote
        skip_postgeneration_save = True

    desk = factory.SubFactory(DeskFactory)
    article = factory.SubFactory(ArticleFactory, desk=factory.SelfAttribute("..desk"))
    entered_by = factory.SelfAttribute("article.entered_by")
    type = QuoteType.DIRECT
    speaker_kind = SpeakerKind.ANONYMOUS_PERSON
    attribution = "a local source"

    @factory.post_generation
    def place(
        self: Quote,
        create: bool,  # noqa: FBT001 (factory_boy's own signature)
        at: tuple[int, int] | None,
        **_: Any,
    ) -> None:
        if create:
            start, end = at or (0, 10)
            text = self.article.current.text
            QuotePieceFactory(
                quote=self, span=SpanFactory(text=text, start=start, end=end)
            )


class QuotePieceFactory(RecordFactory[QuotePiece]):
    class Meta:
        model = QuotePiece

    quote = factory.SubFactory(QuoteFactory)
    desk = factory.SelfAttribute("quote.desk")
    span = factory.SubFactory(SpanFactory)
    position = 1
