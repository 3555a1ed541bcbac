"""Who reports what in one sentence, where grammar stands between the two."""

import pytest

from tests.engine.articles import BODY, NAMED, PERSON, quote, speaker
from tracker.engine.pipeline import extract

REPORTS = [
    ("As one miner put it, “Nobody goes down.”", "Nobody goes down", "one miner"),
    ("“Nobody goes down,” as the mayor put it.", "Nobody goes down", "the mayor"),
    (
        "Brightwell, the firm that built the pumps, called the test “a stunt”.",
        "the test",
        "Brightwell, the firm that built the pumps",
    ),
    (
        "The 40-page audit, marked “for the board only,” warns that the roof leaks.",
        "the roof leaks",
        "The 40-page audit",
    ),
    (
        "Two harbour clerks who were asked about it said that it was lost.",
        "it was lost",
        "Two harbour clerks who were asked about it",
    ),
    (
        "A review of that fire concluded that the doors were locked.",
        "the doors were locked",
        "A review of that fire",
    ),
    (
        "But a friend close to her said she was well.",
        "she was well",
        "a friend close to her",
    ),
    (
        "Catches fell by half, data from the port office show.",
        "Catches fell by half",
        "data from the port office",
    ),
    ("Lock keepers deny that the gates were open.", "the gates were", "Lock keepers"),
    (
        "The WHO’s local office tweeted that the wells were clean.",
        "the wells were clean",
        "The WHO’s local office",
    ),
    (
        "Asked by Ms Brandt whether he had read it, he nodded.",
        "whether he had read it",
        "Ms Brandt",
    ),
    ("A letter sent to staff on Friday begins: “Dear all”.", "Dear all", "A letter"),
    ("The notice reads, in full: “Bring coal.”", "Bring coal.", "The notice"),
]


@pytest.mark.parametrize(("text", "words", "source"), REPORTS)
def test_the_source_is_found_behind_what_is_inserted(text, words, source):
    found = quote(text, extract(text), words)
    assert found.source[0].of(text).startswith(source)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The mayor said that no ship had docked, hours after a pilot said it had.",
            "no ship had docked",
        ),
        (
            "She said that the parts met the standard, without saying which.",
            "the parts met the standard",
        ),
        (
            "“She asked whether I had seen her, and I said no,” he recalled.",
            "whether I had seen her",
        ),
    ],
)
def test_a_report_ends_where_its_author_speaks_again(text, words):
    found = quote(text, extract(text), words)
    assert found.content[0].of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The list shows 3,904 confirmed cases in May.",
        "A leaflet called “Know Your Rights” lay on the table.",
        "That was how Ines, 19, remembered it.",
        "He asked that his name be withheld.",
        "Asked by reporters whether he would go, the coach left.",
    ],
)
def test_what_only_looks_like_a_report_is_none(text):
    assert not extract(text).quotes


def test_an_order_in_quoted_words_keeps_its_infinitive():
    text = "The foreman told callers to “stop ringing”."
    (only,) = extract(text).quotes
    assert only.content[0].of(text) == "to “stop ringing”"


def test_a_quotation_goes_on_behind_what_stands_between_dashes():
    text = "“I will not,” he said — and here he paused — “sign that.”"
    (only,) = extract(text).quotes
    assert [piece.of(text) for piece in only.content] == ["I will not,", "sign that."]


def test_a_minister_named_later_is_the_same_minister():
    text = (
        "Tesk's trade minister said that the quay was closed. “It was a mistake,” "
        "Trade Minister Ilse Brandt said later."
    )
    found = extract(text)
    first, last = (speaker(text, found, w) for w in ("the quay", "It was a mistake"))
    assert first.key == last.key
    assert first.kind is NAMED


def test_another_office_stays_another_speaker():
    text = (
        "Tesk's trade minister said that the quay was closed. “It was a mistake,” "
        "Health Minister Ilse Brandt said later."
    )
    found = extract(text)
    first, last = (speaker(text, found, w) for w in ("the quay", "It was a mistake"))
    assert first.key != last.key


def test_names_that_the_copy_says_are_changed_name_nobody():
    text = (
        "“They paid us in coupons,” said Ruth. Salome, a nurse of 31 whose name, like "
        "those of the others, has been changed, paid as well. “I knew,” Salome said."
    )
    found = extract(text)
    assert speaker(text, found, "I knew").kind is PERSON
    assert speaker(text, found, "They paid").kind is PERSON


def test_a_name_without_such_words_is_a_name():
    text = "“They paid us in coupons,” said Ruth. Ruth, a nurse of 31, paid as well."
    assert speaker(text, extract(text), "They paid").kind is NAMED


def test_whoever_the_copy_calls_by_a_chosen_name_is_known_by_it():
    text = (
        "A former clerk, whom we will call Peter, remembers it. “They burned the "
        "lists,” he said. Peter said that he had left in May."
    )
    found = extract(text)
    burned, left = (speaker(text, found, w) for w in ("They burned", "he had left"))
    assert burned.key == left.key
    assert burned.kind is PERSON


def test_a_surname_that_declines_to_comment_is_no_firm():
    text = (
        "Its chairman, Tobias Renn, left in May. Renn did not respond to questions. "
        "“It was my turn,” Renn said."
    )
    assert speaker(text, extract(text), "It was my turn").kind is NAMED


def test_a_pronoun_in_a_quotation_is_whom_the_speaker_told_of():
    text = (
        "“We are proud,” Governor Petra Almgard said.\n\nA rescuer said the last "
        "survivor, a woman of 70, had been found at dawn. “She asked what time it "
        "was,” he recalled."
    )
    asked = speaker(text, extract(text), "what time it was")
    assert asked.descriptor.startswith("the last survivor")


def test_a_ministry_with_a_title_in_its_name_is_a_body():
    text = "According to the Justice Ministry, the system is safe."
    assert speaker(text, extract(text), "the system").kind is BODY
