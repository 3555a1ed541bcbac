"""Articles as the checks read them: whose words stand where in the newest revision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
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

UNNAMED = frozenset({SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP})


@dataclass(slots=True)
class Voiced:
    """One article's newest text with its unnamed voices and all that is said in it.

    `every` has each voice by its key, also one that is mentioned nowhere; `sources` are
    those behind them that the reader may see. `own` are a voice's direct words, `said`
    all words of a source whose speaker somebody marked.
    """

    article: Article
    text: str
    every: dict[str, Voice] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    own: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    quoted: list[Span] = field(default_factory=list)
    reported: list[Span] = field(default_factory=list)

    @property
    def voices(self) -> list[Voice]:
        """Return those that are mentioned."""
        return [voice for voice in self.every.values() if voice.mentions]

    def voice(self, key: str) -> Voice | None:
        """Return one of them, if it is mentioned."""
        found = self.every.get(key)
        return found if found and found.mentions else None


def copies(
    user: Reader,
    article_ids: Collection[UUID] | QuerySet[Any],
    *,
    of: Source | None = None,
) -> list[Voiced]:
    """Return the articles with their voices, as far as this person may know them.

    A source that the reader may not see is a voice of its own in each quote: that two
    quotes are one person's is itself part of that person's file. What is read `of` one
    source, which the reader must be known to see, tells no other quotes together, and
    leaves out what was agreed on wordings: two queries for any number of articles,
    else four; one more when a text has been revised.
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
    said = _said(articles)
    if of is None:
        spoke = {quote.source_id for quote in said if quote.source_id is not None}
        seen = known_sources(user, spoke)
        wordings = _wordings(seen.values())
    else:
        seen, wordings = {of.pk: of}, {}
    places = _places(said, {text.pk for text in texts.values()})
    by_article: defaultdict[UUID, list[_Said]] = defaultdict(list)
    for each in said:
        by_article[each.article_id].append(each)
    return [
        _voiced(
            Voiced(article, texts[article.pk].content),
            by_article[article.pk],
            seen=seen,
            wordings=wordings,
            places=places[texts[article.pk].pk],
        )
        for article in articles.values()
    ]


Placing = dict[UUID, Span]
Wordings = dict[UUID, dict[str, tuple[str, ...]]]


class _Marked(NamedTuple):
    """A span in the text that it was marked in."""

    id: UUID
    text_id: UUID
    start: int
    end: int

    @classmethod
    def of(cls, pk: UUID | None, *rest: Any) -> "_Marked | None":
        return None if pk is None else cls(pk, *rest)


@dataclass(slots=True)
class _Said:
    """What the checks need of a quote. A thousand of them are read for one page."""

    id: UUID
    article_id: UUID
    type: str
    speaker_kind: str
    source_id: UUID | None
    mention: _Marked | None
    pieces: list[_Marked] = field(default_factory=list)


def _said(articles: Iterable[UUID]) -> list[_Said]:
    """Return the articles' quotes as entered, with their pieces in order."""
    quotes = (
        Quote.objects.filter(article__in=articles)
        .order_by("article", "created_at", "pk", "pieces__position")
        .values_list(
            "pk",
            "article_id",
            "type",
            "speaker_kind",
            "source_id",
            *_marked("mention"),
            *_marked("pieces__span"),
        )
    )
    found: dict[UUID, _Said] = {}
    for pk, article, type_, kind, source, *spans in quotes:
        mention, piece = _Marked.of(*spans[:4]), _Marked.of(*spans[4:])
        said = found.setdefault(pk, _Said(pk, article, type_, kind, source, mention))
        if piece is not None:
            said.pieces.append(piece)
    return list(found.values())


def _marked(span: str) -> tuple[str, ...]:
    """Return the columns of a marked span."""
    return f"{span}_id", f"{span}__text_id", f"{span}__start", f"{span}__end"


def _places(said: Iterable[_Said], texts: set[UUID]) -> Mapping[UUID, Placing]:
    """Return where every marked span stands in each of the newest texts.

    Spans marked in an older text stand where they were carried to, if anywhere.
    """
    found: defaultdict[UUID, Placing] = defaultdict(dict)
    older = []
    for quote in said:
        for span in [*quote.pieces, *([quote.mention] if quote.mention else [])]:
            if span.text_id in texts:
                found[span.text_id][span.id] = Span(span.start, span.end)
            else:
                older.append(span.id)
    if not older:
        return found
    carried = Placement.objects.filter(
        span__in=older, text__in=texts, start__isnull=False, end__isnull=False
    )
    for text_id, span_id, start, end in carried.values_list(
        "text_id", "span_id", "start", "end"
    ):
        if start is not None and end is not None:
            found[text_id][span_id] = Span(start, end)
    return found


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
    quotes: list[_Said],
    *,
    seen: dict[UUID, Source],
    wordings: Wordings,
    places: Placing,
) -> Voiced:
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    several: dict[str, bool] = {}
    for quote in quotes:
        spans = [places[piece.id] for piece in quote.pieces if piece.id in places]
        direct = quote.type == QuoteType.DIRECT
        (copy.quoted if direct else copy.reported).extend(spans)
        if quote.speaker_kind not in UNNAMED:
            continue
        source = seen.get(quote.source_id) if quote.source_id else None
        key = str(source.pk if source else quote.id)
        if direct:
            copy.own[key] += spans
        if source:
            copy.sources[key] = source
            if quote.mention and spans:
                copy.said[key] += spans
        several[key] = (
            source.kind in {SourceKind.GROUP, SourceKind.ORGANISATION}
            if source
            else True
        )
        if quote.mention and quote.mention.id in places:
            mentions[key].append(places[quote.mention.id])
    copy.every = {
        key: _voice(key, mentions[key], copy.sources.get(key), wordings, several=many)
        for key, many in several.items()
    }
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
