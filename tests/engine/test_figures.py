"""Figures with value and unit, and days against the dateline."""

from datetime import date

import pytest

from tracker.engine.days import dates
from tracker.engine.figures import figures

WEDNESDAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost $3.4 billion.", 3.4e9, "$"),
        ("some 61,240 books", 61240, "books"),
        ("two hundred and forty families", 240, "families"),
        ("12.5% more", 12.5, "%"),
        ("4.5 per cent above", 4.5, "per cent"),
        ("a dozen soldiers", 12, "soldiers"),
        ("300 kilograms", 300, "kilograms"),
        ("5m pounds", 5e6, "pounds"),
    ],
)
def test_a_figure_has_value_and_unit(text, value, unit):
    (found,) = figures(text, 0, len(text))
    assert (found.value, found.unit) == (value, unit)


def test_days_and_parts_of_names_are_no_figures():
    text = "On April 18, 2019 the B52 left."
    assert figures(text, 0, len(text)) == ()


def test_a_number_without_end_has_no_value():
    text = "9" * 60
    assert figures(text, 0, len(text))[0].value is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Monday", date(2026, 5, 4)),
        ("last Wednesday", date(2026, 4, 29)),
        ("next Friday", date(2026, 5, 8)),
        ("yesterday", date(2026, 5, 5)),
        ("tomorrow", date(2026, 5, 7)),
        ("today", WEDNESDAY),
        ("April 18", date(2026, 4, 18)),
        ("Dec. 30", date(2025, 12, 30)),
        ("4 March 2019", date(2019, 3, 4)),
        ("2019-02-28", date(2019, 2, 28)),
        ("the 2nd", date(2026, 5, 2)),
        ("in 2016", None),
        ("30 February", None),
    ],
)
def test_words_for_days_are_read_against_the_dateline(words, day):
    (found,) = dates(words, 0, len(words), WEDNESDAY)
    assert found.day == day


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "April 18"])
def test_without_a_dateline_no_day_is_guessed(words):
    (found,) = dates(words, 0, len(words), None)
    assert found.day is None


def test_the_first_day_has_no_yesterday():
    (found,) = dates("yesterday", 0, 9, date.min)
    assert found.day is None
