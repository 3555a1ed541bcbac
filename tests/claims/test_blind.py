"""A second reader does not know the first verdict, whichever way they ask."""

import pytest
from django.utils import timezone

from claims import policy
from claims.models import SecondReading, Task, Verification
from claims.queries import dossier, prepublication
from claims.queries.asof import as_of
from claims.queries.readers import agreement
from claims.services import assignments, readings, standards, verification
from claims.standards import Code
from claims.workflow import Move, Status
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import SourceFactory
from tests.factories.tracker import ExportFactory, member
from tests.tracker import chain
from tracker.datasets import Profile
from tracker.errors import BelowStandard, Duplicate, NotAllowed
from tracker.models import Role
from tracker.services import exports

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_twice(desk, editor, two):
    """A claim in review on a desk that wants a second reader; nothing else is amiss."""
    standards.adopt(
        desk.pk, preset="wire", parameters={"second_reader": True}, by=editor
    )
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, *two)
    return claim


@pytest.fixture
def third(desk):
    return member(desk, Role.FACT_CHECKER)


def give(claim, by, verdict=Move.VERIFY):
    return readings.give(
        claim.pk, verdict=verdict, reason="So I read it.", by=by, version=claim.version
    )


def decide(claim, move, by):
    claim.refresh_from_db()
    return verification.decide(
        claim.pk, move, by=by, version=claim.version, reason="As I see it."
    )


def codes_shown(claim, user):
    shown = dossier(claim.pk, user=user)
    return {f.code for choice in shown.choices for f in choice.report.reasons}


def test_the_list_of_readings_and_the_policy_agree(
    read_twice, checker, third, editor, reporter
):
    give(read_twice, checker, Move.DISPUTE)
    own = give(read_twice, third)
    for person in (checker, third, editor, reporter):
        seen = set(SecondReading.objects.visible_to(person))
        read = person in {checker, third}
        assert seen == {
            reading
            for reading in SecondReading.objects.all()
            if policy.can_see_reading(person, reading, read=read)
        }
    assert own in SecondReading.objects.visible_to(checker)


def test_what_a_reader_found_is_not_on_the_page_of_who_has_not_read(
    read_twice, checker, editor, third
):
    give(read_twice, checker, Move.DISPUTE)
    for person in (editor, third):
        assert Code.READERS_DISAGREE not in codes_shown(read_twice, person)
        assert dossier(read_twice.pk, user=person).unread
        assert dossier(read_twice.pk, user=person).readings == []
    assert Code.READERS_DISAGREE in codes_shown(read_twice, checker)
    give(read_twice, third)
    assert Code.READERS_DISAGREE in codes_shown(read_twice, third)
    assert len(dossier(read_twice.pk, user=third).readings) == 2


def test_nor_in_the_report_on_the_article_nor_in_how_it_stood(
    read_twice, checker, editor
):
    article = OccurrenceFactory(claim=read_twice).article
    give(read_twice, checker, Move.DISPUTE)
    chain.seal()
    now = timezone.now()
    for person, told in ((editor, False), (checker, True)):
        report = prepublication(person, article.pk)
        assert ("readers_disagree" in {o.code for o in report.objections}) == told
        then = as_of(read_twice.pk, now, user=person)
        reasons = {finding.code for finding in then.report.reasons}
        assert (Code.READERS_DISAGREE in reasons) == told


def test_a_verdict_is_not_opened_by_trying_what_fails_anyway(
    read_twice, checker, editor, two
):
    """Below standard for another reason, the second verdict stays sealed."""
    weak = ClaimFactory(desk=read_twice.desk, status=Status.IN_REVIEW)
    supported_by(weak, SourceFactory(desk=weak.desk))
    give(weak, checker, Move.DISPUTE)
    with pytest.raises(BelowStandard) as refused:
        decide(weak, Move.VERIFY, editor)
    codes = {reason["code"] for reason in refused.value.facts["reasons"]}
    assert codes == {"few_origins"}
    assert not weak.readings.filter(reader=editor).exists()


def test_who_learns_that_readers_differ_has_read(read_twice, checker, editor, third):
    give(read_twice, checker, Move.DISPUTE)
    with pytest.raises(BelowStandard) as refused:
        decide(read_twice, Move.VERIFY, editor)
    assert refused.value.facts["reasons"][0]["code"] == "readers_disagree"
    kept = read_twice.readings.get(reader=editor)
    assert (kept.verdict, kept.reason) == (Move.VERIFY, "As I see it.")
    with pytest.raises(NotAllowed, match="second reader"):
        decide(read_twice, Move.DISPUTE, editor)
    with pytest.raises(Duplicate):
        give(read_twice, editor, Move.DISPUTE)
    assert decide(read_twice, Move.DISPUTE, third)


def test_keeping_a_refused_verdict_twice_keeps_it_once(read_twice, checker, editor):
    give(read_twice, checker, Move.DISPUTE)
    for _ in range(2):
        readings.keep(
            read_twice.pk, verdict=Move.VERIFY, reason="So.", by=editor, version=2
        )
    assert read_twice.readings.filter(reader=editor).count() == 1
    readings.keep(
        read_twice.pk, verdict=Move.VERIFY, reason="So.", by=editor, version=1
    )
    assert read_twice.readings.count() == 2


@pytest.fixture
def reopened(read_twice, checker, editor, third):
    """It was verified once, is in review again, and `third` is asked to read it."""
    give(read_twice, checker)
    decide(read_twice, Move.VERIFY, editor)
    decide(read_twice, Move.REOPEN, editor)
    assignments.assign(
        read_twice.pk, task=Task.SECOND_READING, assignee_id=third.pk, by=editor
    )
    read_twice.refresh_from_db()
    return read_twice


