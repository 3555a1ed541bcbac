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
        ("6,400 won per kilogram", 6400, "won per kilogram"),
        ("₩50,000", 50000, "₩"),
        ("300억 원", 3e10, "원"),
        ("a third of the diesel", pytest.approx(1 / 3), "share"),
        ("nine out of ten", 0.9, "share"),
        ("tens of thousands of people", None, "people"),
        ("2.5 percentage points", 2.5, "percentage points"),
        ("a quarter of a million", 250_000, ""),
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


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("between 10 and 20 per cent", 10, 20),
        ("30-40 people", 30, 40),
        ("10 to 15 years", 10, 15),
        ("£5m-£7m", 5e6, 7e6),
    ],
)
def test_a_range_has_two_ends(text, least, most):
    (found,) = figures(text, 0, len(text))
    assert (found.value, found.most) == (least, most)


def test_two_counts_side_by_side_are_two_figures():
    text = "12 and 14 patients"
    assert [found.value for found in figures(text, 0, len(text))] == [12, 14]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in mid-March", date(2026, 3, 11), date(2026, 3, 20)),
        ("since June", date(2025, 6, 1), date(2025, 6, 30)),
        ("two years ago", date(2024, 1, 1), date(2024, 12, 31)),
        ("two weeks ago", date(2026, 4, 20), date(2026, 4, 26)),
        ("last week", date(2026, 4, 27), date(2026, 5, 3)),
        ("the third quarter of 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("Q1 2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("May 5-7", date(2026, 5, 5), date(2026, 5, 7)),
        ("in 2016", date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_a_longer_time_has_a_first_and_a_last_day(words, first, last):
    (found,) = dates(words, 0, len(words), WEDNESDAY)
    assert (found.day, found.first, found.last) == (None, first, last)
