"""Who is who where a feature or a court report says it only once, or in passing."""

import pytest

from tests.engine.articles import BODY, NAMED, PAPER, PERSON, speaker
from tracker.engine.pipeline import extract


def _same(text: str, one: str, other: str) -> bool:
    found = extract(text)
    return speaker(text, found, one).key == speaker(text, found, other).key


def test_whoever_is_said_to_be_somebody_has_that_name():
    text = (
        "The landlord refused to talk at first. The landlord is Piers Hollin, 61, a "
        "former jockey. “I owe nobody a penny,” he said.\n\n“Which rent?” said Hollin."
    )
    found = extract(text)
    assert speaker(text, found, "I owe").kind is NAMED
    assert _same(text, "I owe", "Which rent")


def test_a_description_that_is_no_name_identifies_nobody():
    text = "The landlord is Dutch. “I owe nobody a penny,” he said."
    assert speaker(text, extract(text), "I owe").kind is PERSON


def test_whoever_the_reporter_asked_answers():
    text = (
        "“It rained,” said Vera Soll. “We left,” said Tessa Crane.\n\nLater I asked "
        "Soll whether she was afraid.\n\n“Every night,” she answered."
    )
    assert _same(text, "Every night", "It rained")
    assert not _same(text, "Every night", "We left")


def test_question_and_answer_go_in_turn():
    text = (
        "“Who had the key?” asked Mr Dorn.\n\n“My brother,” said Mr Pell.\n\n"
        "“Only he?”\n\n“Yes.”"
    )
    assert _same(text, "Only he", "Who had")
    assert _same(text, "Yes.", "My brother")


def test_two_paragraphs_of_one_speaker_are_no_conversation():
    text = (
        "“We warned them,” said Mr Dorn.\n\n“Nobody listened,” said Mr Pell.\n\n"
        "“They never do.”"
    )
    assert _same(text, "They never", "Nobody listened")


def test_a_minister_is_not_the_ministry_of_the_same_name():
    text = (
        "Norland’s Trade Ministry said exports fell. Trade Minister Jonas Wirth said "
        "the figures were wrong. “I have others,” he told reporters."
    )
    found = extract(text)
    assert speaker(text, found, "the figures").kind is NAMED
    assert _same(text, "the figures", "I have")
    assert not _same(text, "exports fell", "the figures")


def test_two_agencies_are_not_one_for_being_agencies():
    text = (
        "The state news agency, Orbis, said it was calm. The regional office of the "
        "health agency said it had no staff there."
    )
    assert not _same(text, "it was calm", "it had no")


def test_somebody_beside_another_is_who_speaks():
    text = (
        "“We pray,” said Judge Ron Tull. A man beside her shook his head. “Nine "
        "years,” he said."
    )
    found = extract(text)
    assert speaker(text, found, "Nine years").kind is PERSON


def test_a_name_before_a_verb_that_looks_like_a_noun_is_the_subject():
    text = (
        "“No,” said Carl Dane. Martha works in a bakery. “I start at four,” she says. "
    )
    found = extract(text)
    assert speaker(text, found, "I start").descriptor == "Martha"


def test_a_name_with_herself_is_still_that_name():
    text = (
        "“I lied,” said Petra Vance. “She had to,” said a former colleague. Vance "
        "herself is calm. “It was one word,” she said."
    )
    assert _same(text, "It was one", "I lied")


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("A digger who gave his name only as Pavel", NAMED),
        ("A digger identified only by his initial, P.,", PERSON),
        ("A digger who asked to be called Pavel", PERSON),
    ],
)
def test_a_given_name_is_a_name_and_an_assumed_one_is_not(told, kind):
    text = f"{told} said the pit was flooded. “We swam,” he said."
    found = extract(text)
    assert speaker(text, found, "the pit").kind is kind
    assert _same(text, "the pit", "We swam")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mill belongs to the grain company Torvald. Torvald said it paid.", BODY),
        ("Each owed 900, according to letters we have read.", PAPER),
        ("A reply sent to tenants says that nobody had paid.", PAPER),
        ("The publisher says it has sold nine thousand copies.", BODY),
    ],
)
def test_what_speaks_is_told_by_the_words_around_it(text, kind):
    found = extract(text)
    assert [s.kind for s in found.speakers] == [kind]


def test_who_is_only_named_in_passing_is_quoted_within_a_quote():
    text = (
        "Walter Brandt was stopped at noon, his wife, Olga, said. “He called me and "
        "said, ‘Go home,’” she said."
    )
    assert speaker(text, extract(text), "Go home").kind is NAMED


def test_two_without_names_are_never_one_on_a_guess():
    text = (
        "“It was late,” said a former driver. Another former driver disagreed: “It "
        "was early.” A former driver also said: “It was noon.”"
    )
    assert len(extract(text).speakers) == 3
