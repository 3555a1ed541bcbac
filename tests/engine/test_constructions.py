"""Turns of phrase that unread copy had and the engine missed, in words of our own."""

import pytest

from tests.engine.articles import BODY, NAMED, PAPER, PERSON, quote, speaker
from tracker.engine.pipeline import extract
from tracker.engine.results import QuoteType

DIRECT, INDIRECT, MIXED = QuoteType.DIRECT, QuoteType.INDIRECT, QuoteType.MIXED

ONE_QUOTE = [
    ("The guild called falling herring prices “a theft”.", MIXED, "falling herring"),
    ("The abbot told pilgrims never to “drink below the mill”.", MIXED, "never to"),
    ("Her barrister accused the port of “selling rust as steel”.", DIRECT, "selling"),
    ("The widow thanked the crew for ‘coming back for him’.", DIRECT, "coming back"),
    (
        "A draft of the treaty calls for “a slow and orderly handover”.",
        DIRECT,
        "a slow",
    ),
    ("The abbess apologised ‘without reserve’ yesterday but will stay.", DIRECT, "wit"),
    ("Mr Quill posted a picture of a cow with the caption “My jury.”", DIRECT, "My"),
    ("His note began, “By now the ferry has gone.”", DIRECT, "By now"),
    ("The last line of the log is a single word: “Empty.”", DIRECT, "Empty"),
    (
        "A friend of the dean said she was ‘livid’ and wanted ‘a name by noon’.",
        MIXED,
        "she was ‘livid’ and wanted ‘a name by noon’",
    ),
    (
        "Two porters said the ward was known among staff as “the fridge”.",
        INDIRECT,
        "the ward was known",
    ),
    ("A pump had failed twice that week, a coroner was told.", INDIRECT, "A pump"),
    (
        "His sister, Nell, gave evidence that he slept at the mill.",
        INDIRECT,
        "he slept",
    ),
    (
        "A cook, who left in May, said the sacks bore labels “in red”.",
        MIXED,
        "the sacks",
    ),
]


@pytest.mark.parametrize(("text", "kind", "words"), ONE_QUOTE)
def test_one_quote_is_found_and_of_its_type(text, kind, words):
    (only,) = extract(text).quotes
    assert only.type is kind
    assert only.content[0].of(text).startswith(words)


PIECES = [
    (
        "The abbey fired its cook on Friday, two monks said, hours after he sued it.",
        ["The abbey fired its cook on Friday", "hours after he sued it"],
    ),
    ("He blamed her, she said, for the flood.", ["He blamed her", "for the flood"]),
    (
        "The union has sent nine, the envoy said, and “a boat that floats.”",
        ["The union has sent nine", "and “a boat that floats.”"],
    ),
    (
        "The firm’s own gauge, Rooke wrote in an answer to us, “shows no leak.”",
        ["The firm’s own gauge", "shows no leak."],
    ),
    ("He was, he later clarified by telephone, joking.", ["He was", "joking"]),
    ("He had been, he told me, a cook once.", ["He had been", "a cook once"]),
]


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_a_report_goes_on_behind_its_attribution(text, pieces):
    (only,) = extract(text).quotes
    assert [piece.of(text) for piece in only.content] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "When I asked Mira about it, she said nothing and looked at the sea.",
        "Her weekly play “Ashes” shows the mayor, Otto Brill, asleep at his desk.",
        "Pressed by Ms Orme on why he had run, he left the room.",
    ],
)
def test_what_only_looks_like_a_report_is_none(text):
    assert not extract(text).quotes


def test_more_in_order_to_is_no_request():
    text = "She said that some clerks had asked for more sacks in order to have a bed."
    (only,) = extract(text).quotes
    assert only.content[0].of(text).startswith("some clerks")


def test_a_mark_that_nobody_closed_ends_before_its_attribution():
    text = "“Some of them swim every day, she said. “I only watch.”"
    first, second = extract(text).quotes
    assert first.content[0].of(text) == "Some of them swim every day"
    assert first.speaker == second.speaker is not None


