"""A second reader, exemptions, sign-offs: decisions that take more than one person."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from claims.kappa import Concord, concord
from claims.models import Preset, Task
from claims.queries.readers import agreement
from claims.services import (
    assignments,
    exemptions,
    readings,
    signoffs,
    standards,
    verification,
)
from claims.workflow import Move, Status
from tests.claims.conftest import supported_by
from tests.factories.claims import ClaimFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, member
from tracker.audit import System, acting
from tracker.errors import (
    BelowStandard,
    Duplicate,
    IllegalMove,
    Invalid,
    NotAllowed,
    StaleVersion,
)
from tracker.models import Role
from tracker.services import articles


@pytest.fixture
def two_readers(desk, editor):
    """A wire that wants a second reader."""
    return standards.adopt(
        desk.pk, preset="wire", parameters={"second_reader": True}, by=editor
    )


@pytest.fixture
def read_twice(desk, two_readers, two):
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, *two)
    return claim


def give(claim, by, verdict=Move.VERIFY):
    return readings.give(
        claim.pk, verdict=verdict, reason="So I read it.", by=by, version=claim.version
    )


def verify(claim, by):
    return verification.decide(
        claim.pk, Move.VERIFY, by=by, version=claim.version, reason="Both saw it."
    )


@pytest.mark.django_db
def test_two_readers_who_agree(read_twice, checker, editor):
    with pytest.raises(BelowStandard):
        verify(read_twice, editor)
    give(read_twice, checker)
    assert verify(read_twice, editor)


@pytest.mark.django_db
def test_two_readers_who_do_not(read_twice, checker, editor):
    give(read_twice, checker, Move.DISPUTE)
    with pytest.raises(BelowStandard) as refused:
        verify(read_twice, editor)
    assert refused.value.facts["reasons"][0]["code"] == "readers_disagree"


@pytest.mark.django_db
def test_the_second_reader_does_not_decide(read_twice, checker):
    give(read_twice, checker)
    with pytest.raises(NotAllowed, match="second reader"):
        verify(read_twice, checker)


@pytest.mark.django_db
def test_a_reading_is_given_once_and_by_somebody_else(read_twice, checker):
    give(read_twice, checker)
    with pytest.raises(Duplicate):
        give(read_twice, checker)
    with pytest.raises(NotAllowed):
        give(read_twice, read_twice.entered_by)


@pytest.mark.django_db
def test_a_reading_is_a_verdict_on_a_claim_in_review(desk, read_twice, checker):
    with pytest.raises(Invalid):
        give(read_twice, checker, Move.REOPEN)
    with pytest.raises(IllegalMove):
        give(ClaimFactory(desk=desk), checker)
    with pytest.raises(StaleVersion):
        readings.give(
            read_twice.pk, verdict=Move.VERIFY, reason="x", by=checker, version=9
        )


@pytest.mark.django_db
def test_a_reading_closes_the_task(read_twice, checker, editor):
    task = assignments.assign(
        read_twice.pk, task=Task.SECOND_READING, assignee_id=checker.pk, by=editor
    )
    give(read_twice, checker)
    task.refresh_from_db()
    assert task.done_by == checker


@pytest.mark.django_db
def test_agreement_is_counted_by_month(read_twice, checker, editor, desk):
    give(read_twice, checker)
    verify(read_twice, editor)
    overall, months = agreement(desk.pk)
    assert overall == Concord(1, 1, None)
    assert list(months.values()) == [overall]


def test_kappa_of_the_textbook():
    both = [("yes", "yes")] * 20 + [("yes", "no")] * 5
    both += [("no", "yes")] * 10 + [("no", "no")] * 15
    assert concord(both).kappa == pytest.approx(0.4)


def test_no_claims_no_kappa():
    assert concord([]) == Concord(0, 0, None)


words = st.sampled_from(["verify", "refute", "dispute"])


@given(st.lists(st.tuples(words, words), min_size=1))
def test_kappa_is_the_same_from_either_side(pairs):
    found = concord(pairs)
    assert found == concord([(second, first) for first, second in pairs])
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert (found.kappa == 1) <= (found.agreed == found.claims)


# Exemptions


@pytest.fixture
def single(desk, wire):
    """A claim in review that one golden source carries."""
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    supported_by(claim, SourceFactory(desk=desk))
    return claim


@pytest.mark.django_db
def test_a_golden_source(single, editor, checker):
    with pytest.raises(BelowStandard):
        verify(single, checker)
    exemptions.grant(single.pk, code="few_origins", reason="She signed.", by=editor)
    decision = verify(single, checker)
    assert [finding["weight"] for finding in decision.findings] == ["waived"]


@pytest.mark.django_db
def test_an_exemption_ends(single, editor, checker):
    lifted = exemptions.grant(single.pk, code="few_origins", reason="x", by=editor)
    with pytest.raises(Duplicate):
        exemptions.grant(single.pk, code="few_origins", reason="x", by=editor)
    exemptions.end(lifted.pk, by=editor, version=1, reason="She did not sign.")
    with pytest.raises(BelowStandard):
        verify(single, checker)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["hearsay", "no_support", "coffee"])
def test_what_the_standards_do_not_let_lift_stays(single, editor, code):
    with pytest.raises(NotAllowed, match="nobody"):
        exemptions.grant(single.pk, code=code, reason="Please.", by=editor)


@pytest.mark.django_db
def test_a_fact_checker_lifts_nothing(single, checker):
    with pytest.raises(NotAllowed):
        exemptions.grant(single.pk, code="few_origins", reason="Please.", by=checker)


# Versions of standards


@pytest.mark.django_db
def test_standards_have_versions_and_a_day(desk, editor, wire):
    assert wire.number == 1
    assert standards.adopt(desk.pk, preset="strict", by=editor).number == 2
    with pytest.raises(Invalid, match="past"):
        standards.adopt(
            desk.pk, preset="wire", by=editor, effective_from=wire.effective_from
        )
    with pytest.raises(Invalid):
        standards.adopt(desk.pk, preset="gossip", by=editor)
    with pytest.raises(NotAllowed):
        standards.adopt(desk.pk, preset="wire", by=member(desk, Role.REPORTER))


@pytest.mark.django_db
def test_standards_are_never_changed(wire):
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        wire.change(preset=Preset.STRICT)


# Quorum


@pytest.fixture
def unnamed(desk, editor, reporter):
    """An article, quoting one anonymous source, on a desk that asks two editors."""
    standards.adopt(desk.pk, preset="national-daily", by=editor)
    article = ArticleFactory(desk=desk, entered_by=reporter)
    QuoteFactory(desk=desk, article=article)
    return article


@pytest.mark.django_db
def test_two_editors_answer_for_unnamed_sources(unnamed, editor, desk):
    with pytest.raises(BelowStandard) as refused:
        articles.publish(unnamed.pk, by=editor, version=1)
    assert refused.value.facts["reasons"][0]["code"] == "quorum_missing"
    second = member(desk, Role.EDITOR)
    signoffs.sign(unnamed.current.pk, reason="I know who it is.", by=second)
    assert articles.publish(unnamed.pk, by=editor, version=1)


@pytest.mark.django_db
def test_ones_own_word_counts_once(unnamed, editor):
    signoffs.sign(unnamed.current.pk, reason="I know.", by=editor)
    with pytest.raises(Duplicate):
        signoffs.sign(unnamed.current.pk, reason="I do.", by=editor)
    with pytest.raises(BelowStandard):
        articles.publish(unnamed.pk, by=editor, version=1)


@pytest.mark.django_db
def test_named_sources_need_no_quorum(desk, editor):
    standards.adopt(desk.pk, preset="national-daily", by=editor)
    article = ArticleFactory(desk=desk)
    QuoteFactory(desk=desk, article=article, speaker_kind="named_person")
    assert articles.publish(article.pk, by=editor, version=1)
