"""Two statements compared."""

from datetime import date

import pytest

from tracker.engine.matching import Rarity, Relation, compare, profile, stem

MAY = date(2026, 5, 6)


def judge(a: str, b: str) -> Relation:
    return compare(profile(a, dateline=MAY), profile(b, dateline=MAY)).relation


def test_the_same_thing_in_other_words():
    assert (
        judge(
            "Nine employees of the Orlava tractor works were detained on Monday.",
            "On Monday nine workers were detained at the Orlava tractor works.",
        )
        is Relation.SAME
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Nine workers were detained at the Orlava works.",
            "Twelve workers were detained at the Orlava works.",
        ),
        (
            "The harbour of Lethe was closed by the navy.",
            "The harbour of Lethe was not closed by the navy.",
        ),
        (
            "The bridge at Musk is open to traffic.",
            "The bridge at Musk is closed to traffic.",
        ),
        (
            "The trial of Jonas Reil began on Monday.",
            "The trial of Jonas Reil began on Tuesday.",
        ),
    ],
)
def test_what_cannot_both_be_so_clashes(a, b):
    assert judge(a, b) is Relation.CONTRADICTS
    assert judge(b, a) is Relation.CONTRADICTS


def test_other_things_are_unrelated():
    assert judge("Diesel is short in Ryonpo.", "A choir sang in Lisbon.") is (
        Relation.UNRELATED
    )


def test_a_clash_is_explained():
    match = compare(
        profile("Fuel for 9 days is left in Kanev."),
        profile("Fuel for 3 days is left in Kanev."),
    )
    assert "9 days against 3 days" in match.reasons
    assert "both name kanev" in match.reasons


def test_rare_words_count_for_more():
    known = [profile(t) for t in ("The mill stopped.", "The mill runs.", "The mill.")]
    rarity = Rarity.of(known)
    assert rarity.weight("granary") > rarity.weight("mill")


def test_empty_statements_match_nothing():
    assert compare(profile(""), profile("")).relation is Relation.UNRELATED


@pytest.mark.parametrize("word", ["detained", "detaining", "detains"])
def test_endings_are_cut(word):
    assert stem(word) == "detain"