KINDS = [
    ("The quay is shut, its website says.", "The quay", PAPER),
    ("The main news bulletin of state radio said the quay was shut.", "the quay", BODY),
    (
        "Two cooks spoke. “It burned,” said one of them, a man jailed over a letter.",
        "It burned",
        PERSON,
    ),
    ("A convict, identified as Jurek B., said the soup was thin.", "the soup", NAMED),
    (
        "One of the girls, nine-year-old Asha Lind, said it was fun.",
        "it was fun",
        NAMED,
    ),
    (
        "His only rival, former ferry captain Inés Duarte, said he would lose.",
        "he would lose",
        NAMED,
    ),
    ("A card on its gate that reads “No eggs” is new.", "No eggs", PAPER),
]


@pytest.mark.parametrize(("text", "words", "kind"), KINDS)
def test_a_phrase_tells_what_kind_of_speaker_it_is(text, words, kind):
    assert speaker(text, extract(text), words).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Vesna—that is what she asked to be called—left in May. “I ran,” Vesna said.",
        "Vesna is a name she chose herself. “I ran,” Vesna said.",
        "Let’s call her Vesna. “I ran,” Vesna said.",
        "Vesna, as we shall call her, left in May. “I ran,” Vesna said.",
    ],
)
def test_a_name_that_was_chosen_names_nobody(text):
    assert speaker(text, extract(text), "I ran").kind is PERSON


SAME = [
    (
        "“Sit,” he said. His name is Oto, and he keeps the lock. “Stay,” said Oto.",
        ("Sit", "Stay"),
    ),
    (
        (
            "“It leaks,” the surveyor observed. Surveyor Bo Holt wore boots. “Badly,” "
            "Holt said."
        ),
        ("It leaks", "Badly"),
    ),
    (
        "Mr Orr’s widow, Bess, said he had rung. “Twice,” Mrs Orr said.",
        ("he had rung", "Twice"),
    ),
    (
        (
            "Two sources met us. “It froze,” one source said. Both of the sources were "
            "tired. “Go home,” the first of them said."
        ),
        ("It froze", "Go home"),
    ),
    (
        (
            "An official from the government of Karvelia said that six had come. "
            "“Nine,” said a nurse. “Six,” the Karvelian official repeated."
        ),
        ("six had come", "Six"),
    ),
    (
        (
            "“We are close,” a senior Tolan envoy said. “We are not,” said a second "
            "Tolan envoy. “A week,” the senior Tolan envoy said."
        ),
        ("We are close", "A week"),
    ),
    (
        (
            "“We are close,” a senior Tolan envoy said. “We are not,” said a second "
            "Tolan envoy. “A week,” the senior Tolan envoy said. “A year,” said the "
            "other Tolan envoy."
        ),
        ("We are not", "A year"),
    ),
    (
        "Clerk Odo Fenn said the roof leaked. Slates would cost a fortune, he added.",
        ("the roof leaked", "Slates"),
    ),
    (
        (
            "Vera Moll spoke first. Her aunt had hidden the key, she told us. “I saw "
            "it,” Moll said."
        ),
        ("Her aunt", "I saw it"),
    ),
    (
        (
            "Judge Iva Roth warned the gallery against “noise” after a man cried "
            "“Shame!” at her. “I will clear this room,” she said."
        ),
        ("noise", "I will clear"),
    ),
    (
        (
            "“I ran,” said Vesna. A lawyer rang us. “Fools,” the lawyer said. Before "
            "the line went dead, Vesna had a question.\n\n“Is it warm there?”"
        ),
        ("I ran", "Is it warm"),
    ),
]


@pytest.mark.parametrize(("text", "words"), SAME)
def test_two_quotes_are_one_speakers(text, words):
    found = extract(text)
    one, other = (speaker(text, found, said) for said in words)
    assert one.key == other.key


def test_the_other_of_two_is_nobody_already_named():
    text = (
        "The deputy, Kip Arden, declined to comment. Two former deputies said the log "
        "was false. “All of it,” said one of them. The other said he kept a copy."
    )
    found = extract(text)
    assert speaker(text, found, "he kept a copy").kind is PERSON
    assert quote(text, found, "All of it").speaker != quote(text, found, "he k").speaker
