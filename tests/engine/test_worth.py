"""What evidence could settle, and what only sounds so."""

import pytest

from tests.engine.articles import statement
from tracker.engine.pipeline import extract
from tracker.engine.results import StatementKind


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board has promised to publish its accounts.",
        "The ferry firm is expected to sell two ships.",
        "Its owner pledged to raise wages by a tenth.",
        "A ruling is expected by Friday.",
    ],
)
def test_what_was_promised_or_expected_cannot_be_checked_yet(text):
    (only,) = extract(text).statements
    assert not only.checkable
    assert only.kind is StatementKind.PREDICTION


def test_what_somebody_wants_of_others_is_no_fact():
    text = "The dockers’ union urged its members to stay at home on Monday."
    (only,) = extract(text).statements
    assert not only.checkable


def test_what_was_ordered_can_be_checked():
    text = "The dockers were ordered to leave the quay on Monday."
    (only,) = extract(text).statements
    assert only.checkable


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board published its accounts in March.",
        "The ferry firm sold two ships on 3 May.",
        "Its owner raised wages by 9 percent in March.",
    ],
)
def test_the_same_once_it_was_done_can_be(text):
    (only,) = extract(text).statements
    assert only.checkable


def test_a_judgement_in_marks_stays_the_speakers_own():
    text = (
        "Harbour minister Ana Roth said reports of a shortage were “pure theatre.” "
        "Harbour minister Ana Roth said reports of a shortage were filed on 3 May."
    )
    found = extract(text)
    judged = statement(found, "pure theatre")
    assert "own_words" in judged.signs
    assert not judged.checkable
    assert statement(found, "filed on 3 May").checkable
