"""Standards, evidence, decisions, cross-checks, and the work that is still open."""

from datetime import timedelta

from django.utils import timezone

from claims import policy
from claims.management import newsroom
from claims.management.seeding.made import Made
from claims.models import Bearing, Claim, Preset, Relation, Task
from claims.services import (
    assignments,
    crosschecks,
    evidence,
    exemptions,
    readings,
    standards,
    verification,
)
from claims.workflow import Move


def adopt(made: Made) -> None:
    standards.adopt(
        made.desk.pk,
        preset=Preset(made.data.standards.preset),
        by=made.people[made.data.standards.by],
    )


def judge(made: Made) -> None:
    """Weigh, decide and compare, once every quote of the desk is on record."""
    for _, row in made.data.claims():
        for item in row.evidence:
            _weigh(made, made.claims[row.key], item)
    for _, row in made.data.claims():
        for exemption in row.exemptions:
            _lift(made, made.claims[row.key], exemption)
        _walk(made, made.claims[row.key], row)
        for work in row.work:
            _assign(made, made.claims[row.key], work)
    for check in made.data.crosschecks:
        crosschecks.judge(
            made.claims[check.claim].pk,
            made.claims[check.other].pk,
            relation=Relation(check.relation),
            rationale=check.rationale,
            by=made.people[check.by],
        )


def _weigh(made: Made, claim: Claim, row: newsroom.Evidence) -> None:
    if row.quote:
        evidence.add_quote(
            claim.pk,
            quote_id=made.quotes[row.quote].pk,
            bearing=Bearing(row.bearing),
            credibility=row.credibility,
            rationale=row.rationale,
            by=made.people[row.by],
        )
        return
    document = next(d for d in made.data.documents if d.key == row.document)
    evidence.add_passage(
        claim.pk,
        document_id=made.documents[document.key],
        span=newsroom.find(document.text, row.words),
        bearing=Bearing(row.bearing),
        credibility=row.credibility,
        rationale=row.rationale,
        by=made.people[row.by],
    )


def _walk(made: Made, claim: Claim, row: newsroom.Claim) -> None:
    """Decide step by step; second readers read blind, before the first verdict."""
    unread = list(row.readings)
    for step in row.path:
        if Move(step.move) in policy.VERDICTS:
            while unread:
                _read(made, claim, unread.pop(0))
        _decide(made, claim, step)
    for reading in unread:
        _read(made, claim, reading)


def _lift(made: Made, claim: Claim, row: newsroom.Exemption) -> None:
    exemptions.grant(claim.pk, code=row.code, reason=row.reason, by=made.people[row.by])


def _decide(made: Made, claim: Claim, step: newsroom.Step) -> None:
    claim.refresh_from_db()
    verification.decide(
        claim.pk,
        Move(step.move),
        by=made.people[step.by],
        version=claim.version,
        reason=step.reason,
        note_to_readers=step.note_to_readers,
    )


def _read(made: Made, claim: Claim, row: newsroom.Reading) -> None:
    claim.refresh_from_db()
    readings.give(
        claim.pk,
        verdict=Move(row.verdict),
        reason=row.reason,
        by=made.people[row.by],
        version=claim.version,
    )


def _assign(made: Made, claim: Claim, row: newsroom.Work) -> None:
    assignments.assign(
        claim.pk,
        task=Task(row.task),
        assignee_id=made.people[row.to].pk,
        message=row.message,
        due_on=timezone.localdate() + timedelta(days=row.due_in_days),
        by=made.people[row.by],
    )
