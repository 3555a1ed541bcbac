"""Having the engine read a revision, and keeping what it proposes.

The engine suggests; nothing here writes a quote, a claim, a source or a status.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims import proposals
from claims.models import (
    ExtractionRun,
    RunState,
    SuggestedSpeaker,
    Suggestion,
    SuggestionState,
)
from tracker import jobs, policy
from tracker.audit import System, acting
from tracker.engine import pipeline
from tracker.errors import NotFound
from tracker.models import Placement, Revision, Span, Text, User

JOB: Final = "claims.extract"
BATCH: Final = 500
NEWS_DELAY: Final = timedelta(seconds=60)


@transaction.atomic
def request(revision_id: UUID, *, by: User | System) -> ExtractionRun:
    """Have this revision read by the present engine; a second request changes nothing.

    A run that failed for good is queued again. Raises NotFound.
    """
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None or (isinstance(by, User) and not policy.can_view(by, revision)):
        raise NotFound("There is no such revision.")
    with acting(by=by, action="extraction.requested"):
        run, _ = ExtractionRun.objects.get_or_create(
            revision=revision,
            engine=pipeline.VERSION,
            defaults={"desk_id": revision.desk_id},
        )
        if run.state == RunState.FAILED:
            _mark(run, RunState.QUEUED)
    if run.state != RunState.DONE:
        jobs.enqueue(JOB, run.pk, desk_id=run.desk_id)
    return run


def request_missed() -> int:
    """Have revisions read that nobody asked for; return how many there were.

    News of a new revision is told once, after its commit; a process that dies in
    between tells nothing. Young revisions are left to their news.
    """
    young = timezone.now() - NEWS_DELAY
    rows = Revision.objects.changeable()
    unread = rows.filter(extraction_runs=None, created_at__lt=young)
    missed = list(unread.order_by("created_at").values_list("pk", flat=True)[:BATCH])
    for revision_id in missed:
        request(revision_id, by=System.WORKER)
    return len(missed)


@transaction.atomic
def begun(run_id: UUID) -> None:
    """Show that a worker is at it."""
    run_ = ExtractionRun.objects.lock(run_id)
    if run_.state == RunState.QUEUED:
        with acting(by=System.WORKER, action="extraction.begun"):
            _mark(run_, RunState.RUNNING)


@transaction.atomic
def run(run_id: UUID) -> None:
    """Read the revision and keep what is proposed; what is done stays as it is."""
    run_ = ExtractionRun.objects.lock(run_id)
    if run_.state == RunState.DONE:
        return
    revision = Revision.objects.select_related("text", "article").get(
        pk=run_.revision_id
    )
    found = pipeline.extract(
        revision.text.content,
        dateline=revision.article.dateline,
        language=revision.article.language,
    )
    proposed = proposals.of(found, revision.text.content)
    with acting(by=System.WORKER, action="extraction.done"):
        _supersede(revision)
        _keep(run_, revision, proposed)
        run_.quotes_found = len(found.quotes)
        run_.claims_found = sum(s.checkable for s in found.statements)
        run_.state, run_.failure = RunState.DONE, ""
        run_.save(update_fields=["state", "failure", "quotes_found", "claims_found"])


@transaction.atomic
def gave_up(run_id: UUID, error_class: str) -> None:
    """Say on the run that the work failed for good, and how, without any text."""
    run_ = ExtractionRun.objects.lock(run_id)
    with acting(by=System.WORKER, action="extraction.failed"):
        _mark(run_, RunState.FAILED, f"The engine stopped: {error_class}.")


def _mark(run_: ExtractionRun, state: RunState, failure: str = "") -> None:
    run_.state, run_.failure = state, failure
    run_.save(update_fields=["state", "failure"])


def _supersede(revision: Revision) -> None:
    """What earlier readings of the article still propose is no longer asked."""
    Suggestion.objects.open().filter(run__revision__article=revision.article).update(
        state=SuggestionState.SUPERSEDED
    )


def _keep(
    run_: ExtractionRun, revision: Revision, proposed: proposals.Proposals
) -> None:
    speakers = SuggestedSpeaker.objects.bulk_create(
        SuggestedSpeaker(
            desk_id=run_.desk_id,
            run=run_,
            key=speaker.key,
            kind=speaker.kind,
            descriptor=speaker.descriptor,
            detail=speaker.detail,
        )
        for speaker in proposed.speakers
    )
    by_key = {speaker.key: speaker for speaker in speakers}
    decided = _decided(revision)
    taken = _taken(revision.text)
    Suggestion.objects.bulk_create(
        Suggestion(
            desk_id=run_.desk_id,
            run=run_,
            kind=item.kind,
            fingerprint=item.fingerprint,
            start=item.start,
            end=item.end,
            speaker=by_key.get(item.speaker or ""),
            payload=item.payload,
            confidence=item.confidence,
            rule=item.rule,
        )
        for item in proposed.items
        if item.fingerprint not in decided
        and (item.kind, item.start, item.end) not in taken
    )


def _decided(revision: Revision) -> set[str]:
    """Fingerprints that somebody accepted or rejected in any reading of the article."""
    states = [SuggestionState.ACCEPTED, SuggestionState.REJECTED]
    settled = Suggestion.objects.filter(
        run__revision__article=revision.article, state__in=states
    )
    return set(settled.values_list("fingerprint", flat=True))


def _taken(text: Text) -> set[tuple[str, int, int]]:
    """Where quotes and claims stand in this text already, whoever marked them."""
    carried = Placement.objects.filter(text=text, start__isnull=False)
    taken: set[tuple[str, int, int]] = set()
    for kind, use in (("quote", "quote_pieces"), ("claim", "occurrences")):
        used = Q(**{f"{use}__isnull": False})
        marked = Span.objects.filter(used, text=text)
        taken |= {(kind, *place) for place in marked.values_list("start", "end")}
        moved = carried.filter(span__in=Span.objects.filter(used).values("pk"))
        taken |= {(kind, p.start, p.end) for p in moved if p.start and p.end}
    return taken
