"""What new words of an article tell beyond those that readers have already."""

from sources.facets import Facet
from sources.jigsaw import Band, added
from sources.models import CandidateBand, Source
from sources.queries.copies import Voiced
from sources.queries.jigsaws import BANDS, appearance, published
from sources.queries.lookup import Reader


def revision_adds(
    user: Reader, copy: Voiced, source: Source, *, earlier: Voiced
) -> tuple[tuple[Facet, ...], Band]:
    """Return what no published words have told of the source, and whom that leaves.

    The article's own earlier words count as published: a revision that leaves a detail
    out does not make readers forget it.
    """
    key = str(source.pk)
    known = published(user, source, besides=copy.article.pk)
    new, _before, after = added(
        [*known, appearance(earlier, key)],
        appearance(copy, key),
        could_have_known=BANDS[CandidateBand(source.candidates)],
    )
    return new, after.left
