"""Spans followed into the next revision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.engine.anchoring import Carried, State, carry, selector
from tracker.engine.spans import Span

OLD = (
    "The mill stopped on Monday. “No grain has come,” a driver said. "
    "Nobody knows when it will start again. The mill feeds nine villages.\n"
    "A second driver said no. The manager was not seen."
)


def span_of(words: str, text: str = OLD) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def words_at(carried: Carried, text: str) -> str:
    return text[carried.start : carried.end]


def test_a_selector_keeps_the_words_and_their_neighbours():
    exact, prefix, suffix = selector(OLD, 4, 8)
    assert (exact, prefix) == ("mill", "The ")
    assert OLD[8:].startswith(suffix)
    assert len(suffix) == 32


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        f"New first line.\n{OLD}",
        f"{OLD}\nNew last line.",
        OLD.replace("on Monday", "late on Tuesday"),
        f"Intro. {OLD.replace('nine', 'ten')} End.",
    ],
)
def test_edits_elsewhere_leave_a_span_anchored(new):
    words = "Nobody knows when it will start again."
    carried = carry(OLD, span_of(words), new)
    assert carried.state is State.ANCHORED
    assert words_at(carried, new) == words


def test_words_that_went_elsewhere_have_moved():
    words = "“No grain has come,” a driver said."
    new = OLD.replace(f"{words} ", "") + f"\n\nLast, but not least: {words}"
    carried = carry(OLD, span_of(words), new)
    assert carried.state is State.MOVED
    assert words_at(carried, new) == words


def test_words_with_a_spelling_mended_have_moved():
    new = OLD.replace("Nobody knows when", "Nobody knew when")
    carried = carry(OLD, span_of("Nobody knows when it will start again."), new)
    assert carried.state is State.MOVED
    assert words_at(carried, new) == "Nobody knew when it will start again."


def test_words_set_in_other_marks_have_moved():
    new = "A.\n" + OLD.replace("“No grain has come,”", '"No grain has come,"') + " B."
    carried = carry(OLD, span_of("“No grain has come,”"), new)
    assert carried.state is State.MOVED
    assert words_at(carried, new) == '"No grain has come,"'


def test_words_taken_out_are_orphaned():
    new = OLD.replace("Nobody knows when it will start again. ", "")
    assert carry(OLD, span_of("Nobody knows when it will start again."), new) == (
        Carried(State.ORPHANED)
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("feeds nine villages", "feeds 9 towns and more"),
        ("was not seen", "was seen"),
        ("feeds nine villages", "starves nine villages"),
    ],
)
def test_words_that_say_something_else_are_orphaned(was, now):
    new = "Intro. " + OLD.replace(was, now) + " End."
    assert carry(OLD, span_of(was), new).state is State.ORPHANED


def test_a_short_word_does_not_jump_to_its_like():
    new = OLD.replace("A second driver said no.", "") + " They spoke of no other thing."
    assert carry(OLD, span_of("no.", OLD), new).state is State.ORPHANED


def test_a_span_never_lands_inside_a_longer_word():
    old = "It said no. It said nothing of the kind to anybody at all."
    new = "It said nothing of the kind to anybody at all."
    assert carry(old, span_of("no", old), new).state is State.ORPHANED


def test_the_second_of_two_equal_sentences_stays_the_second():
    old = "He left. She stayed. He left. She stayed. He left."
    at = old.index("He left.", 5)
    new = old.replace("She stayed", "She slept")
    carried = carry(old, Span(at, at + 8), new)
    assert carried.start == new.index("He left.", 5)


def test_repeated_words_that_became_fewer_are_orphaned():
    old = "Go on. Go on. Go on. " * 3
    new = "Then: " + "Go on. Go on. Go on. " * 2 + "Stop."
    assert carry(old, Span(28, 34), new).state in {State.ORPHANED, State.ANCHORED}


def test_an_empty_span_is_orphaned():
    assert carry(OLD, Span(3, 3), OLD).state is State.ORPHANED


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_what_is_anchored_is_the_very_words(before, after, data):
    start = data.draw(st.integers(0, len(OLD) - 1))
    end = data.draw(st.integers(start + 1, len(OLD)))
    new = before + OLD + after
    carried = carry(OLD, Span(start, end), new)
    if carried.state is State.ANCHORED:
        assert words_at(carried, new) == OLD[start:end]


@given(st.text(max_size=80), st.text(max_size=80), st.data())
def test_any_two_texts_can_be_compared(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    carried = carry(old, Span(start, end), new)
    assert carried.start is None or 0 <= carried.start < carried.end <= len(new)
