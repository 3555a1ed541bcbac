"""The jigsaw of a source over everything published, and what a draft adds to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sources.facets import Dimension, Facet, facets
from sources.jigsaw import Appearance, Band, Piece, Profile, added, put_together
from sources.models import CandidateBand, Quote, Source
from sources.queries.copies import Voiced, copies
from sources.queries.floors import floor_of
from sources.queries.hearing import reread
from sources.queries.lookup import Reader, source_for
from tracker.models import Article, ArticleStatus, User

BANDS = {
    CandidateBand.UNDER_10: Band.UNDER_10,
    CandidateBand.UNDER_100: Band.UNDER_100,
    CandidateBand.UNDER_1000: Band.UNDER_1000,
    CandidateBand.MORE: Band.MORE,
    CandidateBand.UNKNOWN: Band.MORE,
}


def jigsaw(user: User, source: Source) -> Profile:
    """Return all that published articles tell about the source, put together."""
    source = source_for(user, source.desk_id, source.pk)
    return put_together(
        published(user, source),
        could_have_known=_estimate(source),
    )


@dataclass(frozen=True, slots=True)
class DraftAdds:
    """What one draft would tell for the first time, and whom that leaves."""

    article: Article
    new: tuple[Facet, ...]
    left: Band
    too_few: bool


@dataclass(frozen=True, slots=True)
class JigsawView:
    """All that is known to readers of one source, and what each draft would add."""

    published: Profile
    articles: Mapping[str, Article]
    drafts: tuple[DraftAdds, ...]
    floor: Band

    @property
    def rows(self) -> list[tuple[Dimension, list[tuple[Piece, list[Article]]]]]:
        """Return each dimension with its pieces, and the articles of each piece."""
        return [
            (
                dimension,
                [(p, [self.articles[key] for key in p.articles]) for p in pieces],
            )
            for dimension, pieces in self.published.by_dimension().items()
        ]


def jigsaw_view(user: User, source: Source) -> JigsawView:
    """Return an opened source's jigsaw, with what each draft adds: four queries.

    Retracted articles count: what was once told stays known. Drafts are read as they
    are before publication. For somebody who may not see the source there is nothing.
    """
    seen = Source.objects.visible_to(user).filter(pk=source.pk)
    quoted = Quote.objects.filter(source__in=seen).values("article")
    read = copies(user, quoted, of=source)
    drafts = [reread(c) for c in read if c.article.status == ArticleStatus.DRAFT]
    known = _in_order(source, (copy for copy in read if copy not in drafts))
    estimate, floor = _estimate(source), floor_of(source.desk_id)
    adds = []
    for copy in sorted(drafts, key=lambda c: (c.article.created_at, c.article.pk)):
        told = appearance(copy, str(source.pk))
        new, _before, after = added(known, told, could_have_known=estimate)
        if new:
            adds.append(DraftAdds(copy.article, new, after.left, after.left <= floor))
    return JigsawView(
        published=put_together(known, could_have_known=estimate),
        articles={str(copy.article.pk): copy.article for copy in read},
        drafts=tuple(adds),
        floor=floor,
    )


def published(
    user: Reader, source: Source, *, besides: UUID | None = None
) -> list[Appearance]:
    """Return the source's appearances in published articles, in order of their day.

    Retracted ones count: what was once told stays known.
    """
    ids = (
        Quote.objects.filter(source=source)
        .exclude(article__status=ArticleStatus.DRAFT)
        .exclude(article=besides)
        .values_list("article", flat=True)
        .distinct()
    )
    return _in_order(source, copies(user, set(ids), of=source))


def _in_order(source: Source, read: Iterable[Voiced]) -> list[Appearance]:
    found = [appearance(copy, str(source.pk)) for copy in read]
    return sorted(found, key=lambda a: (a.day is None, a.day, a.article))


def appearance(copy: Voiced, key: str) -> Appearance:
    """Return what one article tells about one voice."""
    voice = copy.voice(key)
    found: tuple[Facet, ...] = ()
    if voice is not None:
        found = facets(
            copy.text,
            voice,
            others=[other for other in copy.voices if other.key != key],
            own=copy.own[key],
            quoted=copy.quoted,
            reported=copy.reported,
        )
    article = copy.article
    day = article.dateline or article.created_at.date()
    return Appearance(str(article.pk), day, found)


def article_adds(
    user: Reader, copy: Voiced, source: Source, *, earlier: Voiced | None = None
) -> tuple[tuple[Facet, ...], Band]:
    """Return what an article tells first of a source, and whom it leaves.

    Of one that is public `earlier` are the words that readers have. Nothing is new when
    they told it all; and what they told stays known where the new words leave it out.
    """
    key, estimate = str(source.pk), _estimate(source)
    known = published(user, source, besides=copy.article.pk)
    told = appearance(copy, key)
    new, _before, after = added(known, told, could_have_known=estimate)
    if earlier is None or not new:
        return new, after.left
    known.append(appearance(earlier, key))
    further, _before, after = added(known, told, could_have_known=estimate)
    return (new if further else ()), after.left


def _estimate(source: Source) -> Band:
    return BANDS[CandidateBand(source.candidates)]
