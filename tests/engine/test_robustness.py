"""Any text at all: no exception, true spans, time that grows with its length."""

import gc
import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.articles import HARBOUR, TWIN
from tracker.engine.pipeline import extract

PIECES = (
    "“", "”", "‘", "’", '"', "'", "«", "»", "„", "said", " said ", " he ", "the source",
    ", ", ". ", "? ", ": ", "\n", "\n\n", "—", "…", "...", "(", ")", "[", "]", "who ",
    "that ", "according to ", "and ", "told ", "is ", "A ", "Kim", "Dr. ", "1,200.5",
    "%", "\u202e", "\x00", "😀", "\ud800", "İ", "ﬁ", "é", "´", "•", " 07:10 — ", "it “",
)  # fmt: skip
SOUP = """said says told asked that to whether according called as who , . : ; — and not
be named he she it they the a of in on Tuesday gave put ( ) closer at by described
denied doing heard jury statement because spokesman Kim residents note report
posted claims “theatre” “x.” “so” saying adding urged promised “a_b_c,” """
WORDS = tuple(SOUP.replace("\n", " ").split())
HOSTILE = (
    '"', "“", '"a" ', "said ", "“x,” he said, ", ", ", "( ", "the man who said who ",
    "“‘a ’ ", "«a ", "according to ", "the source, ", "_", "s' ", "1,1.1 ", "— ",
    "one of the two hundred and ", "A source said it is. ", "He said he was. ",
    "the man, because of, said, ", "“They told him it was so.” ",
)  # fmt: skip


def check(text: str) -> None:
    """Fail if a span of the extraction lies outside the text or holds nothing."""
    found = extract(text)
    spans = [
        *(s for q in found.quotes for s in (*q.content, *q.cue, *q.source)),
        *(s for p in found.speakers for s in (*p.mentions, *p.grounds, *p.contacts)),
        *(f.span for c in found.statements for f in c.figures),
        *found.sentences,
    ]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(text[c.start : c.end] == c.text for c in found.statements)
    keys = {p.key for p in found.speakers}
    assert all(q.speaker is None or q.speaker in keys for q in found.quotes)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_news_like_rubble_is_read(text):
    check(text)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_a_soup_of_reporting_words_is_read(text):
    check(text)


@pytest.mark.parametrize(
    "text", ["According to a document seen", "according to the source named"]
)
def test_a_text_that_breaks_off_after_a_participle_is_read(text):
    check(text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_unicode_is_read(text):
    check(text)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([TWIN, HARBOUR]), st.data())
def test_an_article_with_holes_is_read(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    check(text[:start] + text[end:])


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_about_twice_the_steps(piece):
    once, twice = (_steps((piece * size)[:size]) for size in (4_000, 8_000))
    assert twice <= 2.5 * once


def test_a_text_of_mixed_marks_takes_steps_by_its_length():
    chance = random.Random(3)
    text = "".join(chance.choice("“”‘’\"',.?! abS\n—()") for _ in range(16_000))
    assert _steps(text) <= 2.5 * _steps(text[:8_000])


def _steps(text: str) -> int:
    """Count the calls that one extraction makes: the same on every machine.

    The time itself is a figure of `measure`, which a busy machine may not fail.
    """
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        extract(text)
    finally:
        sys.setprofile(None)
    return steps


def test_reading_makes_no_cycles_and_leaves_the_collector_at_work():
    extract(HARBOUR)  # what is kept from text to text is made here
    gc.collect()
    gc.disable()
    try:
        extract(TWIN)
        found = gc.collect()
    finally:
        gc.enable()
    assert found == 0
    extract(TWIN)
    assert gc.isenabled()


def test_a_collector_at_rest_stays_so():
    gc.disable()
    try:
        extract(TWIN)
        assert not gc.isenabled()
    finally:
        gc.enable()
