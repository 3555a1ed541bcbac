"""Whatever is done to a true quote is named; a true quote is never accused."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.mutations import FAITHFUL, MUTATIONS, records, true_quotes, wrong
from tracker.engine.fidelity import Fidelity, compare

RESOLUTION = (
    "All Member States shall not exceed on any date after the date of adoption of this "
    "resolution the total number of work authorizations for DPRK nationals provided in "
    "their jurisdictions at the time of the adoption of this resolution"
)


@pytest.mark.parametrize("step", [64, pytest.param(16, marks=pytest.mark.thorough)])
def test_every_kind_of_alteration_is_called_what_it_is(step):
    """At least 99 of 100, and of no kind fewer than 95; `make` measures them all."""
    made, missed = wrong(rounds=1, step=step)
    assert made.total() > 8_000 / step
    assert made.keys() == {m.__name__ for m in MUTATIONS} | {"of_another_record"}
    assert len(missed) <= made.total() / 100, missed[:5]
    for how, count in made.items():
        assert sum(case.how == how for case, _ in missed) <= max(1, count / 20), how


# Each sets the same words in another way; none says anything else.
TYPOGRAPHY = {
    "curly": lambda text: text.replace("'", "’").replace('"', "”"),
    "straight": lambda text: re.sub("[’‘]", "'", re.sub("[“”]", '"', text)),
    "capitals": str.upper,
    "first letter": lambda text: text[:1].swapcase() + text[1:],
    "spaces": lambda text: text.replace(" ", "  ", 3),
    "no-break spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "line ends": lambda text: text.replace(" ", "\n", 2),
    "dashes": lambda text: text.replace("—", "--").replace("–", "-"),
    "french marks": lambda text: f"« {text} »",
    "zero width": lambda text: text.replace(" ", " \N{ZERO WIDTH SPACE}", 2),
    "soft hyphen": lambda text: text.replace(" ", "\N{SOFT HYPHEN} ", 1),
    "comma before he said": lambda text: text.rstrip(".!?") + ",",
}


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, marks=[pytest.mark.thorough] if number % 4 else [])
        for number in range(len(records()))
    ],
)
def test_untouched_quotes_are_exact(number):
    record = records()[number]
    for quote in true_quotes(record):
        assert compare(quote, record).kind is Fidelity.EXACT, quote


@settings(deadline=None)
@given(st.data())
def test_untouched_quotes_are_never_flagged_beyond_typography(data):
    record = data.draw(st.sampled_from(records()))
    quote = data.draw(st.sampled_from(true_quotes(record)))
    for name in data.draw(st.lists(st.sampled_from(sorted(TYPOGRAPHY)), max_size=3)):
        quote = TYPOGRAPHY[name](quote)
    assert compare(quote, record).kind in FAITHFUL, quote


@settings(deadline=None)
@given(st.data())
def test_any_stretch_of_true_words_is_faithful(data):
    record = data.draw(st.sampled_from(records()))
    words = data.draw(st.sampled_from(true_quotes(record))).split()
    first = data.draw(st.integers(0, len(words) - 5))
    last = data.draw(st.integers(first + 5, len(words)))
    quote = " ".join(words[first:last]).rstrip(".,;:!?”\"’')")
    assert compare(quote, record).kind in FAITHFUL, quote


@settings(deadline=None)
@given(st.data())
def test_a_stretch_with_an_end_that_the_record_has_not_is_cut_short(data):
    record = data.draw(st.sampled_from(records()))
    words = data.draw(st.sampled_from(true_quotes(record))).split()
    last = data.draw(st.integers(6, len(words) - 2))
    quote = " ".join(words[:last]).rstrip(".,;:!?—–-”\"’'…) ")
    assume(f"{quote}." not in record)  # "a.m.", "St.": the record has that full stop
    assume(not words[last - 1].rstrip("”\"’')").endswith(("?", "!")))  # "us?’ in ink"
    assert compare(f"{quote}.", record).kind is Fidelity.SILENT_TRUNCATION


@pytest.mark.parametrize(
    "own",
    [
        "We wrote the names down … and burned them",
        "It was done in front of [the others] at noon",
        "They came [...] and they went",
    ],
)
def test_a_mark_that_the_record_has_too_is_the_records_own(own):
    record = f"He was asked twice. {own}. Then he left."
    assert compare(f"{own}.", record).kind is Fidelity.EXACT
    marked = own.replace(" and ", " [sic] and ").replace(" at ", " [sic] at ")
    assert compare(f"{marked}.", record).kind is Fidelity.MARKED_ELLIPSIS


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("since 2024.", Fidelity.NUMBER_CHANGED),
        ("since 2023.", Fidelity.EXACT),
        ("since 2023, briefly.", Fidelity.INSERTION),
    ],
)
def test_the_last_word_is_compared_too(end, kind):
    record = "The ministry said the site had been closed since 2023. More was to come."
    assert compare(
        f"The ministry said the site had been closed {end}", record
    ).kind is (kind)


@pytest.mark.parametrize("exception", [" unless the Committee approves", ", unless"])
@pytest.mark.parametrize("close", [".", ".”", "!", ". ”"])
def test_a_resolution_that_goes_on_with_its_exception_is_cut_silently(exception, close):
    record = f"Decides that {RESOLUTION[0].lower()}{RESOLUTION[1:]}{exception} this."
    kind = compare(f"“{RESOLUTION}{close}", record).kind
    assert kind is Fidelity.SILENT_TRUNCATION
    assert compare(f"“{RESOLUTION} …", record).faithful
