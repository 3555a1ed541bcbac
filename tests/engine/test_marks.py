"""What stands between quotation marks, of every kind and state of repair."""

import pytest

from tracker.engine.marks import regions
from tracker.engine.sentences import paragraphs


def between(text: str) -> list[str]:
    return [r.content.of(text) for r in regions(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "yes".', ["no", "yes"]),
        ("He said “no”.", ["no"]),
        ("‘It’s the councillors’ vote,’ he said.", ["It’s the councillors’ vote,"]),
        ("'The trustees' vote,' he said.", ["The trustees' vote,"]),
        ("„Gut so“, sagte er. »Ja«, sagte sie.", ["Gut so", "Ja"]),
        ("«Oui», dit-il.", ["Oui"]),
        ("「これは」と言った", ["これは"]),
        ("``Two,'' he said. ''Three,'' she said.", ["Two,", "Three,"]),
        ("She said, “He said ‘go’ to me.”", ["He said ‘go’ to me.", "go"]),
        ("In the ’90s rock ’n’ roll was it.", []),
        ("It's the drivers' day.", []),
    ],
)
def test_marks_are_paired(text, expected):
    assert between(text) == expected


def test_a_mark_that_nobody_closed_runs_to_the_end_of_its_paragraph():
    text = "He said: “It is cold.\n\nThen he left."
    (region,) = regions(text, paragraphs(text))
    assert not region.closed
    assert region.content.of(text) == "It is cold."


def test_a_mark_that_nobody_opened_opened_with_its_sentence():
    assert between("They took the charger,” he said.") == ["They took the charger,"]


def test_an_open_quote_goes_on_in_the_next_paragraph():
    text = "“One.\n\n“Two.”"
    first, second = regions(text, paragraphs(text))
    assert second.continues is first


def test_a_second_opening_mark_ends_what_nobody_closed():
    assert between("“One, he said. “Two,” she said.") == ["One, he said. ", "Two,"]


def test_four_deep_is_deep_enough():
    assert len(between("“a ‘b «c 「d」»’”")) == 3
