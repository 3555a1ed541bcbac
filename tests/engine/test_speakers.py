"""Who speaks, over whole invented articles of several kinds."""

import pytest

from tests.engine.articles import (
    BODY,
    GROUP,
    NAMED,
    PAPER,
    PERSON,
    TEXTS,
    quote,
    speaker,
)
from tracker.engine.pipeline import extract

SPEAKERS = {
    "regulators": [
        ("European regulators", GROUP, "three people with direct knowledge"),
        ("The penalty could", PERSON, "one of the people"),
        ("the figure might", PERSON, "A second person"),
        ("Nothing is final", PERSON, "A second person"),
        ("We never comment", NAMED, "A spokeswoman for the Commission, Ilse"),
        ("It is a political", NAMED, "The company’s chief legal officer, Paul"),
        ("his engineers had", NAMED, "The company’s chief legal officer, Paul"),
        ("They were warned twice", NAMED, "Greta Holm"),
        ("the company expects", PAPER, "The memo"),
        ("the fine was", GROUP, "Analysts at Bankhaus Loeb"),
        ("complaints against", PAPER, "the regulator’s own data"),
        ("Ask me on Friday", NAMED, "The company’s chief legal officer, Paul"),
        ("Consumers have waited", BODY, "The European Consumer League"),
    ],
    "trial": [
        ("the trial had been", PERSON, "A court clerk in the capital"),
        ("The sentence was typed", PERSON, "A court clerk in the capital"),
        ("There was nobody", PERSON, "A court clerk in the capital"),
        ("We saw the paper", PERSON, "one of them"),
        ('he had been told to "', PERSON, "The other"),
        ("This court works", NAMED, "The judge, Marat Osei"),
        ("the recordings had", PERSON, "One source"),
        ('they "would not', PERSON, "Another source"),
        ("I have never heard", PERSON, "One source"),
        ("the defendant, Jonas", PAPER, "The indictment"),
        ("her son had lost", PERSON, "Reil's mother"),
        ("the verdict was", BODY, "State radio"),
    ],
    "hospital": [
        ("staff were told", PAPER, "a leaked report"),
        ("I had my scan", NAMED, "Derek Plum, 71"),
        ("the family were", PERSON, "His daughter, a teaching assistant"),
        ("He’s a bloke", PERSON, "His daughter, a teaching assistant"),
        ("We fell short", NAMED, "Trust chief executive Sally Orme"),
        ("that was untrue", PERSON, "one nurse"),
        ("the mood on the", PERSON, "one nurse"),
        ("Our staff are", PERSON, "A trust spokesman"),
        ("When it’s ready", NAMED, "Trust chief executive Sally Orme"),
        ("Another day,", NAMED, "Coun Priya Nand"),
        ("I want my knee", NAMED, "Derek Plum, 71"),
    ],
    "election": [
        ("4.2 million", BODY, "The electoral commission"),
        ("My feet are", NAMED, "Amina, a market trader"),
        ("Stay in line", NAMED, "Opposition leader Karim Toure"),
        ("ballot papers ran", GROUP, "Two election observers"),
        ("the shortage was", PERSON, "One"),
        ("Internet access", BODY, "the monitoring group NetWatch"),
        ("WE COUNT TOO", PAPER, "A graffito on the wall"),
        ("turnout is", BODY, "State television"),
        ("The number is six", GROUP, "Two election observers"),
        ("We wait.", PERSON, "a bystander"),
        ("engineers had", PERSON, "a technician at the state"),
        ("It said: ‘north", PERSON, "a technician at the state"),
    ],
}
CASES = [(name, *row) for name, rows in SPEAKERS.items() for row in rows]
NOT_SAID = {
    "regulators": ["declined", "It was not clear"],
    "trial": ["to speak only", "identified by"],
    "hospital": ["Lost in the Post", "Paper Friday"],
    "election": ["nine stations had run", "Asked about"],
}


def read(name):
    text = (TEXTS / f"{name}.txt").read_text("utf-8")
    return text, extract(text)


@pytest.mark.parametrize(("name", "words", "kind", "descriptor"), CASES)
def test_every_quote_has_the_speaker_a_reader_gives_it(name, words, kind, descriptor):
    text, found = read(name)
    said_by = speaker(text, found, words)
    assert said_by.kind is kind
    assert said_by.descriptor.startswith(descriptor)


@pytest.mark.parametrize("name", list(NOT_SAID))
def test_what_nobody_said_is_no_quote(name):
    text, found = read(name)
    said = [piece.of(text) for q in found.quotes for piece in q.content]
    assert not [w for w in said for start in NOT_SAID[name] if w.startswith(start)]


def test_two_quotes_of_one_group_have_one_speaker():
    text, found = read("election")
    assert quote(text, found, "ballot papers").speaker == (
        quote(text, found, "The number is six").speaker
    )


def test_a_second_source_with_the_same_name_is_suggested_never_merged():
    text = (
        "“It rained,” said a source in Kanev. The border was shut. "
        "“It snowed,” said a source in Kanev."
    )
    first, second = extract(text).speakers
    assert [link.key for link in second.maybe_same_as] == [first.key]


def test_another_source_is_not_even_suggested_to_be_the_same():
    text = "“It rained,” said a source. “It snowed,” said another source."
    _, second = extract(text).speakers
    assert second.maybe_same_as == ()


def test_the_source_is_the_only_person_who_spoke_without_a_name():
    text = (
        "“It is shut,” a driver from Musong told us. A port spokesman said it was not. "
        "“We were told to say nothing,” the source continued."
    )
    driver, spokesman = extract(text).speakers
    assert [text[m.start : m.end] for m in driver.mentions[1:]] == ["the source"]
    assert len(spokesman.mentions) == 1


def test_of_two_without_a_name_the_source_is_neither_but_may_be_either():
    text = (
        "“It is shut,” a driver said. “It is open,” said a clerk at the depot. "
        "“We were told to say nothing,” the source continued."
    )
    driver, clerk, source = extract(text).speakers
    assert [link.key for link in source.maybe_same_as] == [driver.key, clerk.key]


def test_who_speaks_for_a_body_is_nobodys_source():
    text = (
        "“It is shut,” a port spokesman said. “It is not,” the source continued, "
        "speaking from the quay."
    )
    spokesman, source = extract(text).speakers
    assert source.maybe_same_as == ()
    assert len(spokesman.mentions) == 1
