"""A fact in half of a sentence is worth as much as one that stands alone."""

import pytest

from tracker.engine.pipeline import extract
from tracker.engine.reading import read_sentence
from tracker.engine.spans import Span
from tracker.engine.splitting import tokenise


def sentence(text):
    return read_sentence(tokenise(text), Span(0, len(text)), None)


def parts(text):
    return [" ".join(passage.low) for passage in sentence(text).parts()]


def worth(text):
    return max(statement.worth for statement in extract(text).statements)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "I like the harbour very much, and we cut its taxes by a third",
            "and we cut its taxes by a third",
        ),
        (
            "The senator has told you tonight that the bridges were never inspected",
            "that the bridges were never inspected",
        ),
        (
            "I will say this to you again - we cut the tax on boats twice",
            "we cut the tax on boats twice",
        ),
    ],
)
def test_a_part_that_could_stand_alone_is_one(text, second):
    assert parts(text)[-1] == second
    assert len(parts(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "We cut it, and it fell.",
        "He sold salt, fish and rope to every ship at the quay.",
    ],
)
def test_what_says_too_little_alone_is_left_whole(text):
    assert parts(text) == []


def test_a_part_has_the_figures_and_days_that_stand_in_it():
    text = "In May 2014 I came to this town, and taxes went up by 9 percent"
    first, second = (passage.signs for passage in sentence(text).parts())
    assert {"figure", "date"} <= sentence(text).whole().signs
    assert "date" in first - second
    assert "figure" in second - first


def test_a_record_is_worth_more_than_a_wish():
    record = "The governor raised the income tax by nine percent in his second year."
    wish = "I would like to thank all of you for coming out here tonight."
    assert worth(record) > 0.8
    assert worth(wish) < 0.2


def test_a_record_within_a_wish_keeps_its_worth():
    wish = "I want every family in this state to have a fair chance at a good life"
    record = "because the governor raised the income tax by nine percent last year."
    assert worth(f"{wish}.") < 0.2
    assert worth(f"{wish}, {record}") > 0.5


def test_what_an_opponent_is_said_to_have_promised_is_weighed_with_who_said_it():
    promise = "he will cut taxes for everybody."
    assert worth(f"Senator Hale said in June that {promise}") > worth(promise)
