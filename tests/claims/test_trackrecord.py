"""How often a source was right: counted per claim, with an interval. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.trackrecord import Said, TrackRecord, track_record, wilson

SAID = st.builds(
    Said,
    claim=st.sampled_from("abcdef"),
    supports=st.booleans(),
    verified=st.booleans(),
    alone=st.booleans(),
    taken_back=st.booleans(),
)


@given(
    st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
)
def test_the_interval_holds_the_rate_and_stays_a_probability(counted):
    hits, trials = counted
    low, high = wilson(hits, trials)
    assert 0 <= low <= hits / trials <= high <= 1


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_is_the_same_seen_from_the_other_side(hits, more):
    trials = hits + more
    low, high = wilson(hits, trials)
    other_low, other_high = wilson(trials - hits, trials)
    assert low == pytest.approx(1 - other_high)
    assert high == pytest.approx(1 - other_low)


@given(st.integers(1, 300), st.integers(0, 300))
def test_more_of_the_same_narrows_it(hits, misses):
    once, twice = wilson(hits, hits + misses), wilson(2 * hits, 2 * (hits + misses))
    assert twice[1] - twice[0] < once[1] - once[0]


def test_it_agrees_with_published_values():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


@pytest.mark.parametrize(("hits", "trials"), [(1, 0), (-1, 3), (4, 3), (0, 0)])
def test_what_is_no_count_has_no_interval(hits, trials):
    with pytest.raises(ValueError, match="trial"):
        wilson(hits, trials)


@given(st.lists(SAID), st.randoms())
def test_order_and_repetition_change_nothing(said, chance):
    mixed = said * 2
    chance.shuffle(mixed)
    assert track_record(mixed) == track_record(said)


@given(st.lists(SAID))
def test_every_claim_is_counted_once(said):
    found = track_record(said)
    counted = found.resolved + found.both_ways + found.taken_back
    assert counted == len({item.claim for item in said})
    assert found.alone <= found.resolved


@given(st.lists(SAID), SAID)
def test_what_was_taken_back_before_changes_no_rate(said, item):
    back = Said("another", item.supports, item.verified, taken_back=True)
    with_it, without = track_record([*said, back]), track_record(said)
    assert (with_it.rate, with_it.interval) == (without.rate, without.interval)


def test_few_are_labelled_as_few():
    assert TrackRecord(borne_out=9).is_small
    assert "too few" in TrackRecord(borne_out=9).line
    assert not TrackRecord(borne_out=9, not_borne_out=1).is_small
    assert TrackRecord(both_ways=3).line == (
        "No claim that rests on this source has been resolved."
    )
