"""Words that the training hardly knows weigh like words that it knows."""

import pytest

from tests.engine.training.kinship import DOUBT, SPREAD, kin, with_kin
from tracker.engine.pipeline import extract

LEARNT = {"bias": -1.0, "word:wheat": 0.4, "word:corn": 0.2, "word:hope": -0.6}


def often(name: str, times: int) -> list[frozenset[str]]:
    return [frozenset({name})] * times


def test_a_word_never_met_weighs_like_its_kin_the_nearest_most():
    alike = {"word:barley": [("word:wheat", 3.0), ("word:corn", 1.0)]}
    more = with_kin(LEARNT, [], alike)
    assert more == {**LEARNT, "word:barley": pytest.approx(SPREAD * 0.35)}


def test_a_word_without_known_kin_gets_no_weight():
    alike = {"word:barley": [("word:rye", 3.0)], "word:oats": [("word:wheat", 0.0)]}
    assert with_kin(LEARNT, [], alike) == LEARNT


def test_a_word_that_was_met_leans_on_its_kin_the_less_the_oftener_it_was():
    alike = {"word:wheat": [("word:corn", 1.0)]}
    seldom = with_kin(LEARNT, often("word:wheat", 4), alike)["word:wheat"]
    most = with_kin(LEARNT, often("word:wheat", 400), alike)["word:wheat"]
    assert seldom == pytest.approx(0.4 + SPREAD * 0.2 * DOUBT / 8)
    assert 0.4 < most < 0.41 < seldom


def test_every_word_of_the_list_is_alike_to_some_other():
    assert len(kin()) > 5000
    assert all(near and name not in dict(near) for name, near in kin().items())


def test_crops_of_which_no_debate_speaks_are_as_worth_a_check_as_others():
    shares = [
        extract(f"The embargo cut exports of {crop} by a tenth.").statements[0].worth
        for crop in ("wheat", "barley")
    ]
    assert shares[0] == pytest.approx(shares[1], abs=0.05)
    assert min(shares) > 0.9
