"""Articles as the checks read them: whose words stand where in the newest revision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

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
from tracker.models import Article, Placement

OTHERS = "others"
"""The key of those who speak beside a source, where who they are does not matter."""
UNNAMED = frozenset({SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP})
SEVERAL = frozenset({SourceKind.GROUP, SourceKind.ORGANISATION})


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
    newest: QuerySet[Any] = (
        seen_articles.filter(revisions__isnull=False)
        .order_by("pk", "-revisions__number")
        .distinct("pk")
        .annotate(newest=F("revisions__text"), content=F("revisions__text__content"))
    )
    texts = {article.pk: article.newest for article in newest}
    read = {article.pk: Voiced(article, article.content) for article in newest}
    said = _said(texts)
    carried = _carried(said)
    if of is None:
        spoke = {row.source for _, rows in said for row in rows if row.source}
        seen = known_sources(user, spoke)
        wordings = _wordings(seen.values())
    else:
        seen, wordings = {of.pk: of}, {}
    for text_id, rows in said:
        placed = _Placing(text_id, carried)
        copy = read[rows[0].article]
        _voiced(copy, rows, placed, seen=seen, wordings=wordings, apart=of is None)
    return list(read.values())


Wordings = dict[UUID, dict[str, tuple[str, ...]]]
Carried = dict[tuple[UUID, UUID], Span]


class _Row(NamedTuple):
    """What the checks need of a quote, once for each of its pieces.

    The places are in the text in which they were marked. A thousand rows are read for
    one page; ids are compared as the numbers they are, which takes a tenth of the time.
    """

    id: UUID
    article: UUID
    type: str
    speaker_kind: str
    source: UUID | None
    mention: UUID | None
    mention_text: UUID
    mention_start: int
    mention_end: int
    piece: UUID | None
    piece_text: UUID
    piece_start: int
    piece_end: int


def _said(newest: Mapping[UUID, UUID]) -> list[tuple[UUID, list[_Row]]]:
    """Return each article's newest text and its quotes, pieces in order."""
    quotes = (
        Quote.objects.filter(article__in=newest)
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
    pieces = map(_Row._make, quotes)
    articles = (list(group) for _, group in groupby(pieces, lambda r: r.article.int))
    return [(newest[rows[0].article], rows) for rows in articles]


def _marked(span: str) -> tuple[str, ...]:
    """Return the columns of a marked span."""
    return f"{span}_id", f"{span}__text_id", f"{span}__start", f"{span}__end"


def _carried(said: Iterable[tuple[UUID, list[_Row]]]) -> Carried:
    """Return where spans marked in an older text stand in the newest, if anywhere."""
    older, newest = set(), set()
    for text_id, rows in said:
        for row in rows:
            for span, text in (
                (row.mention, row.mention_text),
                (row.piece, row.piece_text),
            ):
                if span and text.int != text_id.int:
                    older.add(span)
                    newest.add(text_id)
    if not older:
        return {}
    standing = Placement.objects.filter(
        span__in=older, text__in=newest, start__isnull=False, end__isnull=False
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


class _Placing(NamedTuple):
    """Tells where a span stands in one text."""

    text_id: UUID
    carried: Carried

    def place(
        self, span: UUID | None, text_id: UUID, start: int, end: int
    ) -> Span | None:
        """Return its place; none where its words are no longer there."""
        if span is None:
            return None
        if text_id.int == self.text_id.int:
            return Span(start, end)
        return self.carried.get((span, self.text_id))

    def mention(self, row: _Row) -> Span | None:
        """Return where the quote's speaker is mentioned."""
        return self.place(
            row.mention, row.mention_text, row.mention_start, row.mention_end
        )

    def piece(self, row: _Row) -> Span | None:
        """Return where this piece of the quote stands."""
        return self.place(row.piece, row.piece_text, row.piece_start, row.piece_end)


def _voiced(
    copy: Voiced,
    rows: Iterable[_Row],
    placing: _Placing,
    *,
    seen: dict[UUID, Source],
    wordings: Wordings,
    apart: bool,
) -> None:
    """Add to the copy whoever is quoted in it, those who are not seen `apart`."""
    mentions: defaultdict[str, list[Span]] = defaultdict(list)
    several: dict[str, bool] = {}
    for row in rows:
        mention, piece = placing.mention(row), placing.piece(row)
        direct = row.type == QuoteType.DIRECT
        if piece is not None:
            (copy.quoted if direct else copy.reported).append(piece)
        if row.speaker_kind not in UNNAMED:
            continue
        source = seen.get(row.source) if row.source else None
        key = str(source.pk) if source else str(row.id) if apart else OTHERS
        if piece is not None and direct:
            copy.own[key].append(piece)
        if source:
            copy.sources[key] = source
            if piece is not None and row.mention:
                copy.said[key].append(piece)
        several[key] = source is None or source.kind in SEVERAL
        if mention is not None:
            mentions[key].append(mention)
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
