"""The jigsaw of a source over everything published, and what a draft adds to it."""

from uuid import UUID

from sources.facets import Facet, facets
from sources.jigsaw import Appearance, Band, Profile, added, put_together
from sources.models import CandidateBand, Quote, Source
from sources.queries.copies import Voiced, copies
from sources.queries.lookup import Reader, source_for
from tracker.models import ArticleStatus, User

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
    read = [appearance(copy, str(source.pk)) for copy in copies(user, set(ids))]
    return sorted(read, key=lambda a: (a.day is None, a.day, a.article))


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


def draft_adds(
    user: Reader, copy: Voiced, source: Source
) -> tuple[tuple[Facet, ...], Profile, Profile]:
    """Return what this article tells of the source that no published one has told."""
    return added(
        published(user, source, besides=copy.article.pk),
        appearance(copy, str(source.pk)),
        could_have_known=_estimate(source),
    )


def _estimate(source: Source) -> Band:
    return BANDS[CandidateBand(source.candidates)]
