"""What falls when something it rests on falls."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Assignment, Cause, Notice, Notification, Preset, Task
from claims.queries import (
    DocumentWithdrawn,
    QuoteMoved,
    SourceGraded,
    SourcesLinked,
    SourceWithdrawn,
    blast_radius,
)
from claims.queries.trials import trial
from claims.services import crosschecks, evidence, rechecks, standards, verification
from claims.standards import PRESETS, Standards
from claims.workflow import Move
from sources.models import LinkKind, Reliability
from sources.services import documents, links, quotes, sources
from sources.workflow import QuoteMove, QuoteStatus
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory, EvidenceFactory, OccurrenceFactory
from tests.factories.sources import DocumentFactory, LinkFactory, SourceFactory
from tests.factories.tracker import SpanFactory, UserFactory
from tracker.errors import NotFound
from tracker.jobs.run import run
from tracker.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(verified, desk):
    """The article in which the verified claim is made."""
    return OccurrenceFactory(claim=verified, desk=desk).article


def test_a_source_that_would_be_withdrawn(verified, published, two, keeper):
    found = blast_radius(SourceWithdrawn(two[0].pk), user=keeper)
    (fallen,) = found.fallen
    assert fallen.claim == verified
    assert fallen.before.origins == 2
    assert fallen.report.corroboration.origins == 1
    assert [finding.code for finding in fallen.report.reasons] == ["few_origins"]
    assert found.articles == (published,)
    assert not fallen.already


def test_asking_changes_nothing(verified, two, keeper):
    blast_radius(SourceWithdrawn(two[0].pk), user=keeper)
    assert rechecks.recheck(Cause.SOURCE, two[0].pk) == []


@pytest.mark.parametrize(("grade", "falls"), [("B", 0), ("D", 0), ("E", 1), ("F", 0)])
def test_a_source_that_would_be_graded_otherwise(verified, two, keeper, grade, falls):
    found = blast_radius(SourceGraded(two[0].pk, grade), user=keeper)
    assert (found.touched, len(found.fallen)) == (1, falls)


@pytest.mark.parametrize(
    ("kind", "falls"), [(LinkKind.TOLD_BY, 1), (LinkKind.OTHER, 1)]
)
def test_two_sources_that_turn_out_to_be_tied(verified, two, keeper, kind, falls):
    found = blast_radius(SourcesLinked(two[1].pk, two[0].pk, kind), user=keeper)
    assert len(found.fallen) == falls


def test_a_tie_through_a_third(verified, two, keeper, desk):
    third = SourceFactory(desk=desk)
    LinkFactory(source=two[0], other=third, kind=LinkKind.TOLD_BY)
    change = SourcesLinked(two[1].pk, third.pk, LinkKind.SAME_HOUSEHOLD)
    assert len(blast_radius(change, user=keeper).fallen) == 1


def test_a_quote_that_would_be_altered(verified, checker):
    quote = verified.evidence.first().quote
    change = QuoteMoved(quote.pk, QuoteStatus.ALTERED)
    assert len(blast_radius(change, user=checker).fallen) == 1


def test_support_to_spare(verified, two, keeper, desk):
    third = SourceFactory(desk=desk)
    for one in two:
        LinkFactory(source=one, other=third, kind=LinkKind.INDEPENDENT)
    supported_by(verified, third)
    found = blast_radius(SourceWithdrawn(two[0].pk), user=keeper)
    assert (found.touched, found.fallen) == (1, ())


@pytest.fixture
def by_document(desk, wire, checker):
    """A claim that a primary document settles, and that document."""
    document = DocumentFactory(desk=desk, primary=True)
    claim = ClaimFactory(desk=desk, status="in_review")
    passage = SpanFactory(text=document.text, start=0, end=10)
    EvidenceFactory(claim=claim, quote=None, document=document, passage=passage)
    verification.decide(
        claim.pk, Move.VERIFY, by=checker, version=claim.version, reason="Reads so."
    )
    return claim, document


def test_a_document_that_would_be_withdrawn(by_document, checker):
    claim, document = by_document
    found = blast_radius(DocumentWithdrawn(document.pk), user=checker)
    assert [fallen.claim for fallen in found.fallen] == [claim]


def test_who_may_not_see_the_source_learns_nothing(verified, two, checker):
    for user in (checker, UserFactory()):
        with pytest.raises(NotFound):
            blast_radius(SourceWithdrawn(two[0].pk), user=user)


@pytest.fixture
def six(desk, verified, two, checker):
    """Six verified claims on the same two sources."""
    for _ in range(5):
        claim = ClaimFactory(desk=desk, status="in_review")
        supported_by(claim, *two)
        verification.decide(
            claim.pk, Move.VERIFY, by=checker, version=claim.version, reason="So."
        )


@pytest.mark.usefixtures("six")
def test_queries_do_not_grow_with_the_claims(two, keeper, django_assert_num_queries):
    assert keeper.roles
    with django_assert_num_queries(14):
        assert len(blast_radius(SourceWithdrawn(two[0].pk), user=keeper).fallen) == 6


# Afterwards


def withdraw_source(source, by):
    sources.withdraw(source.pk, by=by, version=source.version, reason="Lied.")


def test_review_tasks_once(verified, two, keeper, editor, checker):
    withdraw_source(two[0], keeper)
    (task,) = rechecks.recheck(Cause.SOURCE, two[0].pk)
    assert (task.claim, task.task, task.cause) == (verified, Task.RECHECK, "source")
    assert rechecks.recheck(Cause.SOURCE, two[0].pk) == []
    told = Notification.objects.filter(kind=Notice.BELOW_STANDARD)
    assert {notice.user for notice in told} >= {editor, checker}


def test_a_document_found_false(by_document, editor):
    claim, document = by_document
    documents.withdraw(document.pk, by=editor, version=1, reason="A forgery.")
    (task,) = rechecks.recheck(Cause.DOCUMENT, document.pk)
    assert task.claim == claim


def test_a_quote_found_altered(verified, checker):
    quote = verified.evidence.first().quote
    verification.move_quote(
        quote.pk, QuoteMove.FIND_ALTERED, by=checker, version=1, reason="Cut."
    )
    assert len(rechecks.recheck(Cause.QUOTE, quote.pk)) == 1


def test_evidence_withdrawn_from_a_verified_claim(verified, checker):
    item = verified.evidence.first()
    evidence.withdraw(item.pk, by=checker, version=1, reason="Wrong bridge.")
    job = Job.objects.get(kind=rechecks.JOBS[Cause.CLAIM])
    run(job.pk)
    assert Assignment.objects.get().cause == Cause.CLAIM


def test_a_contradiction_found_later(verified, checker, desk):
    crosschecks.judge(
        verified.pk,
        ClaimFactory(desk=desk).pk,
        relation="contradicts",
        rationale="It was open.",
        by=checker,
    )
    assert len(rechecks.recheck(Cause.CLAIM, verified.pk)) == 1


def test_nothing_is_queued_when_nothing_rests_on_it(desk, keeper):
    source = SourceFactory(desk=desk)
    rechecks.request(Cause.SOURCE, source.pk, desk_id=desk.pk)
    assert not Job.objects.exists()


def test_stricter_standards_re_evaluate(verified, editor, desk):
    standards.adopt(desk.pk, preset="strict", by=editor)
    (task,) = rechecks.recheck(Cause.STANDARDS, desk.pk)
    assert (task.claim, task.cause) == (verified, Cause.STANDARDS)


def test_a_new_decision_closes_the_task(verified, two, keeper, checker):
    withdraw_source(two[0], keeper)
    (task,) = rechecks.recheck(Cause.SOURCE, two[0].pk)
    verification.decide(
        verified.pk, Move.DISPUTE, by=checker, version=verified.version, reason="Hm."
    )
    task.refresh_from_db()
    assert task.done_by == checker


def test_news_from_below_queues_the_work(
    verified, two, keeper, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_source(two[0], keeper)
    kinds = set(Job.objects.values_list("kind", flat=True))
    assert rechecks.JOBS[Cause.SOURCE] in kinds


def test_news_of_a_document_queues_the_work(
    by_document, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        documents.withdraw(by_document[1].pk, by=editor, version=1, reason="False.")
    kinds = set(Job.objects.values_list("kind", flat=True))
    assert rechecks.JOBS[Cause.DOCUMENT] in kinds


def test_news_of_a_quote_queues_the_work(
    verified, editor, django_capture_on_commit_callbacks
):
    quote = verified.evidence.first().quote
    with django_capture_on_commit_callbacks(execute=True):
        quotes.untie(quote.pk, by=editor, version=1, reason="Not hers.")
    job = Job.objects.get(kind=rechecks.JOBS[Cause.QUOTE])
    run(job.pk)
    assert Assignment.objects.filter(claim=verified, cause=Cause.QUOTE).exists()


def test_news_of_a_link_queues_the_work(
    verified, two, keeper, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        links.link(
            two[0].pk,
            two[1].pk,
            kind=LinkKind.SAME_OFFICE,
            rationale="One desk.",
            by=keeper,
        )
    job = Job.objects.get(kind=rechecks.JOBS[Cause.LINK])
    run(job.pk)
    assert Assignment.objects.filter(claim=verified, cause=Cause.LINK).exists()


def test_every_desk_is_looked_at_by_the_clock(verified):
    assert rechecks.request_all() == 1
    assert Job.objects.filter(kind=rechecks.JOBS[Cause.STANDARDS]).count() == 1


# Before and after say the same, whatever falls, and twice is as once


def withdrawn(claim, two, keeper, **_):
    change = SourceWithdrawn(two[0].pk)
    return change, lambda: withdraw_source(two[0], keeper)


def downgraded(claim, two, keeper, **_):
    change = SourceGraded(two[0].pk, Reliability.E)
    return change, lambda: sources.grade(
        two[0].pk,
        reliability=Reliability.E,
        rationale="Two of three were wrong.",
        by=keeper,
        version=two[0].version,
    )


def found_false(claim, document, editor, **_):
    change = DocumentWithdrawn(document.pk)
    return change, lambda: documents.withdraw(
        document.pk, by=editor, version=document.version, reason="A forgery."
    )


def altered(claim, checker, **_):
    quote = claim.evidence.first().quote
    change = QuoteMoved(quote.pk, QuoteStatus.ALTERED)
    return change, lambda: verification.move_quote(
        quote.pk,
        QuoteMove.FIND_ALTERED,
        by=checker,
        version=quote.version,
        reason="Cut.",
    )


@pytest.mark.parametrize("trigger", [withdrawn, downgraded, found_false, altered])
def test_what_was_listed_before_is_what_becomes_work_after(  # noqa: PLR0917 (a whole desk)
    trigger, verified, by_document, two, django_capture_on_commit_callbacks, request
):
    people = {name: request.getfixturevalue(name) for name in WHO}
    by_paper, document = by_document
    claim = by_paper if trigger is found_false else verified
    change, make = trigger(claim=claim, two=two, document=document, **people)
    before = blast_radius(change, user=people["editor"])
    assert [fallen.claim for fallen in before.fallen] == [claim]
    assert rechecks.recheck(change.cause, subject_of(change)) == []

    with django_capture_on_commit_callbacks(execute=True):
        make()
    jobs = list(Job.objects.filter(kind=rechecks.JOBS[change.cause]))
    assert jobs
    for job in jobs:
        run(job.pk)
    after = Assignment.objects.open().filter(task=Task.RECHECK)
    assert [work.claim for work in after] == [claim]
    assert after.get().cause == change.cause

    told = Notification.objects.count()
    rechecks.recheck(change.cause, subject_of(change))
    assert after.count() == 1
    assert Notification.objects.count() == told


WHO = ("editor", "keeper", "checker")


def subject_of(change):
    """The row that the change is about."""
    names = ("source_id", "document_id", "quote_id")
    return next(getattr(change, name) for name in names if hasattr(change, name))


def test_other_standards_put_what_fails_to_work(
    verified, desk, editor, django_capture_on_commit_callbacks
):
    proposed = Standards(None, PRESETS[Preset.STRICT])
    before = trial(desk.pk, proposed)
    assert [fallen.claim for fallen in before.shown] == [verified]
    with django_capture_on_commit_callbacks(execute=True):
        standards.adopt(desk.pk, preset="strict", by=editor)
    for _ in range(2):
        for job in Job.objects.filter(kind=rechecks.JOBS[Cause.STANDARDS]):
            run(job.pk)
        rechecks.recheck(Cause.STANDARDS, desk.pk)
    work = Assignment.objects.open().get(task=Task.RECHECK)
    assert (work.claim, work.cause) == (verified, Cause.STANDARDS)


def test_rules_that_hold_later_put_nothing_to_work_before(verified, desk, editor):
    tomorrow = timezone.now() + timedelta(days=1)
    standards.adopt(desk.pk, preset="strict", by=editor, effective_from=tomorrow)
    assert rechecks.recheck(Cause.STANDARDS, desk.pk) == []
