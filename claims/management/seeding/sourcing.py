"""Sources with their terms and ties, and documents."""

from typing import Any

from claims.management import newsroom
from claims.management.seeding.made import Made
from sources.models import (
    AnonymousFrom,
    CandidateBand,
    Document,
    GroundRules,
    LinkKind,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    Stance,
)
from sources.services import agreements, documents, links, sources, uploads, wordings


def register(made: Made) -> None:
    """Put sources on file, then what ties them, then what they gave the desk."""
    for source in made.data.sources:
        _register(made, source)
    for link in made.data.links:
        _link(made, link)
    for document in made.data.documents:
        _hold(made, document)


def settle(made: Made) -> None:
    """Mark who is at risk and who is withdrawn: last, since that ends new ties."""
    for source in made.data.sources:
        _settle(made, source)


def _register(made: Made, row: newsroom.Source) -> None:
    by = made.people[row.handler]
    source = sources.register(
        made.desk.pk, kind=SourceKind(row.kind), codename=row.codename, by=by
    )
    for wording in row.descriptors:
        wordings.describe_as(
            source.pk,
            wording=wording.wording,
            language=wording.language,
            stance=Stance(wording.stance),
            by=by,
        )
    sources.grade(
        source.pk,
        reliability=Reliability(row.reliability),
        rationale=row.reliability_rationale,
        by=by,
        version=source.version,
    )
    source.refresh_from_db()
    sources.estimate(
        source.pk,
        candidates=CandidateBand(row.candidates),
        by=by,
        version=source.version,
    )
    for terms in row.agreements:
        _agree(made, source, terms)
    made.sources[row.codename] = source


def _agree(made: Made, source: Source, terms: newsroom.Agreement) -> None:
    agreed = agreements.agree(
        source.pk,
        ground_rules=GroundRules(terms.ground_rules),
        anonymous_from=AnonymousFrom(terms.anonymous_from),
        reason=terms.reason,
        risk=terms.risk,
        motive=terms.motive,
        review_on=terms.review_on,
        by=made.people[terms.by],
    )
    agreements.approve(
        agreed.pk,
        by=made.people[terms.approved_by],
        version=agreed.version,
        identity_known=terms.identity_known_to_approver,
    )
    made.agreements[terms.key] = agreed.pk


def _link(made: Made, row: newsroom.Link) -> None:
    links.link(
        made.sources[row.source].pk,
        made.sources[row.other].pk,
        kind=LinkKind(row.kind),
        rationale=row.rationale,
        confident=row.confident,
        by=made.people[row.by],
    )


def _hold(made: Made, row: newsroom.Document) -> None:
    facts: dict[str, Any] = {
        "title": row.title,
        "provenance": row.provenance,
        "primary": row.primary,
        "published": row.published,
        "holder_id": made.sources[row.holder].pk if row.holder else None,
        "by": made.people[row.by],
    }
    if row.uploaded:
        file = row.text.encode()
        upload = uploads.receive(made.desk.pk, file=file, ending="txt", **facts)
        uploads.read(upload.pk)
        document = Document.objects.get(upload=upload)
    else:
        document = documents.hold(made.desk.pk, content=row.text, **facts)
    made.documents[row.key] = document.pk


def _settle(made: Made, row: newsroom.Source) -> None:
    """Last, since nothing new is tied to a source that is withdrawn."""
    source = made.sources[row.codename]
    source.refresh_from_db()
    by = made.people[row.handler]
    if row.status == SourceStatus.WITHDRAWN:
        sources.withdraw(
            source.pk,
            by=by,
            version=source.version,
            reason=row.reliability_rationale,
        )
    elif row.status != source.status:
        sources.set_status(
            source.pk,
            status=SourceStatus(row.status),
            by=by,
            version=source.version,
            reason="Fewer calls until things are quiet.",
        )
