"""Where sentences end, inside quotations and out."""

import pytest

from tests.engine.articles import TEXTS
from tracker.engine.pipeline import divide, extract


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Ri of the U.N. came on Nov. 9.", "He left at 3 p.m. and slept."],
        ["“Who can pay?” the second source asked.", "“The people in uniform.”"],
        ["“I came.", "I saw,” she said.", "“I went.”"],
        ["“Is that a crime?” Smith asked.", "Nobody answered."],
        ["He went on … and on.", "Then silence."],
        ["It fell 6.1% to 88.20 euros.", "No. 2 rose."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected):
    text = " ".join(expected)
    assert [s.of(text) for s in extract(text).sentences] == expected


def test_a_line_end_ends_a_sentence():
    text = "A headline without a stop\n\nThe first sentence."
    assert len(extract(text).sentences) == 2


def test_a_dateline_and_a_bullet_are_no_part_of_a_quote():
    text = "• 07:10 — “Boil it,” the ministry says."
    (quote,) = extract(text).quotes
    assert quote.content[0].of(text) == "Boil it,"


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda p: p.stem)
def test_dividing_alone_gives_the_same_sentences(path):
    text = path.read_text("utf-8")
    assert divide(text) == extract(text).sentences