def test_who_is_asked_to_read_blind_sees_no_earlier_verdict(reopened, third, checker):
    blind = dossier(reopened.pk, user=third)
    assert not blind.sealed
    assert blind.decisions == []
    assert not Verification.objects.visible_to(third).exists()
    assert Verification.objects.visible_to(checker).exists()
    give(reopened, third)
    seeing = dossier(reopened.pk, user=third)
    assert seeing.sealed
    assert Move.VERIFY in [decision.move for decision in seeing.decisions]


def test_nor_how_the_claim_stood_before(reopened, third, checker):
    chain.seal()
    with pytest.raises(NotAllowed, match="blind"):
        as_of(reopened.pk, timezone.now(), user=third)
    assert as_of(reopened.pk, timezone.now(), user=checker)


def test_a_blind_reading_is_not_over_by_saying_so(reopened, third):
    work = reopened.assignments.open().get(assignee=third)
    with pytest.raises(NotAllowed, match="give your verdict"):
        assignments.finish(work.pk, by=third, version=work.version)
    give(reopened, third)
    work.refresh_from_db()
    assert work.done_by == third


def test_one_reader_s_verdict_leaves_another_s_task_open(
    read_twice, checker, third, editor
):
    for person in (checker, third):
        assignments.assign(
            read_twice.pk, task=Task.SECOND_READING, assignee_id=person.pk, by=editor
        )
    give(read_twice, checker)
    assert read_twice.assignments.open().get().assignee == third


def test_agreement_counts_the_first_two_verdicts_once_decided(
    desk, read_twice, checker, editor, third
):
    give(read_twice, checker, Move.DISPUTE)
    with pytest.raises(BelowStandard):
        decide(read_twice, Move.VERIFY, editor)
    assert agreement(desk.pk)[0].claims == 0
    decide(read_twice, Move.DISPUTE, third)
    overall, months = agreement(desk.pk)
    assert (overall.claims, overall.agreed) == (1, 0)
    assert list(months.values()) == [overall]


# Given back, what was sealed is open


def asked(claim, person, by):
    return assignments.assign(
        claim.pk, task=Task.SECOND_READING, assignee_id=person.pk, by=by
    )


def handed(work, to, by):
    return assignments.hand_to(
        work.pk, assignee_id=to and to.pk, by=by, version=work.version
    )


def not_blind():
    return pytest.raises(NotAllowed, match="somebody else reads this claim")


def test_whoever_gave_a_blind_reading_back_does_not_take_it_again(
    desk, reopened, third, editor
):
    work = handed(reopened.assignments.open().get(assignee=third), None, third)
    assert dossier(reopened.pk, user=third).decisions
    for again in (
        lambda: handed(work, third, third),
        lambda: handed(work, third, editor),
        lambda: asked(reopened, third, editor),
        lambda: give(reopened, third),
    ):
        with not_blind():
            again()
    fourth = member(desk, Role.FACT_CHECKER)
    assert handed(work, fourth, fourth).assignee == fourth
    assert give(reopened, fourth)


def test_nor_after_somebody_closed_it_for_them(reopened, third, editor):
    work = reopened.assignments.open().get(assignee=third)
    assignments.finish(work.pk, by=editor, version=work.version)
    with not_blind():
        asked(reopened, third, editor)


def test_nor_after_it_went_from_hand_to_hand(desk, reopened, third, editor):
    work = reopened.assignments.open().get(assignee=third)
    fourth = member(desk, Role.FACT_CHECKER)
    handed(handed(work, fourth, third), None, fourth)
    for person in (third, fourth):
        with not_blind():
            give(reopened, person)


def test_where_nothing_was_sealed_it_is_taken_again(read_twice, checker, editor):
    work = handed(asked(read_twice, checker, editor), None, checker)
    assert handed(work, checker, checker).assignee == checker
    assert give(read_twice, checker)


def test_the_next_review_is_a_new_one(desk, reopened, third, editor):
    fourth = member(desk, Role.FACT_CHECKER)
    handed(reopened.assignments.open().get(assignee=third), None, third)
    give(reopened, fourth)
    decide(reopened, Move.VERIFY, editor)
    decide(reopened, Move.REOPEN, editor)
    assert asked(reopened, third, editor).assignee == third


def test_who_may_not_read_blind_still_decides(reopened, third, checker):
    handed(reopened.assignments.open().get(assignee=third), None, third)
    give(reopened, checker)
    assert decide(reopened, Move.VERIFY, third)


# Exports


TELLING = ["claims", "decisions", "events"]


def export(desk, by, dataset):
    return exports.ask(desk.pk, dataset_name=dataset, profile=Profile.INTERNAL, by=by)


@pytest.fixture
def second(desk, reopened, third, editor):
    """An editor who is asked to read blind what was verified before."""
    person = member(desk, Role.EDITOR)
    asked(reopened, person, editor)
    return person


@pytest.mark.parametrize("dataset", TELLING)
def test_no_export_tells_a_blind_reader(desk, reopened, second, editor, dataset):
    with pytest.raises(NotAllowed, match="blind"):
        export(desk, second, dataset)
    assert export(desk, second, "articles")
    assert export(desk, editor, dataset)
    give(reopened, second)
    assert export(desk, second, dataset)


def test_nor_one_that_was_made_before_they_were_asked(desk, reopened, editor, third):
    early = ExportFactory(desk=desk, entered_by=editor, dataset="decisions")
    asked(reopened, editor, by=editor)
    with pytest.raises(NotAllowed, match="blind"):
        exports.fetch(early.pk, by=editor)


def test_a_first_reading_has_nothing_to_seal(desk, read_twice, editor):
    person = member(desk, Role.EDITOR)
    asked(read_twice, person, editor)
    assert export(desk, person, "decisions")
