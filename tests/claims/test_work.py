"""Work on claims: who has it, what waits, and what one sees of a claim."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from claims import queries
from claims.models import Notice, Notification, Task
from claims.queries import Lane
from claims.queries.work import unread, work
from claims.services import assignments, crosschecks, shapes, verification
from claims.services.shapes import Amount
from claims.workflow import Move, Status
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory, EvidenceFactory, OccurrenceFactory
from tests.factories.sources import SourceFactory
from tests.factories.tracker import UserFactory, member
from tracker.errors import Conflict, Duplicate, Invalid, NotAllowed, NotFound
from tracker.models import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)


def assign(claim, by, **asked):
    return assignments.assign(claim.pk, by=by, **asked)


def test_work_is_given_and_told_of(in_review, checker, editor):
    given = assign(in_review, editor, assignee_id=checker.pk, message="By noon?")
    assert work(checker, today=TODAY).mine == [given]
    (notice,) = unread(checker)
    assert (notice.kind, notice.claim) == (Notice.ASSIGNED, in_review)


def test_the_desks_work_shows_for_who_could_do_it(desk, in_review, checker, reporter):
    given = assign(in_review, checker)
    assert work(checker, today=TODAY).to_review == [given]
    assert work(reporter, today=TODAY).to_review == []
    own = ClaimFactory(desk=desk, entered_by=checker)
    assign(own, member(desk, Role.EDITOR))
    assert work(checker, today=TODAY).to_review == [given]


@pytest.mark.parametrize(("days", "late"), [(-1, 1), (0, 0), (1, 0)])
def test_work_is_overdue_after_its_day(in_review, checker, editor, days, late):
    due = TODAY + timedelta(days=days)
    assign(in_review, editor, assignee_id=checker.pk, due_on=due)
    assert len(work(checker, today=TODAY).overdue) == late


def test_work_that_one_could_not_do_is_not_given(in_review, editor, desk):
    with pytest.raises(NotAllowed):
        assign(in_review, editor, assignee_id=in_review.entered_by_id)
    with pytest.raises(NotAllowed):
        assign(in_review, editor, assignee_id=member(desk, Role.AUDITOR).pk)
    with pytest.raises(NotFound):
        assign(in_review, editor, assignee_id=UserFactory().pk)
    other = assign(in_review, editor, task=Task.OTHER, assignee_id=editor.pk)
    assert other.task == Task.OTHER


def test_the_same_work_is_asked_for_once(in_review, checker, editor):
    assign(in_review, editor, assignee_id=checker.pk)
    with pytest.raises(Duplicate):
        assign(in_review, editor, assignee_id=checker.pk)


def test_taking_handing_over_and_finishing(in_review, checker, editor, desk):
    given = assign(in_review, editor)
    taken = assignments.hand_to(given.pk, assignee_id=checker.pk, by=checker, version=1)
    assert taken.assignee == checker
    back = assignments.hand_to(given.pk, assignee_id=None, by=editor, version=2)
    assert back.assignee is None
    with pytest.raises(NotAllowed):
        assignments.finish(given.pk, by=member(desk, Role.REPORTER), version=3)
    done = assignments.finish(given.pk, by=editor, version=3)
    assert done.done_by == editor
    with pytest.raises(Conflict):
        assignments.finish(given.pk, by=editor, version=4)


def test_a_decision_closes_the_work_and_tells_the_author(in_review, checker, editor):
    given = assign(in_review, editor)
    verification.decide(
        in_review.pk, Move.DISPUTE, by=checker, version=in_review.version, reason="Hm."
    )
    given.refresh_from_db()
    assert given.done_by == checker
    told = Notification.objects.get(kind=Notice.DECIDED)
    assert told.user == in_review.entered_by


def test_outsiders_find_no_work(in_review, editor):
    given = assign(in_review, editor)
    with pytest.raises(NotFound):
        assignments.finish(given.pk, by=UserFactory(), version=1)


# What a claim asserts


def test_describing_a_claim(desk, editor):
    claim = ClaimFactory(desk=desk)
    shapes.describe(
        claim.pk,
        by=editor,
        version=1,
        type="quantity",
        topics=["roads", "roads", "prices"],
        place="Ferrylight",
        happened=(TODAY, TODAY),
        figures=[Amount(Decimal(2900), Decimal(3000), "tonnes")],
        checkable=True,
    )
    claim.refresh_from_db()
    assert (claim.topics, claim.place) == (["prices", "roads"], "Ferrylight")
    assert [str(figure) for figure in claim.figures.current()] == [
        "2900 to 3000 tonnes"
    ]
    shapes.describe(claim.pk, by=editor, version=2, figures=[])
    assert not claim.figures.current().exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"happened": (TODAY, TODAY - timedelta(days=1))},
        {"topics": ["x"] * 21},
        {"topics": [""]},
        {"figures": [Amount(Decimal(2), Decimal(1))]},
    ],
)
def test_what_cannot_be_asserted(desk, editor, wrong):
    with pytest.raises(Invalid):
        shapes.describe(ClaimFactory(desk=desk).pk, by=editor, version=1, **wrong)


def test_splitting_a_claim(desk, editor):
    place = OccurrenceFactory(claim=ClaimFactory(desk=desk))
    parts = ["The bridge is shut.", "The road is shut."]
    first, second = shapes.split(place.claim.pk, parts=parts, by=editor, version=1)
    assert [first.text, second.text] == parts
    assert (first.pk, second.split_from) == (place.claim.pk, first)
    assert [o.span for o in second.occurrences.all()] == [place.span]
    with pytest.raises(Invalid):
        shapes.split(first.pk, parts=["One."], by=editor, version=2)


def test_merging_two_claims(desk, editor, two):
    gone, stays = ClaimFactory.create_batch(2, desk=desk)
    place = OccurrenceFactory(claim=gone)
    (moved,) = supported_by(gone, two[0])
    shared = EvidenceFactory(claim=gone)
    EvidenceFactory(claim=stays, quote=shared.quote)
    shapes.merge(gone.pk, into_id=stays.pk, by=editor, version=1, reason="The same.")
    gone.refresh_from_db()
    assert gone.merged_into == stays
    assert stays.occurrences.get().span == place.span
    assert stays.evidence.filter(pk=moved.pk).exists()
    assert stays.evidence.count() == 2
    assert gone not in [
        row.claim for row in queries.review_queue(editor, lane=Lane.ALL).rows
    ]
    with pytest.raises(Conflict):
        shapes.merge(gone.pk, into_id=stays.pk, by=editor, version=2, reason="Again.")
    with pytest.raises(Conflict, match="merged") as refused:
        verification.decide(gone.pk, Move.SUBMIT, by=editor, version=2, reason="Hm.")
    assert refused.value.facts["into"] == str(stays.pk)


def test_claims_of_two_desks_are_not_merged(desk, editor):
    with pytest.raises(NotFound):
        shapes.merge(
            ClaimFactory(desk=desk).pk,
            into_id=ClaimFactory().pk,
            by=editor,
            version=1,
            reason="x",
        )


# Queue and dossier


@pytest.fixture
def queued(desk, two):
    claims = ClaimFactory.create_batch(3, desk=desk, status=Status.IN_REVIEW)
    for claim in claims:
        supported_by(claim, *two)
        OccurrenceFactory(claim=claim)
    return claims[::-1]


def test_the_queue_in_pages(queued, checker):
    first = queries.review_queue(checker, limit=2)
    assert [row.claim for row in first.rows] == queued[:2]
    assert first.rows[0].corroboration.line.endswith("2 origins; independent")
    last = queries.review_queue(checker, limit=2, after=first.after)
    assert ([row.claim for row in last.rows], last.after) == (queued[2:], None)


@pytest.mark.parametrize(
    ("lane", "found"),
    [(Lane.TO_REVIEW, 3), (Lane.UNVERIFIED, 1), (Lane.SETTLED, 1), (Lane.ALL, 5)],
)
@pytest.mark.usefixtures("queued")
def test_lanes(desk, checker, lane, found):
    ClaimFactory(desk=desk)
    ClaimFactory(desk=desk, status=Status.RETRACTED)
    page = queries.review_queue(checker, lane=lane, desk_id=desk.pk)
    assert len(page.rows) == found


@pytest.mark.parametrize("limit", [1, 3])
@pytest.mark.usefixtures("queued")
def test_the_queues_queries_do_not_grow(checker, limit, django_assert_num_queries):
    assert checker.roles
    with django_assert_num_queries(7):
        queries.review_queue(checker, limit=limit)


def test_a_dossier(in_review, checker, desk):
    other = ClaimFactory(desk=desk)
    check = crosschecks.judge(
        in_review.pk, other.pk, relation="corroborates", rationale="So.", by=checker
    )
    found = queries.dossier(in_review.pk, user=checker)
    assert found.claim == in_review
    assert found.checks == [check]
    assert [exhibit.counts for exhibit in found.exhibits] == [True, True]
    assert {exhibit.group for exhibit in found.exhibits} == {1, 2}
    verify = next(c for c in found.choices if c.move is Move.VERIFY)
    assert verify.decision
    assert verify.report


def test_a_dossier_names_a_source_only_to_those_who_may_know(
    in_review, checker, keeper
):
    hidden = queries.dossier(in_review.pk, user=checker).exhibits
    assert [(x.source, x.has_source) for x in hidden] == [(None, True)] * 2
    shown = queries.dossier(in_review.pk, user=keeper).exhibits
    assert all(exhibit.source for exhibit in shown)


def test_a_dossiers_queries_do_not_grow(in_review, keeper, django_assert_num_queries):
    supported_by(in_review, *SourceFactory.create_batch(3, desk=in_review.desk))
    OccurrenceFactory(claim=in_review)
    assert keeper.roles
    with django_assert_num_queries(15):
        queries.dossier(in_review.pk, user=keeper)


def test_an_outsider_finds_no_dossier(in_review):
    with pytest.raises(NotFound):
        queries.dossier(in_review.pk, user=UserFactory())
