"""Articles as the checks read them: whose words stand where in the newest revision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
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

OTHERS = "others"
"""The key of those who speak beside a source, where who they are does not matter."""
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
    source, which the reader must be known to see, has all the others as one voice, and
    leaves out what was agreed on wordings: two queries for any number of articles,
    else four; one more when a text has been revised.
    """
    known = Article.objects.filter(pk__in=article_ids)
    seen_articles = known if isinstance(user, ForTheRule) else known.visible_to(user)
    newest = (
        Revision.objects.filter(article__in=seen_articles)
        .order_by("article", "-number")
        .distinct("article")
        .select_related("text", "article")
    )
    texts = {revision.article_id: revision.text_id for revision in newest}
    read = {r.article_id: Voiced(r.article, r.text.content) for r in newest}
    rows = _rows(texts)
    carried = _carried(rows, texts)
    if of is None:
        spoke = {row.source for row in rows if row.source is not None}
        seen = known_sources(user, spoke)
        wordings = _wordings(seen.values())
    else:
        seen, wordings = {of.pk: of}, {}
    for _, group in groupby(rows, key=lambda row: row.article.int):
        said = list(group)
        key = said[0].article
        placed = _placed(said, texts[key], carried)
        _voiced(read[key], placed, seen=seen, wordings=wordings, apart=of is None)
    return list(read.values())


Wordings = dict[UUID, dict[str, tuple[str, ...]]]
Carried = dict[tuple[UUID, UUID], Span]


class _Marked(NamedTuple):
    """A span in the text that it was marked in; nothing where there is none."""

    id: UUID | None
    text_id: UUID
    start: int
    end: int


class _Row(NamedTuple):
    """What the checks need of a quote, once for each of its pieces.

    A thousand of them are read for one page; ids are compared as the numbers they are,
    which takes a tenth of the time.
    """

    id: UUID
    article: UUID
    type: str
    speaker_kind: str
    source: UUID | None
    mention: _Marked
    piece: _Marked


def _rows(articles: Iterable[UUID]) -> list[_Row]:
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
    return [
        _Row(id_, article, type_, kind, source, _Marked(*at[:4]), _Marked(*at[4:]))
        for id_, article, type_, kind, source, *at in quotes
    ]


def _marked(span: str) -> tuple[str, ...]:
    """Return the columns of a marked span."""
    return f"{span}_id", f"{span}__text_id", f"{span}__start", f"{span}__end"


def _carried(rows: Iterable[_Row], newest: Mapping[UUID, UUID]) -> Carried:
    """Return where spans marked in an older text stand in the newest, if anywhere."""
    older = {
        span.id
        for row in rows
        for span in (row.mention, row.piece)
        if span.id and span.text_id.int != newest[row.article].int
    }
    if not older:
        return {}
    standing = Placement.objects.filter(
        span__in=older, text__in=newest.values(), start__isnull=False, end__isnull=False
    )
    return {
        (span_id, text_id): Span(start, end)
        for span_id, text_id, start, end in standing.values_list(
            "span_id", "text_id", "start", "end"
        )
        if start is not None and end is not None
    }


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


@dataclass(slots=True)
class _Said:
    """A quote as it stands in the newest text: nothing of what is no longer there."""

    row: _Row
    mention: Span | None
    pieces: list[Span]


def _placed(rows: Iterable[_Row], text_id: UUID, carried: Carried) -> Iterator[_Said]:
    """Yield each quote of one article with its places in the newest text."""

    def place(span: _Marked) -> Span | None:
        if span.id is None:
            return None
        if span.text_id.int == text_id.int:
            return Span(span.start, span.end)
        return carried.get((span.id, text_id))

    for _, group in groupby(rows, key=lambda row: row.id.int):
        same = list(group)
        pieces = [span for row in same if (span := place(row.piece)) is not None]
        yield _Said(same[0], place(same[0].mention), pieces)


def _voiced(
    copy: Voiced,
    quotes: Iterable[_Said],
    *,
    seen: dict[UUID, Source],
    wordings: Wordings,
    apart: bool,
) -> None:
    """Add to the copy whoever is quoted in it, those who are not seen `apart`."""
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    several: dict[str, bool] = {}
    for quote in quotes:
        row, spans = quote.row, quote.pieces
        direct = row.type == QuoteType.DIRECT
        (copy.quoted if direct else copy.reported).extend(spans)
        if row.speaker_kind not in UNNAMED:
            continue
        source = seen.get(row.source) if row.source else None
        key = str(source.pk) if source else str(row.id) if apart else OTHERS
        if direct:
            copy.own[key] += spans
        if source:
            copy.sources[key] = source
            if row.mention.id and spans:
                copy.said[key] += spans
        several[key] = (
            source.kind in {SourceKind.GROUP, SourceKind.ORGANISATION}
            if source
            else True
        )
        if quote.mention is not None:
            mentions[key].append(quote.mention)
    copy.every = {
        key: _voice(key, mentions[key], copy.sources.get(key), wordings, several=many)
        for key, many in several.items()
    }


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
