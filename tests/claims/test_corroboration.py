"""Origins are counted, not mentions."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration import (
    Corroboration,
    Independence,
    Support,
    Tie,
    TieKind,
    corroborate,
)

PEOPLE = "ABCDEFG"


def said(*origins: str | None) -> list[Support]:
    return [Support(key=f"q{n}", origin=who) for n, who in enumerate(origins)]


def shared(one: str, other: str, why: str = "was told by") -> Tie:
    return Tie(one, other, TieKind.SHARED, why)


def independent(one: str, other: str) -> Tie:
    return Tie(one, other, TieKind.INDEPENDENT, "judged independent")


def suspected(one: str, other: str) -> Tie:
    return Tie(one, other, TieKind.SUSPECTED, "same office")


@pytest.mark.parametrize(
    ("support", "ties", "line"),
    [
        ([], [], "0 quotes, 0 sources, 0 origins"),
        (said("A"), [], "1 quote, 1 source, 1 origin"),
        (said("A", "A"), [], "2 quotes, 1 source, 1 origin"),
        (
            said("A", "A", "B"),
            [],
            "3 quotes, 2 sources, 1 origin; independence not established",
        ),
        (
            said("A", "B"),
            [independent("A", "B")],
            "2 quotes, 2 sources, 2 origins; independent",
        ),
        (
            said("A", "B"),
            [shared("A", "B")],
            "2 quotes, 2 sources, 1 origin; shared origin",
        ),
        (
            said("A", "B"),
            [independent("A", "B"), suspected("B", "A")],
            "2 quotes, 2 sources, 1 origin; independence not established",
        ),
        (
            said("A", None),
            [],
            "2 quotes, 1 source, 1 origin; 1 without a source",
        ),
        (said(None, None), [], "2 quotes, 0 sources, 0 origins; 2 without a source"),
        (
            [Support("p", "D", is_passage=True, is_document=True), *said("A")],
            [],
            (
                "1 quote, 1 passage, 1 source, 1 document, 1 origin; "
                "independence not established"
            ),
        ),
    ],
)
def test_the_line_on_a_claim(support, ties, line):
    assert corroborate(support, ties).line == line


def test_two_who_were_told_by_a_third_are_one_origin():
    found = corroborate(said("A", "B"), [shared("A", "C"), shared("B", "C")])
    assert found.independence is Independence.SHARED_ORIGIN
    assert found.origins == 1


def test_a_judgement_does_not_stand_against_a_known_tie():
    found = corroborate(said("A", "B"), [independent("A", "B"), shared("A", "B")])
    assert found.origins == 1


def test_a_doubt_about_somebody_behind_a_source_is_a_doubt_about_the_source():
    ties = [independent("A", "B"), shared("A", "C"), suspected("C", "B")]
    assert corroborate(said("A", "B"), ties).origins == 1


def test_three_count_as_three_only_when_each_pair_was_judged():
    two_of_three = [independent("A", "B"), independent("B", "C")]
    assert corroborate(said("A", "B", "C"), two_of_three).origins == 2
    all_three = [*two_of_three, independent("A", "C")]
    assert corroborate(said("A", "B", "C"), all_three).origins == 3


def test_groups_say_who_is_joined_and_by_what():
    found = corroborate(said("A", "B", "C"), [shared("B", "A", "same household")])
    together, alone = found.groups
    assert together.origins == ("A", "B")
    assert together.support == ("q0", "q1")
    assert [tie.why for tie in together.joined_by] == ["same household"]
    assert (alone.origins, alone.joined_by) == (("C",), ())


def test_what_a_decision_keeps_names_no_source():
    kept = corroborate(said("A", "B"), [shared("A", "B", "same office")]).as_json()
    assert kept["groups"] == [{"evidence": ["q0", "q1"], "joined_by": ["same office"]}]
    assert kept["independence"] == "shared_origin"
    assert not {"A", "B"} & set(str(kept).split("'"))


def test_every_pair_has_its_answer():
    found = corroborate(said("A", "B", "C"), [shared("A", "B"), independent("A", "C")])
    assert found.pairs == {
        frozenset("AB"): Independence.SHARED_ORIGIN,
        frozenset("AC"): Independence.INDEPENDENT,
        frozenset("BC"): Independence.NOT_ESTABLISHED,
    }


# Properties

supports = st.lists(
    st.tuples(st.sampled_from([*PEOPLE, None]), st.booleans()), max_size=8
).map(
    lambda rows: [
        Support(key=f"q{n}", origin=who, counts=counts)
        for n, (who, counts) in enumerate(rows)
    ]
)
pairs = st.sampled_from(list(combinations(PEOPLE, 2)))
tie = st.builds(
    lambda pair, kind, flip: Tie(*(pair[::-1] if flip else pair), kind),
    pairs,
    st.sampled_from(TieKind),
    st.booleans(),
)
ties = st.lists(tie, max_size=12)


@given(supports, ties, st.randoms())
def test_order_changes_nothing(support, links, chance):
    mixed, shuffled = list(support), list(links)
    chance.shuffle(mixed)
    chance.shuffle(shuffled)
    turned = [Tie(t.other, t.one, t.kind, t.why) for t in shuffled]
    once, again = corroborate(support, links), corroborate(mixed, turned)
    assert once.as_json() == again.as_json()
    assert once.pairs == again.pairs


@given(supports, ties, pairs, st.sampled_from([TieKind.SHARED, TieKind.SUSPECTED]))
def test_a_tie_never_raises_the_count(support, links, pair, kind):
    before = corroborate(support, links)
    after = corroborate(support, [*links, Tie(*pair, kind)])
    assert after.origins <= before.origins


@given(supports, ties, pairs)
def test_a_judgement_of_independence_never_lowers_the_count(support, links, pair):
    before = corroborate(support, links)
    assert corroborate(support, [*links, independent(*pair)]).origins >= before.origins


@given(supports, ties, st.sampled_from(PEOPLE))
def test_support_never_lowers_the_count(support, links, who):
    more = [*support, Support("new", who)]
    assert corroborate(more, links).origins >= corroborate(support, links).origins


@given(supports, ties)
def test_withdrawn_support_never_counts(support, links):
    standing = [item for item in support if item.counts]
    assert corroborate(support, links) == corroborate(standing, links)


@given(supports, ties, st.integers(1, 5))
def test_what_nobody_is_named_for_counts_as_no_origin(support, links, more):
    unnamed = [Support(f"u{n}", None) for n in range(more)]
    before, after = corroborate(support, links), corroborate(support + unnamed, links)
    assert (after.origins, after.groups) == (before.origins, before.groups)
    assert after.unnamed == before.unnamed + more


@given(supports, st.lists(tie.filter(lambda t: t.kind is not TieKind.INDEPENDENT)))
def test_without_a_judgement_nothing_is_independent(support, links):
    found = corroborate(support, links)
    assert found.independence is not Independence.INDEPENDENT
    assert found.origins == min(1, len(found.groups))


@given(supports, ties)
def test_groups_that_nobody_compared_are_not_established(support, links):
    """Not “independent”, and not “shared”: the third answer."""
    found = corroborate(support, links)
    judged = {tie.pair for tie in links if tie.kind is TieKind.INDEPENDENT}
    for one, other in combinations(found.groups, 2):
        for pair in ({a, b} for a in one.origins for b in other.origins):
            if pair not in judged:
                assert found.pairs[frozenset(pair)] is Independence.NOT_ESTABLISHED
    if len(found.groups) > 1 and not judged:
        assert found.independence is Independence.NOT_ESTABLISHED


@given(supports, ties)
def test_a_shared_origin_is_one_group_and_never_two_in_the_count(support, links):
    found = corroborate(support, links)
    for group in found.groups:
        for pair in combinations(group.origins, 2):
            assert found.pairs[frozenset(pair)] is Independence.SHARED_ORIGIN
    assert found.origins <= len(found.groups)


@given(supports, ties)
def test_the_count_is_what_trying_every_choice_finds(support, links):
    found = corroborate(support, links)
    named = sorted({item.origin for item in support if item.counts and item.origin})
    apart = {p for p, answer in found.pairs.items() if answer == "independent"}
    sizes = [
        size
        for size in range(len(named) + 1)
        for chosen in combinations(named, size)
        if all(frozenset(pair) in apart for pair in combinations(chosen, 2))
    ]
    assert found.origins == max(sizes)


def test_nothing_is_behind_an_empty_claim():
    assert corroborate([], []) == Corroboration()
