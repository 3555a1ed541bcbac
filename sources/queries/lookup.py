"""Finding one thing for one person; what may not be seen is not there."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from sources.models import Document, Source
from tracker.errors import NotFound
from tracker.models import User


class ForTheRule:
    """Who reads for a rule that holds whoever asks. What it reads is shown to nobody.

    A rule about an article (its jigsaw floor) must count sources that the person who
    publishes may not see; the answer says yes or no and names none of them.
    """


Reader = User | ForTheRule


def source_for(user: User, desk_id: UUID, source_id: UUID) -> Source:
    """Return a source of the desk. Raises NotFound when missing or not to be seen."""
    seen = Source.objects.visible_to(user)
    found = seen.filter(desk_id=desk_id, pk=source_id).first()
    if found is None:
        raise NotFound("There is no such source.")
    return found


def document_for(user: User, desk_id: UUID, document_id: UUID) -> Document:
    """Return a document of the desk. Raises NotFound."""
    seen = Document.objects.visible_to(user).select_related("text")
    found = seen.filter(desk_id=desk_id, pk=document_id).first()
    if found is None:
        raise NotFound("There is no such document.")
    return found


def known_sources(user: Reader, source_ids: Iterable[UUID]) -> dict[UUID, Source]:
    """Return those of the sources that this person may see, by id: one query.

    What shows quotes shows a codename only from here.
    """
    rows = Source.objects.all()
    seen = rows if isinstance(user, ForTheRule) else rows.visible_to(user)
    return seen.in_bulk(list(set(source_ids)))


def seeing_source(user: User, column: str) -> Exists:
    """Say in SQL whether the reader may see the source that the column names."""
    return Exists(Source.objects.visible_to(user).filter(pk=OuterRef(column)))
