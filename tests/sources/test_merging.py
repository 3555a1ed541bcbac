"""Merging and splitting sources: quotes move, terms and history stay."""

import pytest

from sources.models import (
    Link,
    LinkKind,
    Merge,
    Quote,
    Source,
    SourceStatus,
    Stance,
)
from sources.queries.merging import circle
from sources.services import confidants, merging, quotes, retention, splitting
from sources.signals import sources_merged
from tests.factories.sources import (
    AgreementFactory,
    ConfidantFactory,
    DescriptorFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import member
from tracker.errors import Conflict, Duplicate, Invalid, NotAllowed, NotFound
from tracker.models import Role


@pytest.fixture
def other(desk):
    return SourceFactory(desk=desk)


def test_a_merged_source_hands_over_its_quotes_with_their_terms(
    source, other, keeper, events, django_capture_on_commit_callbacks
):
    desk = source.desk
    terms = AgreementFactory(source=source)
    quote = QuoteFactory(desk=desk, source=source, agreement=terms)
    heard = []

    def listen(source_id, into_id, **_):
        heard.append((source_id, into_id))

    sources_merged.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        into = merging.merge(
            source.pk, into_id=other.pk, by=keeper, version=1, reason="Same phone."
        )
    sources_merged.disconnect(listen)
    assert heard == [(source.pk, other.pk)]
    quote.refresh_from_db()
    source.refresh_from_db()
    assert (quote.source, quote.agreement, quote.version) == (into, terms, 2)
    assert (source.status, source.merged_into) == (SourceStatus.MERGED, other)
    assert {event[0] for event in events()} == {"source.merged"}
    with pytest.raises(Conflict, match="merged"):
        quotes.tie(quote.pk, source_id=source.pk, by=keeper, version=2)
    with pytest.raises(Conflict):
        merging.merge(
            source.pk, into_id=other.pk, by=keeper, version=2, reason="Again."
        )


def test_what_either_forbade_stays_forbidden(source, other, keeper):
    DescriptorFactory(source=source, wording="a nurse", stance=Stance.FORBIDDEN)
    DescriptorFactory(source=source, wording="a source")
    DescriptorFactory(source=other, wording="A nurse", stance=Stance.AGREED)
    DescriptorFactory(source=other, wording="a source")
    merging.merge(source.pk, into_id=other.pk, by=keeper, version=1, reason="One.")
    now = other.descriptors.current()
    assert set(now.values_list("wording", "stance")) == {
        ("a nurse", "forbidden"),
        ("a source", "agreed"),
    }


def test_ties_move_and_independence_does_not(desk, source, other, keeper):
    third = SourceFactory(desk=desk)
    LinkFactory(source=third, other=source, kind=LinkKind.TOLD_BY)
    LinkFactory(source=source, other=third, kind=LinkKind.INDEPENDENT)
    LinkFactory(source=source, other=other, kind=LinkKind.SAME_OFFICE)
    merging.merge(source.pk, into_id=other.pk, by=keeper, version=1, reason="One.")
    (left,) = Link.objects.current()
    assert (left.source, left.other, left.kind) == (third, other, LinkKind.TOLD_BY)


def test_a_restriction_is_not_lost(desk, other, keeper):
    hidden = SourceFactory(desk=desk, restricted=True)
    into = merging.merge(
        hidden.pk, into_id=other.pk, by=keeper, version=1, reason="One."
    )
    assert into.restricted


def test_who_may_merge(source, other, reporter, keeper, outsider):
    editor = member(source.desk, Role.EDITOR)
    ask = {"into_id": other.pk, "version": 1, "reason": "One."}
    for person in (reporter, outsider):
        with pytest.raises(NotFound):
            merging.merge(source.pk, by=person, **ask)
    confidants.hand_over(
        other.pk, handler=reporter, by=keeper, version=1, reason="Both are theirs."
    )
    with pytest.raises(NotAllowed):
        merging.merge(source.pk, by=reporter, **ask)
    with pytest.raises(Invalid):
        merging.merge(source.pk, by=editor, **(ask | {"reason": " "}))
    with pytest.raises(Invalid):
        merging.merge(source.pk, by=editor, **(ask | {"into_id": source.pk}))


def test_some_quotes_are_somebody_elses(desk, source, editor):
    terms = AgreementFactory(source=source)
    theirs = QuoteFactory(desk=desk, source=source, agreement=terms)
    stays = QuoteFactory(desk=desk, source=source)
    new = splitting.split(
        source.pk, quote_ids=[theirs.pk], by=editor, version=1, reason="Two voices."
    )
    assert (new.handler, new.kind) == (source.handler, source.kind)
    assert Quote.objects.get(pk=theirs.pk).source == new
    assert Quote.objects.get(pk=theirs.pk).agreement == terms
    assert Quote.objects.get(pk=stays.pk).source == source


def test_only_own_quotes_are_split_off(desk, source, other, editor):
    foreign = QuoteFactory(desk=desk, source=other)
    for named in ([], [foreign.pk]):
        with pytest.raises(Invalid, match="quotes"):
            splitting.split(
                source.pk, quote_ids=named, by=editor, version=1, reason="Two."
            )
    own = QuoteFactory(desk=desk, source=source)
    with pytest.raises(Duplicate):
        splitting.split(
            source.pk,
            quote_ids=[own.pk],
            by=editor,
            version=1,
            reason="Two.",
            codename=other.codename,
        )
    with pytest.raises(Invalid, match="reason"):
        splitting.split(source.pk, quote_ids=[own.pk], by=editor, version=1, reason="")


# What was done can be undone


def once_merged(gone, into, by, **more):
    merging.merge(
        gone.pk, into_id=into.pk, by=by, version=1, reason="One phone.", **more
    )
    return Merge.objects.get(source=gone, undone_at=None)


def test_undoing_puts_back_what_the_merge_moved_and_nothing_else(
    source, other, keeper, events
):
    desk = source.desk
    third = SourceFactory(desk=desk)
    moved = QuoteFactory(desk=desk, source=source)
    DescriptorFactory(source=source, wording="a nurse", stance=Stance.FORBIDDEN)
    DescriptorFactory(source=other, wording="A nurse", stance=Stance.AGREED)
    LinkFactory(source=source, other=third, kind=LinkKind.INDEPENDENT)
    LinkFactory(source=third, other=source, kind=LinkKind.TOLD_BY)
    row = once_merged(source, other, keeper)
    since = QuoteFactory(desk=desk, source=other)
    back = merging.undo(row.pk, by=keeper, version=1, reason="Two phones.")
    assert (back.status, back.merged_into) == (SourceStatus.ACTIVE, None)
    assert Quote.objects.get(pk=moved.pk).source == source
    assert Quote.objects.get(pk=since.pk).source == other
    assert [d.stance for d in other.descriptors.current()] == [Stance.AGREED]
    assert [d.stance for d in source.descriptors.current()] == [Stance.FORBIDDEN]
    ties = {(n.source_id, n.other_id, n.kind) for n in Link.objects.current()}
    assert ties == {
        (source.pk, third.pk, LinkKind.INDEPENDENT),
        (third.pk, source.pk, LinkKind.TOLD_BY),
    }
    assert "source.unmerged" in {event[0] for event in events()}
    with pytest.raises(Conflict, match="already"):
        merging.undo(row.pk, by=keeper, version=2, reason="Again.")


def test_what_was_split_off_since_stays_where_it_is(source, other, keeper):
    quote = QuoteFactory(desk=source.desk, source=source)
    row = once_merged(source, other, keeper)
    new = splitting.split(
        other.pk, quote_ids=[quote.pk], by=keeper, version=2, reason="Two voices."
    )
    merging.undo(row.pk, by=keeper, version=1, reason="Two phones.")
    assert Quote.objects.get(pk=quote.pk).source == new


def test_a_merge_into_what_was_merged_further_waits(desk, source, other, keeper):
    row = once_merged(source, other, keeper)
    other.refresh_from_db()
    third = SourceFactory(desk=desk)
    merging.merge(
        other.pk, into_id=third.pk, by=keeper, version=other.version, reason="One."
    )
    with pytest.raises(Conflict, match="further"):
        merging.undo(row.pk, by=keeper, version=1, reason="Two.")


def test_undoing_takes_a_reason_and_who_sees_both(source, other, keeper, reporter):
    row = once_merged(source, other, keeper)
    with pytest.raises(Invalid):
        merging.undo(row.pk, by=keeper, version=1, reason=" ")
    with pytest.raises(NotFound):
        merging.undo(row.pk, by=reporter, version=1, reason="Two.")


# Nobody is let in by a merge


def sees(user, source):
    fresh = type(user).objects.get(pk=user.pk)
    return Source.objects.visible_to(fresh).filter(pk=source.pk).exists()


def test_a_merge_by_which_somebody_sees_more_takes_a_keeper(
    source, other, editor, keeper, fact_checker
):
    ConfidantFactory(source=other, user=fact_checker)
    told = circle(source, other)
    assert set(told.gain) == {fact_checker, other.handler}
    with pytest.raises(NotAllowed, match="keeper"):
        once_merged(source, other, editor)
    once_merged(source, other, keeper)


def test_who_saw_only_what_went_loses_sight_unless_a_keeper_lets_them_in(
    source, other, keeper, reporter, fact_checker
):
    ConfidantFactory(source=source, user=fact_checker)
    assert set(circle(source, other).lose) == {fact_checker, reporter}
    once_merged(source, other, keeper, let_in=[reporter.pk])
    assert sees(reporter, other)
    assert not sees(fact_checker, other)


def test_an_editor_lets_nobody_in_by_a_merge(source, reporter, editor, fact_checker):
    other = SourceFactory(desk=source.desk, handler=reporter)
    ConfidantFactory(source=source, user=fact_checker)
    with pytest.raises(NotAllowed):
        once_merged(source, other, editor, let_in=[fact_checker.pk])
    once_merged(source, other, editor)
    assert not sees(fact_checker, other)


def test_a_merge_lets_in_nobody_who_did_not_see_it(source, other, keeper, colleague):
    with pytest.raises(Invalid, match="saw the merged"):
        once_merged(source, other, keeper, let_in=[colleague.pk])


@pytest.mark.parametrize("hidden", [(False, False), (True, False), (False, True)])
def test_the_preview_says_who_sees_what_as_it_comes_to_be(
    desk, people_of_all_roles, keeper, hidden
):
    one, two = people_of_all_roles[:2]
    gone = SourceFactory(desk=desk, handler=one, restricted=hidden[0])
    into = SourceFactory(desk=desk, handler=two, restricted=hidden[1])
    for person in people_of_all_roles[2:]:
        ConfidantFactory(source=gone, user=person)
    before = {p: sees(p, gone) for p in people_of_all_roles}
    told = circle(gone, into)
    once_merged(gone, into, keeper)
    after = {p: sees(p, into) for p in people_of_all_roles}
    assert set(told.lose) == {p for p, saw in before.items() if saw and not after[p]}
    assert set(told.gain) == {p for p, saw in before.items() if not saw and after[p]}


@pytest.fixture
def people_of_all_roles(desk):
    roles = (Role.REPORTER, Role.REPORTER, Role.FACT_CHECKER, Role.EDITOR, Role.KEEPER)
    return [member(desk, role) for role in roles]


def test_a_hold_goes_with_what_it_holds(source, other, editor, keeper):
    hold = retention.place_hold(source.pk, reason="The court asks.", by=editor)
    retention.confirm_hold(hold.pk, by=keeper, version=1)
    quote = QuoteFactory(desk=source.desk, source=source)
    once_merged(source, other, keeper)
    carried = other.holds.get()
    assert (carried.entered_by, carried.confirmed_by) == (editor, keeper)
    new = splitting.split(
        other.pk, quote_ids=[quote.pk], by=keeper, version=2, reason="Two voices."
    )
    assert new.holds.get().confirmed_by == keeper


def test_both_files_are_restricted_when_one_was(source, keeper):
    hidden = SourceFactory(desk=source.desk, restricted=True)
    once_merged(source, hidden, keeper)
    source.refresh_from_db()
    assert source.restricted
