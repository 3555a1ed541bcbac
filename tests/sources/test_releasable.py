"""Words as they may leave the newsroom: what marks a copy unseen is gone."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.releasable import releasable

MARKS = (
    *"\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u202a\u202e\u2066\u2069\u3164",
    *map(chr, (0xE0001, 0xE0041, 0xE007F, 0xFE00, 0xE0100)),
)
COPY = "The bridge at Sorim is closed.\n\nForty trucks wait — nobody knows why."


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: f"U+{ord(mark):04X}")
def test_what_nobody_sees_is_taken_out(mark):
    released = releasable(f"The bri{mark}dge{mark} is closed.{mark}")
    assert (released.text, released.removed) == ("The bridge is closed.", 3)


@given(st.lists(st.tuples(st.integers(0, len(COPY)), st.sampled_from(MARKS))))
@example([(0, "\u180e"), (0, "\u200c"), (0, "\u180e")])
def test_two_copies_with_different_marks_come_out_equal(marks):
    marked = COPY
    for at, mark in marks:
        marked = marked[:at] + mark + marked[at:]
    assert releasable(marked).text == COPY
    assert releasable(marked).removed == len(marks)


@pytest.mark.parametrize(
    "spaced",
    [
        "The bridge\u00a0is closed.",
        "The bridge\u2009is closed.",
        "The bridge  is closed.",
        "The bridge is closed.  ",
        "The bridge\u3000is closed.\t",
    ],
)
def test_spaces_that_could_be_counted_are_one_space(spaced):
    assert releasable(spaced).text == "The bridge is closed."
    assert releasable(spaced).removed >= 1


@pytest.mark.parametrize(
    "words", ["می‌خواهم", "क्‍ष", "다리는 닫혔다.", "L’ami—là.", "naïve"]
)
def test_what_belongs_to_the_spelling_stays(words):
    assert releasable(words).text == words
    assert releasable(words).removed == 0


@pytest.mark.parametrize("run", ["\u200c\u200c", "\u200b\u200c", "\u200c\ufeff\u200d"])
def test_a_run_of_joiners_is_spelt_as_one(run):
    assert releasable(f"می{run}خواهم").text == "می\u200cخواهم"


@given(st.text())
def test_doing_it_twice_changes_nothing_and_letters_stay(text):
    once = releasable(text).text
    assert releasable(once).text == once
    letters = [c for c in text if unicodedata.category(c) in {"Lu", "Ll", "Nd", "Po"}]
    kept = [c for c in once if unicodedata.category(c) in {"Lu", "Ll", "Nd", "Po"}]
    assert kept == letters
