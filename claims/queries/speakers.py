"""Which known sources the unnamed speakers of an article may be."""

from collections.abc import Iterable
from uuid import UUID

from claims.models import SuggestedSpeaker
from sources.models import Quote, SpeakerKind
from sources.queries import Likeness, likenesses, portrait, wording_of
from tracker.engine.spans import Span
from tracker.models import Article, User

UNNAMED = (SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP)


def likely_sources(
    user: User, article: Article, text: str, speakers: Iterable[SuggestedSpeaker]
) -> dict[UUID, list[Likeness]]:
    """Return what each untied, unnamed speaker reads like: five queries, no writing.

    Only sources that the user may see are named; a person decides. Somebody whose words
    are tied by hand, under the same description, is known already.
    """
    tied = Quote.objects.filter(article=article, source__isnull=False)
    known = {wording_of(said) for said in tied.values_list("attribution", flat=True)}
    asked = {
        str(speaker.pk): portrait(
            text,
            speaker.descriptor,
            [Span(start, end) for start, end in speaker.detail.get("mentions", [])],
        )
        for speaker in speakers
        if speaker.kind in UNNAMED
        and speaker.source_id is None
        and wording_of(speaker.descriptor) not in {"", *known}
    }
    if not asked:
        return {}
    found = likenesses(user, article, asked)
    return {UUID(key): rows for key, rows in found.items() if rows}
