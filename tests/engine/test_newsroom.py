"""Labelled articles: what was reached on them is not lost again.

`look` was read while the rules were made better; `held` by nobody who changes them, so
that it tells what copy gets that no rule has met. Shares of results, not of texts.
"""

from pathlib import Path

import pytest

from tests.engine.judged import Judged, judged

ARTICLES = Path(__file__).parent.parent / "newsroom"
LEAST = {
    "read": {"quote": 0.97, "speaker": 0.94, "statement": 0.72},
    "look": {"quote": 0.97, "speaker": 0.94, "statement": 0.72},
    "held": {"quote": 0.93, "speaker": 0.88, "statement": 0.67},
}


@pytest.fixture(scope="module", params=("read", "look", "held"))
def folder(request) -> tuple[str, list[Judged]]:
    place = ARTICLES if request.param == "read" else ARTICLES / request.param
    return request.param, list(judged(place))


@pytest.mark.parametrize("kind", ["quote", "speaker", "statement"])
def test_results_are_right_as_often_as_was_reached(folder, kind):
    name, results = folder
    own = [result.right for result in results if result.kind == kind]
    assert sum(own) / len(own) >= LEAST[name][kind]


@pytest.mark.parametrize("kind", ["quote", "speaker", "statement"])
def test_confidence_says_how_often_a_result_is_right(folder, kind):
    _, results = folder
    own = [result for result in results if result.kind == kind]
    sure = sum(result.confidence for result in own) / len(own)
    right = sum(result.right for result in own) / len(own)
    assert sure == pytest.approx(right, abs=0.08)
