"""Folding, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.engine.normalise import fold, plain
from tracker.engine.spans import Span, hull


def test_marks_dashes_and_spaces_become_plain():
    assert plain("“a”\u00a0– ‘b’") == "\"a\" - 'b'"


def test_letters_lose_case_and_accents():
    assert fold("Šylo  CAFÉ ﬁne\u200b").text == "sylo cafe fine"


def test_case_can_stay():
    assert fold("Ab É", case=False).text == "Ab E"


def test_the_way_back_finds_the_original():
    text = "  A “quoted”\u00a0 word"
    folded = fold(text)
    at = folded.text.index('"quoted"')
    assert folded.back(at, at + 8).of(text) == "“quoted”"


@given(st.text(max_size=100))
def test_every_folded_letter_has_an_origin(text):
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert len(plain(text)) == len(text)


def test_spans_hold_meet_and_trim():
    assert Span(0, 5).holds(Span(1, 5))
    assert not Span(0, 5).meets(Span(5, 6))
    assert Span(0, 6).trimmed(" ab, x", "x,") == Span(1, 3)
    assert hull([Span(4, 6), Span(1, 2)]) == Span(1, 6)
