"""Wording checks: each rule with cases for and against, and the labelled articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.reading import Voice, is_plural, telling
from sources.wording import Rule, check, is_rote
from tests.newsroom import FRESH, HERE
from tests.newsroom.measure import of_wording
from tracker.engine.spans import Span


def voice(text, *mentions, key="A", **facts):
    """A voice whose mentions stand in `text` in this order."""
    places, at = [], 0
    for words in mentions:
        start = text.index(words, at)
        places.append(Span(start, start + len(words)))
        at = start + len(words)
    return Voice(key, tuple(places), **facts)


def found(text, *voices, quoted=()):
    places = []
    for words in quoted:
        start = text.index(words)
        places.append(Span(start, start + len(words)))
    return [(f.rule.value, f.span.of(text)) for f in check(text, voices, places)]


def rules(text, *voices, **kwargs):
    return [rule for rule, _ in found(text, *voices, **kwargs)]


EXPLAINED = " They asked not to be named because they fear arrest."


def test_several_sources_in_the_copy_and_one_in_the_record():
    text = "Prices doubled, local sources say." + EXPLAINED
    assert found(text, voice(text, "local sources")) == [("plural", "local sources")]


@pytest.mark.parametrize("heads", [None, 2, 5])
def test_several_sources_in_both(heads):
    text = "Prices doubled, local sources say." + EXPLAINED
    assert not found(text, voice(text, "local sources", heads=heads))


def test_two_sources_quoted_under_one_plural():
    text = (
        "Prices doubled, local sources say. Rice fell, local sources say." + EXPLAINED
    )
    one = voice(text, "local sources", key="A")
    two = voice(text, "Rice fell, local sources", key="B")
    two = Voice("B", (Span(two.mentions[0].start + 11, two.mentions[0].end),))
    assert "plural" not in rules(text, one, two)


def test_one_source_brought_in_twice_reads_as_two():
    text = (
        "A trader in the north said rice fell. Later a source near the border said "
        "oil rose." + EXPLAINED
    )
    twice = voice(text, "A trader in the north", "a source near the border")
    assert found(text, twice) == [("one_as_two", "a source near the border")]


@pytest.mark.parametrize(
    "again", ["the trader", "he", "the source", "the same source", "the first source"]
)
def test_a_source_taken_up_again(again):
    text = f"A trader in the north said rice fell. Later {again} said more." + EXPLAINED
    assert not found(text, voice(text, "A trader in the north", again))


def test_an_ordinal_makes_another_person_of_the_same_one():
    text = "A trader in the north said so. The second source agreed." + EXPLAINED
    again = voice(text, "A trader in the north", "The second source")
    assert rules(text, again) == ["one_as_two"]
    text = "Another trader in the north said so. The second source agreed." + EXPLAINED
    again = voice(text, "Another trader in the north", "The second source")
    assert not rules(text, again)


def test_two_sources_under_one_wording_read_as_one():
    text = "A source in Musong said no. A source in Musong said yes." + EXPLAINED
    one = Voice("A", (Span(0, 18),))
    two = Voice("B", (Span(28, 46),))
    assert text[28:46] == "A source in Musong"
    assert found(text, one, two) == [("two_as_one", "A source in Musong")]
    text = text.replace("no. A source", "no. Another source")
    two = Voice("B", (Span(28, 52),))
    assert text[28:52] == "Another source in Musong"
    assert not found(text, one, two)


@pytest.mark.parametrize("bare", ["a source", "A source", "sources", "Two sources"])
def test_a_bare_source(bare):
    text = f"Rice fell, {bare} said." + EXPLAINED
    assert found(text, voice(text, bare, heads=None)) == [("bare", bare)]


@pytest.mark.parametrize(
    "said", ["a source in Musong", "the source", "an inside source", "a clerk"]
)
def test_a_source_of_whom_something_is_said(said):
    text = f"Rice fell, {said} said." + EXPLAINED
    assert "bare" not in rules(text, voice(text, said))


def test_a_wording_never_agreed():
    text = "A customs clerk in Musong said so." + EXPLAINED
    spoken = voice(text, "A customs clerk in Musong", agreed=("a source in Musong",))
    (finding,) = check(text, [spoken])
    assert finding.rule == Rule.UNAGREED
    assert "“clerk”, “customs”" in finding.message
    assert finding.suggestion == "Agreed: “a source in Musong”."


@pytest.mark.parametrize("said", ["A source in Musong", "a second source", "she"])
def test_an_agreed_wording_or_a_vaguer_one(said):
    text = f"Today {said} said so." + EXPLAINED
    spoken = voice(text, said, agreed=("a source in Musong",))
    assert "unagreed" not in rules(text, spoken)


def test_nothing_agreed_yet():
    text = "A clerk in Musong said so." + EXPLAINED
    (finding,) = check(text, [voice(text, "A clerk in Musong", agreed=())])
    assert finding.message == "No wording has been agreed with this source."


def test_a_forbidden_wording():
    text = "A customs clerk in Musong said so." + EXPLAINED
    spoken = voice(text, "A customs clerk in Musong", forbidden=("customs clerk",))
    assert found(text, spoken) == [("forbidden", "A customs clerk in Musong")]
    spoken = voice(text, "A customs clerk in Musong", forbidden=("customs officer",))
    assert not found(text, spoken)


def test_anonymity_without_a_reason():
    text = "Rice fell, a clerk in Musong said."
    assert found(text, voice(text, "a clerk in Musong")) == [
        ("no_reason", "a clerk in Musong")
    ]


@pytest.mark.parametrize(
    "reason",
    [
        "who asked not to be named for fear of arrest",
        "speaking on condition of anonymity because his brother is in the army",
        "whose name has been changed for her safety",
        "who asked us not to print her name because staff were threatened",
    ],
)
def test_anonymity_with_a_reason(reason):
    text = f"Rice fell, said a clerk in Musong, {reason}."
    assert not found(text, voice(text, "a clerk in Musong"))


def test_a_because_that_is_not_the_reason():
    text = "A clerk, who declined to be named, fled because the lift was broken."
    assert rules(text, voice(text, "A clerk")) == ["no_reason"]


def test_spokespeople_and_crowds_need_no_reason():
    for said in ("a council spokesman", "residents", "some farmers"):
        text = f"Rice fell, {said} said."
        assert not found(text, voice(text, said, heads=None))


def test_one_of_a_group_shares_its_reason():
    text = (
        "Three people inside the plant told us. One of the three said no. A second "
        "worker said yes. All three asked not to be named for fear of dismissal."
    )
    assert not found(
        text,
        voice(text, "Three people inside the plant", key="G", heads=3),
        voice(text, "One of the three", key="A"),
        voice(text, "A second worker", key="B"),
    )


@pytest.mark.parametrize(
    ("reason", "rote"),
    [
        ("because he was not authorised to speak to the media", True),
        ("because she wasn't authorized to talk publicly", True),
        ("due to the sensitivity of the matter", True),
        ("to speak candidly", True),
        ("because his brother serves in the same unit", False),
        ("for fear of dismissal", False),
    ],
)
def test_rote_reasons(reason, rote):
    text = f"A clerk in Musong said so, requesting anonymity {reason}."
    assert ("rote" in rules(text, voice(text, "A clerk in Musong"))) is rote
    assert is_rote(reason) is rote


@pytest.mark.parametrize(
    ("speaker", "refusal", "finds"),
    [
        ("A Norvik manager", "A representative for Norvik declined to comment.", True),
        (
            "An official of the health ministry",
            "The Ministry of Health did not respond to questions.",
            True,
        ),
        ("A Norvik manager", "The bank declined to comment.", False),
        ("A clerk in Musong", "The Musong customs bureau could not be reached.", False),
        (
            "A Norvik spokesman",
            "A representative for Norvik declined to comment.",
            False,
        ),
    ],
)
def test_a_refusal_by_the_body_that_spoke(speaker, refusal, finds):
    text = f"{speaker} said so. {refusal}" + EXPLAINED
    assert ("declined" in rules(text, voice(text, speaker))) is finds


@pytest.mark.parametrize(
    ("how", "leak"),
    [
        ("by telephone", "by telephone"),
        ("during a telephone call on May 6", "during a telephone call on May 6"),
        ("on Wednesday", "on Wednesday"),
        ("over WhatsApp", "over WhatsApp"),
        ("through an intermediary", "through an intermediary"),
    ],
)
def test_when_and_how_a_source_was_reached(how, leak):
    text = f"A clerk in Musong told us so {how}." + EXPLAINED
    assert found(text, voice(text, "A clerk in Musong")) == [("contact", leak)]


def test_days_in_what_was_said_are_no_contact():
    said = "They came on Wednesday with telephones"
    text = f"“{said},” a clerk in Musong said." + EXPLAINED
    clerk = voice(text, "a clerk in Musong")
    assert not found(text, clerk, quoted=[said])
    named = (
        "On Wednesday the minister arrived. A clerk in Musong was there." + EXPLAINED
    )
    assert not found(named, voice(named, "A clerk in Musong"))


@pytest.mark.parametrize(
    ("said", "plural"),
    [
        ("sources", True),
        ("several inside sources", True),
        ("people familiar with the matter", True),
        ("two diplomats", True),
        ("one of the people", False),
        ("a source with knowledge of the talks", False),
        ("his boss", False),
        ("the mechanic", False),
    ],
)
def test_plurals(said, plural):
    assert is_plural(said) is plural


def test_what_a_wording_tells():
    assert telling("Another inside source from China, a broker") == {"china", "broker"}
    assert telling("the second source’s") == set()


def test_no_voices_no_findings():
    assert check("Nothing happened.", []) == ()
    assert check("", [Voice("A", ())]) == ()


@given(st.text(), st.data())
def test_any_text_is_checked_and_findings_lie_inside(text, data):
    ends = st.integers(0, len(text))
    spans = [
        Span(*sorted(pair))
        for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=4))
        if pair[0] != pair[1]
    ]
    voices = [Voice(str(at), (span,), agreed=()) for at, span in enumerate(spans)]
    for finding in check(text, voices, spans[:1]):
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert finding.message
        assert finding.suggestion


def test_the_labelled_articles():
    """Precision at least 0.9 and recall at least 0.8, over all of them."""
    score = of_wording(HERE)
    assert score.due >= 50
    assert score.precision >= 0.9, score.wrong
    assert score.recall >= 0.8, score.missed


def test_the_fresh_articles():
    """As much on what the rules were not first written against."""
    score = of_wording(FRESH)
    assert score.due >= 45
    assert score.precision >= 0.9, score.wrong
    assert score.recall >= 0.8, score.missed


def test_a_day_in_what_was_said_is_no_contact_though_no_quote_is_on_record():
    text = "The pit gave way near the town on Sunday, two rescue workers said." + (
        EXPLAINED
    )
    assert "contact" not in rules(text, voice(text, "two rescue workers", heads=None))
    told = "On Sunday, two rescue workers told this paper so." + EXPLAINED
    assert "contact" in rules(told, voice(told, "two rescue workers", heads=None))


@pytest.mark.parametrize(
    ("given", "finds"),
    [
        ("asked that his name be withheld because he signed an agreement", False),
        ("asked for anonymity, saying that he had been threatened", False),
        ("fears for his badge; for that reason this paper is not naming him", False),
        ("asked for anonymity", True),
        ("asked that his farm not be named, saying its manager listens", True),
    ],
)
def test_reasons_in_other_words(given, finds):
    text = f"A clerk in Musong said so. The clerk {given}."
    clerk = voice(text, "A clerk in Musong", "The clerk")
    assert ("no_reason" in rules(text, clerk)) is finds


def test_an_ordinal_without_a_group_before_it_needs_its_own_reason():
    text = "A nurse said so, fearing dismissal and so not to be named. A third, a"
    text = f"{text} doctor, wrote at night."
    assert "no_reason" in rules(text, voice(text, "A third, a doctor"))


@pytest.mark.parametrize(
    ("refusal", "finds"),
    [
        ("Norvik would not comment.", True),
        ("Norvik has not replied to questions.", True),
        ("Norvik replied at once.", False),
    ],
)
def test_refusals_in_other_words(refusal, finds):
    text = f"A Norvik manager said so. {refusal}" + EXPLAINED
    assert ("declined" in rules(text, voice(text, "A Norvik manager"))) is finds
