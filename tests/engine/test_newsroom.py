"""Labelled articles: what was reached on them is not lost again.

All three folders have been read while the rules were made better, `look` and `held`
after they were first measured blind. Shares of results, not of texts.
"""

from pathlib import Path

import pytest

from tests.engine.judged import Judged, judged

ARTICLES = Path(__file__).parent.parent / "newsroom"
LEAST = {
    "read": {"quote": 0.99, "speaker": 0.97, "statement": 0.80},
    "look": {"quote": 0.98, "speaker": 0.96, "statement": 0.76},
    "held": {"quote": 0.94, "speaker": 0.95, "statement": 0.74},
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
