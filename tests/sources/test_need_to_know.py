"""Who sees which source: the list and the rule say the same, and looking is an act."""

import pytest

from sources.models import Agreement, Confidant, Descriptor, Link, Source
from sources.policy import can_see
from sources.services import confidants, sources
from tests.factories.sources import (
    AgreementFactory,
    ConfidantFactory,
    DescriptorFactory,
    LinkFactory,
    SourceFactory,
)
from tests.factories.tracker import DeskFactory, member
from tracker.errors import NotAllowed, NotFound
from tracker.models import Role, User


@pytest.fixture
def some_sources(desk, reporter):
    """Plain, restricted, somebody else's, let-in, and one of another desk."""
    let_in = SourceFactory(desk=desk, restricted=True)
    return [
        SourceFactory(desk=desk, handler=reporter),
        SourceFactory(desk=desk, handler=reporter, restricted=True),
        SourceFactory(desk=desk),
        SourceFactory(desk=desk, restricted=True),
        let_in,
        SourceFactory(),
    ]


@pytest.fixture
def people(desk, some_sources, reporter, keeper, outsider):
    """One of every role, in and out of the desk, let in or not, active or not."""
    named = [member(desk, role) for role in Role]
    for person in named:
        ConfidantFactory(source=some_sources[4], user=person)
    gone = member(desk, Role.KEEPER, is_active=False)
    both = member(desk, Role.REPORTER, Role.FACT_CHECKER, Role.AUDITOR)
    staff = member(DeskFactory(), is_staff=True)
    others = [member(desk, role) for role in Role]
    return [reporter, keeper, outsider, gone, both, staff, *named, *others]


def test_the_list_and_the_policy_agree(people, some_sources):
    for person in people:
        seen = {s for s in some_sources if can_see(person, s)}
        assert set(Source.objects.visible_to(person)) == seen


def test_the_rule_is_this(desk, some_sources, reporter, editor, keeper):
    plain, own_hidden, others, hidden, let_in, elsewhere = some_sources
    seen = Source.objects.visible_to
    assert set(seen(reporter)) == {plain, own_hidden}
    assert set(seen(editor)) == {plain, others}
    assert set(seen(keeper)) == {plain, own_hidden, others, hidden, let_in}
    assert elsewhere not in seen(keeper)
    assert not seen(member(desk, Role.AUDITOR)).exists()
    assert not seen(member(desk, Role.API_CLIENT)).exists()
    assert not seen(member(desk, Role.FACT_CHECKER)).exists()


def test_who_was_let_in_sees_until_shut_out(source, keeper, fact_checker):
    row = confidants.let_in(
        source.pk, user=fact_checker, by=keeper, reason="The river."
    )
    again = confidants.let_in(source.pk, user=fact_checker, by=keeper, reason="Again.")
    assert again == row
    assert source in Source.objects.visible_to(fact_checker)
    confidants.shut_out(row.pk, by=keeper, reason="Done.")
    assert source not in Source.objects.visible_to(fact_checker)
    assert not can_see(fact_checker, source)


@pytest.mark.parametrize("role", [Role.API_CLIENT, Role.AUDITOR])
def test_programs_and_auditors_are_never_let_in(desk, source, keeper, role):
    with pytest.raises(NotAllowed):
        confidants.let_in(source.pk, user=member(desk, role), by=keeper, reason="Why.")


def test_only_a_keeper_lets_in_restricts_or_hands_over(
    source, reporter, editor, colleague
):
    for person in (reporter, editor):
        with pytest.raises(NotAllowed, match="keeper"):
            confidants.let_in(source.pk, user=colleague, by=person, reason="Mate.")
        with pytest.raises(NotAllowed, match="keeper"):
            confidants.restrict(
                source.pk, restricted=True, by=person, version=1, reason="x"
            )
        with pytest.raises(NotAllowed, match="keeper"):
            confidants.hand_over(
                source.pk, handler=colleague, by=person, version=1, reason="x"
            )


def test_a_handed_over_source_is_the_new_handlers(source, reporter, colleague, keeper):
    confidants.hand_over(
        source.pk, handler=colleague, by=keeper, version=1, reason="Moved."
    )
    assert source in Source.objects.visible_to(colleague)
    assert source not in Source.objects.visible_to(reporter)


def test_a_restricted_source_is_hidden_from_editors(source, editor, keeper):
    confidants.restrict(
        source.pk, restricted=True, by=keeper, version=1, reason="Risk."
    )
    assert source not in Source.objects.visible_to(editor)


def test_what_hangs_on_a_source_is_seen_with_it(source, reporter, editor, colleague):
    hidden = SourceFactory(desk=source.desk)
    rows = [
        AgreementFactory(source=source),
        DescriptorFactory(source=source),
        ConfidantFactory(source=source),
    ]
    both = LinkFactory(source=source, other=hidden)
    for row in rows:
        assert row in type(row).objects.visible_to(reporter)
        assert row not in type(row).objects.visible_to(colleague)
    assert both in Link.objects.visible_to(editor)
    assert both not in Link.objects.visible_to(reporter)
    assert {Agreement, Descriptor, Confidant} == {type(row) for row in rows}


def test_opening_a_file_goes_on_record(source, editor, events):
    opened = sources.open_file(source.pk, by=editor, purpose="Legal asked.")
    assert opened == source
    assert events() == [
        ("source.opened", "sources_source", str(editor.pk), "Legal asked.")
    ]


@pytest.mark.parametrize("who", ["outsider", "colleague", "fact_checker"])
def test_to_others_a_source_does_not_exist(source, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(NotFound) as of_real:
        sources.open_file(source.pk, by=person, purpose="Curious.")
    with pytest.raises(NotFound) as of_none:
        sources.open_file(source.desk_id, by=person, purpose="Curious.")
    assert of_real.value.args == of_none.value.args
    assert of_real.value.facts == of_none.value.facts


def test_a_deactivated_keeper_sees_nothing(source, keeper):
    keeper.is_active = False
    assert not Source.objects.visible_to(keeper).exists()
    assert not can_see(keeper, source)
    assert isinstance(keeper, User)
