"""The text is cut at every boundary, and nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.review.segments import Mark, MarkKind, cut

TEXT = "One two three.\n\nFour five."


def mark(key: str, start: int, end: int, kind: MarkKind = MarkKind.QUOTE) -> Mark:
    return Mark(key, kind, start, end)


def test_overlapping_marks_share_a_segment():
    (first, _) = cut(TEXT, [mark("a", 0, 7), mark("b", 4, 13, MarkKind.CLAIM)])
    assert [(s.text, s.keys) for s in first] == [
        ("One ", "a"),
        ("two", "a b"),
        (" three", "b"),
        (".", ""),
    ]


def test_a_mark_over_two_paragraphs_is_cut_between_them_and_anchored_once():
    paragraphs = cut(TEXT, [mark("a", 8, 20)])
    marked = [s for paragraph in paragraphs for s in paragraph if s.marks]
    assert [s.text for s in marked] == ["three.", "Four"]
    assert [s.anchors for s in marked] == [("a",), ()]


def test_a_suggestion_looks_different_from_what_is_decided():
    suggestion = Mark("s", MarkKind.QUOTE, 0, 3, is_open=True)
    ((segment, _), _) = cut(TEXT, [suggestion])
    assert segment.classes == "hl hl-quote-open"


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2066", "\U000e0041"])
def test_invisible_characters_are_named(character):
    ((_, control, _),) = cut(f"be{character}fore", [])
    assert control.control == f"U+{ord(character):04X}"


def test_joiners_belong_to_the_spelling():
    word = "می\u200cخواهم"
    (((segment),),) = cut(word, [])
    assert segment.text == word


texts = st.text(alphabet="ab\n \u202e가😀", max_size=60)
marks = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(MarkKind)),
    max_size=8,
)


@given(texts, marks)
def test_nothing_is_lost_or_doubled(text, ranges):
    """Each code point but the line ends is in one segment, under its own marks."""
    found = [
        mark(str(number), min(start, end), max(start, end), kind)
        for number, (start, end, kind) in enumerate(ranges)
        if min(start, end) < max(start, end) <= len(text)
    ]
    segments = [segment for paragraph in cut(text, found) for segment in paragraph]
    shown = "".join(segment.text for segment in segments)
    assert shown == text.replace("\n", "")
    covered = [
        (segment.start + at, {m.key for m in segment.marks})
        for segment in segments
        for at in range(len(segment.text))
    ]
    expected = [
        (at, {m.key for m in found if m.start <= at < m.end})
        for at, character in enumerate(text)
        if character != "\n"
    ]
    assert covered == expected
