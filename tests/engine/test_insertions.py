"""Who said what where insertions, titles and late names stand between the two."""

import pytest

from tests.engine.articles import BODY, GROUP, NAMED, speaker
from tracker.engine.pipeline import extract
from tracker.engine.results import QuoteType

MIXED = QuoteType.MIXED

SPANS = [
    ("“X rose,” he said. If the guard says no, we go home.", ["X rose,"]),
    (
        "Dues would be paid in May, she said; the list is due in June.",
        ["Dues would be paid in May"],
    ),
    (
        (
            "The clerk said the mayor was “late”, while a guard who sat by the door, "
            "and did not give a name, called it “a habit”."
        ),
        ["the mayor was “late”", "it “a habit”"],
    ),
    (
        (
            "The Lake Board said in a report to its members, seen by the Dial on "
            "Monday, that the weir was cracked."
        ),
        ["the weir was cracked"],
    ),
    ("The guards hit back at an owners’ report that blamed them for the fire.", []),
    (
        "The pier’s warden said the diver had ‘kicked it twice’ and swum off.",
        ["the diver had ‘kicked it twice’ and swum off"],
    ),
    (
        "The report, ‘Salt and Silence’, says wardens ‘looked away’.",
        ["wardens ‘looked away’"],
    ),
    (
        "In remarks carried by radio, the clerk said Orr “sleeps, eats and sings”.",
        ["Orr “sleeps, eats and sings”"],
    ),
    (
        "She said the reply came from the back of the hall: “Why?”",
        ["the reply came from the back of the hall: “Why?”"],
    ),
    ("The lieutenant agreed to answer our questions by e-mail.", []),
    ("“Who?” he was asked. He left.", ["Who?"]),
    ("“A barn with a bell” is how one tenant described it.", ["A barn with a bell"]),
    ("The judge said Orr had shown “no trace of shame”.", ["Orr had shown"]),
    ("For years the guests wrote their names in a book marked ‘Fools’.", []),
    ("She spoke on condition that we not use her surname.", []),
    ("Asked what it meant, campaign aides offered three answers.", []),
    ("Both of the clerks requested anonymity to discuss an open case.", []),
    ("Orr told the Dial he’d pay it in coins.", ["he’d pay it in coins"]),
    ("He had pumped for a year, he said, until it broke.", ["He had pumped for a"]),
    ("The file quotes a note in which Orr told a clerk: “Burn it.”", ["Burn it."]),
    ("“They do not, as a rule, request music,” he said.", ["They do not"]),
    ("‘Rock ’n’ roll died here,’ said Les. ‘One o’ them did.’", ["Rock", "One o’ t"]),
    ("‘We were goin’ home with nothin’ left,’ said Les.", ["We were goin’ home with"]),
]


@pytest.mark.parametrize(("text", "pieces"), SPANS)
def test_a_report_has_the_words_that_were_reported(text, pieces):
    found = [quote.content[0].of(text) for quote in extract(text).quotes]
    assert len(found) == len(pieces)
    assert all(
        here.startswith(words) for here, words in zip(found, pieces, strict=True)
    )


def test_a_report_goes_on_in_quoted_words():
    text = "The crates were opened twice, the guard said, “once by me.”"
    (only,) = extract(text).quotes
    assert only.content[0].of(text) == "The crates were opened twice"
    assert only.type is MIXED


SOURCES = [
    ("Speaking by radio, Oto Lind, a pilot, said the ice held.", "Oto Lind"),
    ("A cook, who left ‘in some haste’, said the soup was thin.", "A cook"),
    ("A cook, who asked to be left out as she ‘likes’ it, said: ‘No.’", "A cook"),
    (
        "The major, in a letter sent in May and seen by us, swears it rained.",
        "The major",
    ),
    (
        "The fleet’s spokesman, Brig. Gen. Ivo Marr, said it sank.",
        "The fleet’s spokesm",
    ),
    (
        "“It held,” said a man who was then a cook in the fleet and who is now rich.",
        "a",
    ),
    (
        "An audit dated May 2020, parts of which leaked, found that it leaked.",
        "An audit",
    ),
    ("Mr Holt read from a letter in which Orr told a friend: “Burn it.”", "Orr"),
]


@pytest.mark.parametrize(("text", "words"), SOURCES)
def test_the_source_is_the_subject_and_nothing_before_it(text, words):
    source = extract(text).quotes[0].source[0].of(text)
    assert source.startswith(words)


MORE_KINDS = [
    (
        "Stokers want more. Some stokers left. Stokers say they are tired.",
        "they",
        GROUP,
    ),
    ("One of the banks, Delta Norr, called it “absurd”.", "it", BODY),
    ("Its keeper, a youth called Bex, said he was fine.", "he was", NAMED),
    ("The developer, Arlo Finch, came. “We swam,” said Finch.", "We swam", NAMED),
    ("Priyam Vandor said it was a shame.", "it was", NAMED),
    ("The port’s planning officer, Raj Pal, said the pier was safe.", "the p", NAMED),
    ("The rebels’ political wing says it is late.", "it is", BODY),
    ("“Mud,” said a widow in Lodz, Elena, who is ninety.", "Mud", NAMED),
]


@pytest.mark.parametrize(("text", "words", "kind"), MORE_KINDS)
def test_a_name_or_a_noun_tells_what_kind_of_speaker_it_is(text, words, kind):
    assert speaker(text, extract(text), words).kind is kind


ALSO_SAME = [
    (
        (
            "“No,” said a guard. Vesna — she gave no surname — left. “I ran,” she "
            "said. “Fast,” said Vesna."
        ),
        ("I ran", "Fast"),
    ),
    ("Han Min-seo said it rained. “Hard,” Ms Han said.", ("it rained", "Hard")),
    ("Nguyen Thi Mai woke. “I ran,” she said. Mai said so.", ("I ran", "I ran")),
    (
        "Fuel ran out, said Iva Roth, a pilot. “We glided,” she said.",
        ("Fuel", "We glided"),
    ),
    (
        (
            "I heard it from a widow in Lodz, Halina. “West,” she told me. “No,” I "
            "said. “West,” said Halina."
        ),
        ("West", "West"),
    ),
    (
        (
            "The quay closed, according to a colleague. “Mud,” said the "
            "colleague, an editor."
        ),
        ("The quay", "Mud"),
    ),
    (
        (
            "“Mud,” said a man of 60. He asked to be identified by his middle name, "
            "Davit. Davit said he had gone."
        ),
        ("Mud", "he had gone"),
    ),
]


@pytest.mark.parametrize(("text", "words"), ALSO_SAME)
def test_names_and_descriptions_lead_to_one_speaker(text, words):
    found = extract(text)
    one, other = (speaker(text, found, said) for said in words)
    assert one.key == other.key


def test_the_womans_grandson_is_not_the_woman():
    text = (
        "“It was mud,” an old woman said. “Silt,” said her doctor, Ivo Marr. The old "
        "woman’s grandson, who drove us, spoke once. “She counts,” he said."
    )
    assert speaker(text, extract(text), "She counts").descriptor.endswith("grandson")
