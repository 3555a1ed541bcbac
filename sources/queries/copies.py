"""Articles as the checks read them: whose words stand where in the newest revision."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sources.models import (
    Quote,
    QuoteType,
    Source,
    SourceKind,
    SpeakerKind,
    Stance,
)
from sources.queries.lookup import ForTheRule, Reader, known_sources
from sources.reading import Voice
from tracker.engine.spans import Span
from tracker.models import Article, Placement, Revision
from tracker.models import Span as MarkedSpan

UNNAMED = frozenset({SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP})


@dataclass(slots=True)
class Voiced:
    """One article's newest text with its unnamed voices and all that is said in it.

    `sources` are those behind the voices that the reader may see, by the voice's key;
    `own` are a voice's direct words.
    """

    article: Article
    text: str
    voices: list[Voice] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    own: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    quoted: list[Span] = field(default_factory=list)
    reported: list[Span] = field(default_factory=list)

    def voice(self, key: str) -> Voice | None:
        return next((voice for voice in self.voices if voice.key == key), None)


def copies(
    user: Reader,
    article_ids: Collection[UUID] | QuerySet[Any],
    *,
    with_wordings: bool = True,
) -> list[Voiced]:
    """Return the articles with their voices, as far as this person may know them.

    A source that the reader may not see is a voice of its own in each quote: that two
    quotes are one person's is itself part of that person's file. Six queries for any
    number of articles, one less without the wordings agreed and forbidden.
    """
    rows = Article.objects.filter(pk__in=article_ids)
    seen_articles = rows if isinstance(user, ForTheRule) else rows.visible_to(user)
    newest = (
        Revision.objects.filter(article__in=seen_articles)
        .order_by("article", "-number")
        .distinct("article")
        .select_related("text", "article")
    )
    texts = {revision.article_id: revision.text for revision in newest}
    articles = {revision.article_id: revision.article for revision in newest}
    quotes = (
        Quote.objects.filter(article__in=articles)
        .select_related("mention")
        .with_place()
        .order_by("article", "created_at", "pk")
    )
    by_article: defaultdict[UUID, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_article[quote.article_id].append(quote)
    seen = known_sources(user, {q.source_id for q in quotes if q.source_id is not None})
    wordings = _wordings(seen.values()) if with_wordings else {}
    places = _Places(quotes, [text.pk for text in texts.values()])
    return [
        _voiced(
            Voiced(article, texts[article.pk].content),
            by_article[article.pk],
            seen=seen,
            wordings=wordings,
            places=places.of(texts[article.pk].pk),
        )
        for article in articles.values()
    ]


Placing = dict[UUID, Span]
Wordings = dict[UUID, dict[str, tuple[str, ...]]]


class _Places:
    """Where every marked span stands in each of the newest texts."""

    def __init__(self, quotes: Iterable[Quote], texts: list[UUID]) -> None:
        self.spans: list[MarkedSpan] = []
        for quote in quotes:
            self.spans += [piece.span for piece in quote.pieces.all()]
            self.spans += [quote.mention] if quote.mention else []
        self.carried: defaultdict[UUID, Placing] = defaultdict(dict)
        placements = Placement.objects.filter(
            span__in={span.pk for span in self.spans},
            text__in=texts,
            start__isnull=False,
            end__isnull=False,
        )
        for text_id, span_id, start, end in placements.values_list(
            "text_id", "span_id", "start", "end"
        ):
            if start is not None and end is not None:
                self.carried[text_id][span_id] = Span(start, end)

    def of(self, text_id: UUID) -> Placing:
        first = {s.pk: Span(s.start, s.end) for s in self.spans if s.text_id == text_id}
        return first | self.carried[text_id]


def _wordings(sources: Iterable[Source]) -> Wordings:
    found: Wordings = {
        source.pk: {Stance.AGREED: (), Stance.FORBIDDEN: ()} for source in sources
    }
    rows = (
        Source.objects.filter(
            pk__in=found, descriptors__isnull=False, descriptors__ended_at=None
        )
        .order_by("descriptors__created_at", "descriptors__pk")
        .values_list("pk", "descriptors__stance", "descriptors__wording")
    )
    for source_id, stance, wording in rows:
        found[source_id][stance] += (wording,)
    return found


def _voiced(
    copy: Voiced,
    quotes: list[Quote],
    *,
    seen: dict[UUID, Source],
    wordings: Wordings,
    places: Placing,
) -> Voiced:
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    several: dict[str, bool] = {}
    for quote in quotes:
        spans = [
            places[piece.span_id]
            for piece in quote.pieces.all()
            if piece.span_id in places
        ]
        direct = quote.type == QuoteType.DIRECT
        (copy.quoted if direct else copy.reported).extend(spans)
        if quote.speaker_kind not in UNNAMED:
            continue
        source = seen.get(quote.source_id) if quote.source_id else None
        key = str(source.pk if source else quote.pk)
        if direct:
            copy.own[key] += spans
        if source:
            copy.sources[key] = source
        several[key] = (
            source.kind in {SourceKind.GROUP, SourceKind.ORGANISATION}
            if source
            else True
        )
        if quote.mention_id in places:
            mentions[key].append(places[quote.mention_id])
    copy.voices = [
        _voice(key, spans, copy.sources.get(key), wordings, several=several[key])
        for key, spans in mentions.items()
    ]
    return copy


def _voice(
    key: str,
    mentions: list[Span],
    source: Source | None,
    wordings: Wordings,
    *,
    several: bool,
) -> Voice:
    known = wordings.get(source.pk) if source else None
    return Voice(
        key,
        tuple(sorted(set(mentions))),
        heads=None if several else 1,
        agreed=known[Stance.AGREED] if known else None,
        forbidden=known[Stance.FORBIDDEN] if known else (),
    )
