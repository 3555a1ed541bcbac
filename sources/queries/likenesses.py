"""Which sources an unnamed speaker may be, by how they were described before."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet

from sources import places
from sources.facets import Dimension, Facet, described, facets
from sources.likeness import Portrait, Resemblance, query_words, resemblance
from sources.models import Descriptor, Mismatch, Quote, Source, SourceStatus, Stance
from sources.models.mismatch import WORDING
from sources.reading import Voice
from tracker.engine.spans import Span
from tracker.models import Article, User

LOOKED_AT: Final = 2_000
"""So many earlier wordings at most are compared, however common a word is."""

SHOWN: Final = 3
OPEN: Final = (SourceStatus.ACTIVE, SourceStatus.DORMANT, SourceStatus.AT_RISK)
_WORD: Final = re.compile(r"\w+")
Wordings = Mapping[UUID, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A source that a speaker may be: what the two share, and how it was put before."""

    source: Source
    resemblance: Resemblance
    wordings: tuple[str, ...]


def wording_of(descriptor: str) -> str:
    """Return a description as it is remembered: in one case, without loose spaces."""
    return " ".join(descriptor.split()).casefold()[:WORDING]


def portrait(text: str, descriptor: str, mentions: Iterable[Span]) -> Portrait:
    """Return how a text describes a speaker, and what stands around the mentions.

    Each mention is read in its own paragraph, so that a long article costs no more.
    """
    found: dict[tuple[Dimension, str], Facet] = {}
    for facet in described(descriptor):
        found.setdefault((facet.dimension, facet.value), facet)
    for start, end in {_paragraph(text, mention) for mention in mentions}:
        part = text[start:end]
        here = tuple(
            Span(m.start - start, m.end - start)
            for m in mentions
            if start <= m.start and m.end <= end
        )
        for facet in facets(part, Voice("", here)):
            found.setdefault((facet.dimension, facet.value), facet)
    return Portrait((descriptor,), tuple(found.values()))


def likenesses(
    user: User, article: Article, speakers: Mapping[str, Portrait]
) -> dict[str, list[Likeness]]:
    """Return for each speaker the sources it reads like: four queries, and no writing.

    Only sources that the user may see; none that already speaks in the article, and
    none that somebody said this speaker is not.
    """
    words = query_words(w for p in speakers.values() for w in _looked_for(p))
    if not words:
        return {}
    seen = Source.objects.visible_to(user).filter(desk=article.desk_id, status__in=OPEN)
    earlier = _earlier(seen, article, words)
    sources = seen.exclude(quotes__article=article).in_bulk(list(earlier))
    refused = set(
        Mismatch.objects.filter(
            article=article, source__in=sources, ended_at=None
        ).values_list("wording", "source_id")
    )
    return {
        key: _nearest(
            speaker,
            {
                sources[pk]: wordings
                for pk, wordings in earlier.items()
                if pk in sources
                and (wording_of(speaker.wordings[0]), pk) not in refused
            },
        )
        for key, speaker in speakers.items()
    }


def not_these(user: User, article: Article) -> dict[str, list[Mismatch]]:
    """Return what somebody said who is not who, by the speaker's wording: one query.

    Only of sources that the user may see.
    """
    rows = Mismatch.objects.visible_to(user).current().filter(article=article)
    found: defaultdict[str, list[Mismatch]] = defaultdict(list)
    for row in rows.select_related("source", "entered_by").order_by("created_at", "pk"):
        found[row.wording].append(row)
    return found


def _nearest(
    speaker: Portrait, sources: Mapping[Source, frozenset[str]]
) -> list[Likeness]:
    found = []
    for source, wordings in sources.items():
        told = tuple({f: None for w in sorted(wordings) for f in _described(w)})
        shared = resemblance(speaker, Portrait(tuple(sorted(wordings)), told))
        if shared is not None:
            found.append(Likeness(source, shared, tuple(sorted(wordings))))
    found.sort(key=lambda likeness: (likeness.resemblance.weight, likeness.source.pk))
    return found[:SHOWN]


def _earlier(
    seen: QuerySet[Source], article: Article, words: Iterable[str]
) -> dict[UUID, frozenset[str]]:
    """Return wordings with any of the words, by source: two queries, both indexed."""
    wanted = SearchQuery(_any_of(words), search_type="raw", config="simple")
    quotes = (
        Quote.objects.filter(
            source__isnull=False, source__in=seen, desk=article.desk_id
        )
        .exclude(article=article)
        .alias(said=SearchVector("attribution", config="simple"))
        .filter(said=wanted)
    )
    agreed = (
        Descriptor.objects.current()
        .filter(source__in=seen, stance=Stance.AGREED, desk=article.desk_id)
        .alias(said=SearchVector("wording", config="simple"))
        .filter(said=wanted)
    )
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for source_id, wording in (
        *quotes.values_list("source_id", "attribution")[:LOOKED_AT],
        *agreed.values_list("source_id", "wording")[:LOOKED_AT],
    ):
        if source_id is not None:
            found[source_id].add(wording)
    return {source_id: frozenset(wordings) for source_id, wordings in found.items()}


def _looked_for(speaker: Portrait) -> Iterable[str]:
    """Yield the speaker's wording, and its places in the usual other spellings."""
    yield from speaker.wordings
    for facet in speaker.facets:
        yield facet.words
        if facet.dimension == Dimension.PLACE:
            yield from places.spellings(facet.words)


def _any_of(words: Iterable[str]) -> str:
    """Return a query for any of the words. Quoted, so that no word is an operator."""
    plain = {part for word in words for part in _WORD.findall(word)}
    return " | ".join(f"'{word}'" for word in sorted(plain))


@lru_cache(maxsize=4096)
def _described(wording: str) -> tuple[Facet, ...]:
    return described(wording)


def _paragraph(text: str, mention: Span) -> tuple[int, int]:
    start = text.rfind("\n", 0, mention.start) + 1
    end = text.find("\n", mention.end)
    return start, len(text) if end < 0 else end
