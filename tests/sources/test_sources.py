"""Registering, grading, wording, linking and withdrawing sources."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from sources import codenames
from sources.models import (
    CandidateBand,
    LinkKind,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    Stance,
)
from sources.services import confidants, links, sources, wordings
from sources.signals import source_changed
from tests.factories.sources import LinkFactory, SourceFactory
from tests.factories.tracker import DeskFactory, member
from tracker.audit import acting
from tracker.errors import (
    Conflict,
    Duplicate,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from tracker.models import Role


def test_a_codename_is_drawn_from_the_list(desk, reporter):
    source = sources.register(desk.pk, by=reporter, kind=SourceKind.PERSON)
    assert set(source.codename.split()) <= set(codenames.words())
    assert source.handler == source.entered_by == reporter
    assert source.reliability == Reliability.F


def test_the_word_list_is_plain_and_long_enough():
    words = codenames.words()
    assert len(set(words)) == len(words) >= 400
    assert all(word.isascii() and word.isalpha() and word.isupper() for word in words)


def test_a_chosen_codename_is_stored_in_plain_capitals(desk, reporter):
    source = sources.register(desk.pk, by=reporter, codename=" tin  Ｄｒｕｍ ")
    assert source.codename == "TIN DRUM"


@pytest.mark.parametrize("bad", ["", "MÜLLER", "ТIN DRUM", "A_B", "X" * 41, "1 ACE"])
def test_a_codename_of_other_letters_is_refused(desk, reporter, bad):
    with pytest.raises(Invalid, match="letters A to Z"):
        sources.register(desk.pk, by=reporter, codename=bad)


def test_a_taken_codename_is_refused_but_not_on_another_desk(desk, reporter, outsider):
    sources.register(desk.pk, by=reporter, codename="TIN DRUM")
    with pytest.raises(Duplicate, match="taken"):
        sources.register(desk.pk, by=reporter, codename="tin drum")
    (other,) = outsider.roles
    assert sources.register(other, by=outsider, codename="TIN DRUM").pk


@pytest.mark.parametrize("role", [Role.FACT_CHECKER, Role.AUDITOR, Role.API_CLIENT])
def test_only_who_can_hold_a_file_registers(desk, role):
    with pytest.raises(NotAllowed, match="register sources"):
        sources.register(desk.pk, by=member(desk, role))


def test_a_handler_must_be_able_to_hold_a_file(desk, editor, fact_checker):
    with pytest.raises(NotAllowed, match="handle a source"):
        sources.register(desk.pk, by=editor, handler=fact_checker)


def test_outsiders_register_nothing(desk, outsider):
    with pytest.raises(NotFound):
        sources.register(desk.pk, by=outsider)


def test_a_grade_keeps_its_rationale_and_its_author(source, editor, events):
    sources.grade(
        source.pk,
        reliability=Reliability.B,
        rationale="Right on all three border closures.",
        by=editor,
        version=1,
    )
    source.refresh_from_db()
    assert (source.reliability, source.graded_by) == (Reliability.B, editor)
    assert source.graded_at is not None
    assert [event[0] for event in events()] == ["source.graded"]


def test_a_grade_without_rationale_is_refused(source, editor):
    with pytest.raises(Invalid, match="rationale"):
        sources.grade(
            source.pk, reliability=Reliability.A, rationale=" ", by=editor, version=1
        )


def test_a_change_on_a_stale_copy_is_refused(source, editor, reporter):
    sources.estimate(
        source.pk, candidates=CandidateBand.UNDER_10, by=reporter, version=1
    )
    with pytest.raises(StaleVersion):
        sources.estimate(source.pk, candidates=CandidateBand.MORE, by=editor, version=1)


def test_who_only_reads_a_source_does_not_change_it(source, keeper, fact_checker):
    confidants.let_in(source.pk, user=fact_checker, by=keeper, reason="The river.")
    with pytest.raises(NotAllowed, match="handler"):
        sources.estimate(
            source.pk, candidates=CandidateBand.MORE, by=fact_checker, version=1
        )


def test_status_and_withdrawal(source, reporter, django_capture_on_commit_callbacks):
    heard = []

    def listen(source_id, **_):
        heard.append(source_id)

    source_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        sources.set_status(
            source.pk,
            status=SourceStatus.AT_RISK,
            by=reporter,
            version=1,
            reason="Silent for a month.",
        )
        sources.withdraw(source.pk, by=reporter, version=2, reason="Made it up.")
    source_changed.disconnect(listen)
    assert heard == [source.pk, source.pk]
    source.refresh_from_db()
    assert source.status == SourceStatus.WITHDRAWN
    with pytest.raises(Conflict):
        sources.withdraw(source.pk, by=reporter, version=3, reason="Again.")
    with pytest.raises(Conflict):
        sources.set_status(
            source.pk, status=SourceStatus.ACTIVE, by=reporter, version=3, reason="x"
        )


def test_withdrawing_needs_a_reason(source, reporter):
    with pytest.raises(Invalid, match="reason"):
        sources.withdraw(source.pk, by=reporter, version=1, reason=" ")


def test_a_wording_is_agreed_or_forbidden_never_both(source, reporter):
    say = {"wording": "a source  in Liaoning", "by": reporter}
    agreed = wordings.describe_as(source.pk, stance=Stance.AGREED, **say)
    assert wordings.describe_as(source.pk, stance=Stance.AGREED, **say) == agreed
    forbidden = wordings.describe_as(source.pk, stance=Stance.FORBIDDEN, **say)
    assert list(source.descriptors.current()) == [forbidden]
    assert forbidden.wording == "a source in Liaoning"
    wordings.drop_wording(forbidden.pk, by=reporter)
    assert not source.descriptors.current().exists()
    assert source.descriptors.count() == 2


def test_an_empty_wording_is_refused(source, reporter):
    with pytest.raises(Invalid):
        wordings.describe_as(source.pk, wording=" ", stance=Stance.AGREED, by=reporter)


def test_a_tie_outweighs_independence(desk, source, editor):
    other = SourceFactory(desk=desk)

    def tie(kind, one=source, two=other):
        return links.link(one.pk, two.pk, kind=kind, rationale="Seen.", by=editor)

    tie(LinkKind.INDEPENDENT)
    household = tie(LinkKind.SAME_HOUSEHOLD)
    with pytest.raises(Duplicate):
        tie(LinkKind.SAME_HOUSEHOLD, other, source)
    independent = source.links_from.get(kind=LinkKind.INDEPENDENT)
    links.unlink(independent.pk, by=editor, version=1, reason="They are not.")
    with pytest.raises(Conflict, match="tied"):
        tie(LinkKind.INDEPENDENT)
    links.unlink(household.pk, by=editor, version=1, reason="Another street.")
    with pytest.raises(Conflict, match="ended"):
        links.unlink(household.pk, by=editor, version=2, reason="Again.")
    assert tie(LinkKind.INDEPENDENT).pk


def test_each_may_have_told_the_other(desk, source, editor):
    other = SourceFactory(desk=desk)
    for one, two in ((source, other), (other, source)):
        links.link(
            one.pk, two.pk, kind=LinkKind.TOLD_BY, rationale="Said so.", by=editor
        )
    assert source.links_from.count() == source.links_to.count() == 1


def test_who_links_two_sources_sees_both(desk, source, reporter):
    hidden = SourceFactory(desk=desk)
    with pytest.raises(NotFound):
        links.link(
            source.pk,
            hidden.pk,
            kind=LinkKind.SAME_OFFICE,
            rationale="Rumour.",
            by=reporter,
        )


def test_no_link_crosses_desks(source):
    elsewhere = SourceFactory()
    with pytest.raises(IntegrityError, match="link_other_same_desk"):
        LinkFactory(source=source, other=elsewhere)


@pytest.mark.parametrize("rationale", ["", "  "])
def test_a_link_needs_two_sources_and_a_rationale(source, editor, rationale):
    with pytest.raises(Invalid):
        links.link(
            source.pk,
            SourceFactory(desk=source.desk).pk,
            kind=LinkKind.OTHER,
            rationale=rationale,
            by=editor,
        )
    with pytest.raises(Invalid):
        links.link(
            source.pk, source.pk, kind=LinkKind.OTHER, rationale="Self.", by=editor
        )


def test_a_source_names_nothing_in_text(source):
    assert source.codename not in f"{source} {source!r}"


@pytest.mark.usefixtures("committed")
def test_racing_for_one_codename_has_one_winner():
    desk = DeskFactory()
    people = [member(desk, Role.REPORTER) for _ in range(6)]
    start, outcomes = Barrier(len(people)), []

    def race(person):
        start.wait()
        try:
            sources.register(desk.pk, by=person, codename="TIN DRUM")
            outcomes.append("won")
        except Duplicate:
            outcomes.append("lost")
        finally:
            connection.close()

    threads = [Thread(target=race, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["lost"] * 5 + ["won"]
    assert Source.objects.filter(desk=desk).count() == 1


def test_the_database_refuses_a_grade_without_its_author(source, editor):
    with (
        pytest.raises(IntegrityError, match="source_grade_names_its_author"),
        transaction.atomic(),
        acting(by=editor, action="test"),
    ):
        source.change(graded_by=editor)
