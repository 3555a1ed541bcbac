"""Quotes held against their records: what was done to them is named."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.records import RECORD, altered, reset, sentences
from tracker.engine.fidelity import Difference, Fidelity, compare

FAITHFUL = {Fidelity.EXACT, Fidelity.TYPOGRAPHIC}


@pytest.mark.parametrize("quote", sentences())
def test_a_true_quote_is_exact(quote):
    verdict = compare(quote, RECORD)
    assert verdict.kind is Fidelity.EXACT
    assert verdict.faithful
    assert verdict.record_span.of(RECORD) == quote.rstrip(".")


@pytest.mark.parametrize("quote", sentences())
def test_other_type_setting_is_typographic(quote):
    assert compare(reset(quote), RECORD).kind is Fidelity.TYPOGRAPHIC


@pytest.mark.parametrize("quote", sentences())
def test_a_stretch_of_words_without_a_full_stop_is_faithful(quote):
    words = quote.split()
    assert compare(" ".join(words[2:-2]), RECORD).kind in FAITHFUL


def test_alterations_are_named_for_what_they_are():
    chance = random.Random(7)
    cases = [
        (kind, text)
        for quote in sentences()
        for _ in range(9)
        for kind, text in altered(quote, chance)
    ]
    judged = [(kind, compare(text, RECORD).kind, text) for kind, text in cases]
    wrong = [case for case in judged if case[0] is not case[1]]
    assert len(cases) > 400
    assert len(wrong) <= len(cases) / 100, wrong[:8]


def test_a_sentence_that_ends_before_its_condition_is_cut_short():
    quote = "Every member shall report the number of permits issued on its territory."
    assert compare(quote, RECORD).kind is Fidelity.SILENT_TRUNCATION


def test_a_paragraph_that_closes_with_a_semicolon_is_whole():
    record = "Recalling its resolutions,\n1. Decides that permits lapse;\n\n2. Calls"
    assert compare("permits lapse.", record).faithful


def test_a_condition_after_a_comma_is_not_to_be_left_out():
    record = "1. Decides that permits lapse, unless the Committee approves;"
    assert compare("Permits lapse.", record).kind is Fidelity.SILENT_TRUNCATION


def test_the_comma_before_he_said_does_not_hide_the_condition():
    quote = "The Board decides that every member shall report the number of permits,"
    assert compare(quote, RECORD).kind is Fidelity.SILENT_TRUNCATION


def test_the_comma_before_he_said_is_no_alteration():
    quote = "We have never refused a meeting with the families of the missing,"
    assert compare(quote, RECORD).kind is Fidelity.TYPOGRAPHIC


def test_a_number_written_out_is_the_same_number():
    quote = "It requests the Panel to inspect 12 warehouses within 90 days"
    assert compare(quote, RECORD).kind is Fidelity.TYPOGRAPHIC


def test_a_negation_in_a_contraction_is_the_same_negation():
    quote = "I won't discuss the names of people who are still in danger."
    assert compare(quote, RECORD).kind is Fidelity.TYPOGRAPHIC


def test_an_editors_bracket_is_marked():
    quote = "It requests the Panel [of experts] to inspect twelve warehouses"
    assert compare(quote, RECORD).kind is Fidelity.MARKED_ELLIPSIS


def test_a_split_quote_is_given_in_pieces():
    pieces = ["The road was closed", "because the bridge had been washed away"]
    assert compare(pieces, RECORD).kind in FAITHFUL


def test_the_difference_can_be_shown():
    verdict = compare("Nurses carried coal up the stairs", RECORD)
    changed = [p for p in verdict.pieces if p.difference is Difference.CHANGED]
    assert [p.record.of(RECORD) for p in changed] == ["water"]


@pytest.mark.parametrize("quote", ["", "…", "Entirely other words about whales."])
def test_other_words_are_not_found(quote):
    assert compare(quote, RECORD).kind is Fidelity.NOT_FOUND


def test_nothing_is_found_in_an_empty_record():
    assert compare("We have never refused", "").kind is Fidelity.NOT_FOUND


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_two_texts_can_be_compared(quote, record):
    verdict = compare(quote, record)
    spans = [p.record for p in verdict.pieces if p.record is not None]
    assert all(0 <= s.start < s.end <= len(record) for s in spans)


def test_words_that_stand_in_the_record_are_found_where_they_stand():
    """Also when most of them stand together elsewhere, beside another figure."""
    record = (
        "08:15. Trucks are due at the market in the north at 10:00, says the mayor. "
        "10:26. No truck has come, say people at the market in the north. "
        "10:40. They were told ten o'clock at the market in the north."
    )
    found = compare("the market in the north at 10:00", record)
    assert found.kind is Fidelity.EXACT
    assert "at 10:00" in found.record_span.of(record)
