"""A whole article through the engine: who speaks, as what, and what can be checked."""

import pytest

from tests.engine.articles import HARBOUR, TWIN, quote, speaker, statement
from tracker.engine.pipeline import VERSION, extract
from tracker.engine.results import QuoteType, SpeakerKind, StatementKind

FIRST = (
    "Many of the women",
    "The instruction is to find",
    "In the harbour district",
)
SECOND = (
    "Valdrian labour is cheap",
    "The two sides have agreements",
    "in the weeks since",
    "We are in difficulty",
)


@pytest.fixture(scope="module")
def twin():
    return extract(TWIN)


@pytest.fixture(scope="module")
def harbour():
    return extract(HARBOUR)


def test_the_source_goes_on_being_the_first_source(twin):
    assert len({speaker(TWIN, twin, words).key for words in FIRST}) == 1


def test_the_second_source_has_the_quote_without_attribution(twin):
    assert len({speaker(TWIN, twin, words).key for words in SECOND}) == 1


def test_two_sources_from_one_place_are_two(twin):
    first = speaker(TWIN, twin, FIRST[0])
    second = speaker(TWIN, twin, SECOND[0])
    assert first.key != second.key
    assert {first.kind, second.kind} == {SpeakerKind.ANONYMOUS_PERSON}


def test_local_sources_are_a_group(twin):
    group = speaker(TWIN, twin, "the mood has become tense")
    assert group.kind is SpeakerKind.ANONYMOUS_GROUP


def test_a_regulation_that_states_is_a_document(twin):
    regulation = speaker(TWIN, twin, "No member shall exceed")
    assert regulation.kind is SpeakerKind.DOCUMENT


@pytest.mark.parametrize("words", ["This is likely an attempt", "may be interpreted"])
def test_the_authors_inference_cannot_be_checked(twin, words):
    inference = statement(twin, words)
    assert inference.speaker is None
    assert inference.hedged
    assert not inference.checkable


def test_how_the_source_was_reached_is_told(twin):
    first = speaker(TWIN, twin, FIRST[0])
    assert [c.of(TWIN) for c in first.contacts] == [
        "during a telephone call with the Weaver"
    ]


def test_a_source_is_cut_before_how_it_was_reached(twin):
    said = quote(TWIN, twin, FIRST[0])
    assert [s.of(TWIN) for s in said.source] == ["an inside source from Ostrava"]
    assert [c.of(TWIN) for c in said.cue] == ["said"]


def test_a_quote_after_a_full_stop_is_a_new_quote_of_the_same_speaker(harbour):
    new = quote(HARBOUR, harbour, "They simply")
    assert new.cue == new.source == ()
    assert new.speaker == quote(HARBOUR, harbour, "Nobody has").speaker


def test_grounds_for_anonymity_are_tied_to_the_speaker(harbour):
    mender = speaker(HARBOUR, harbour, "Nobody has")
    assert [g.of(HARBOUR) for g in mender.grounds] == ["because he feared arrest"]


def test_a_denial_is_tied_to_the_same_person(harbour):
    assert quote(HARBOUR, harbour, "anyone had").speaker == (
        quote(HARBOUR, harbour, "Nobody has").speaker
    )


def test_a_pseudonym_is_an_anonymous_person(harbour):
    tomas = speaker(HARBOUR, harbour, "We were told")
    assert tomas.kind is SpeakerKind.ANONYMOUS_PERSON
    assert "name was changed" in tomas.evidence


def test_a_quote_over_paragraphs_is_one_quote_with_a_piece_for_each(harbour):
    long = quote(HARBOUR, harbour, "I asked why.")
    assert [p.of(HARBOUR)[:8] for p in long.content] == ["I asked ", "The offi"]


def test_a_quote_in_a_quote_has_its_own_speaker(harbour):
    inner = speaker(HARBOUR, harbour, "Ask your brother")
    assert inner.descriptor == "The officer"


def test_a_statement_that_adds_is_the_body_that_issued_it(harbour):
    guard = speaker(HARBOUR, harbour, "“routine maintenance”")
    assert guard.kind is SpeakerKind.ORGANISATION
    assert guard.key == speaker(HARBOUR, harbour, "vessels “must").key


def test_an_interrupted_quote_has_two_pieces(harbour):
    split = quote(HARBOUR, harbour, "First the engines,")
    assert [p.of(HARBOUR) for p in split.content] == [
        "First the engines,",
        "then the licences.",
    ]
    assert speaker(HARBOUR, harbour, "First the").kind is SpeakerKind.NAMED_PERSON


def test_a_surname_is_the_person_named_before(harbour):
    assert quote(HARBOUR, harbour, "the number of seized").speaker == (
        quote(HARBOUR, harbour, "First the").speaker
    )


def test_titles_and_so_called_words_are_no_quotes(harbour):
    said = {p.of(HARBOUR) for q in harbour.quotes for p in q.content}
    assert not said & {"Calm Is the Sea", "quiet month"}


def test_a_figure_with_its_value(harbour):
    count = statement(harbour, "seized engines")
    assert count.kind is StatementKind.QUANTITY
    assert [f.value for f in count.figures] == [214.0]


def test_quotes_know_their_type(harbour):
    assert quote(HARBOUR, harbour, "Nobody has").type is QuoteType.DIRECT
    assert quote(HARBOUR, harbour, "vessels “must").type is QuoteType.MIXED
    assert quote(HARBOUR, harbour, "anyone had").type is QuoteType.INDIRECT


def test_the_same_text_gives_the_same_answer(twin):
    assert extract(TWIN) == twin
    assert VERSION


def test_an_empty_text_holds_nothing():
    assert extract("").quotes == ()
