"""What the desk holds about a source, as fields and counts."""

from uuid import UUID

from sources.models import CandidateBand, FidelityCheck, Link, Source
from sources.models.quote import OF_THE_SPEAKER
from tracker.errors import NotFound
from tracker.models import User


def holdings(user: User, source_id: UUID) -> dict[str, int]:
    """Say what the desk holds about a source, for counsel: fields and counts.

    Never a value, so that it can be shown to somebody who may not see any. Raises
    NotFound. Empty kinds are left out.
    """
    source = Source.objects.visible_to(user).filter(pk=source_id).first()
    if source is None:
        raise NotFound("There is no such source.")
    links = Link.objects.touching(source.pk)
    checks = FidelityCheck.objects.filter(quote__source=source)
    counts = {
        "codename": 1,
        "handler": 1,
        "reliability": int(source.graded_at is not None),
        "candidate set": int(source.candidates != CandidateBand.UNKNOWN),
        "descriptors": source.descriptors.count(),
        "agreements": source.agreements.count(),
        "reasons for anonymity": source.agreements.exclude(reason="").count(),
        "risks": source.agreements.exclude(risk="").count(),
        "motives": source.agreements.exclude(motive="").count(),
        "links to other sources": links.count(),
        "people let in": source.confidants.count(),
        "contact weeks and channels": source.contacts.filter(expired_at=None).count(),
        "contacts, forgotten but for their number": source.contacts.exclude(
            expired_at=None
        ).count(),
        "quotes": source.quotes.count(),
        "words in the original language": source.quotes.exclude(
            original_text=""
        ).count(),
        "excerpts of notes or recordings": checks.filter(record_kind__in=OF_THE_SPEAKER)
        .exclude(excerpt="")
        .count(),
        "documents received": source.documents.count(),
        "legal holds": source.holds.count(),
    }
    return {field: count for field, count in counts.items() if count}
