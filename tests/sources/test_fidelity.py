"""Quotes held against their record: the verdict, what is kept of it, who may ask."""

import pytest
from django.db import IntegrityError

from sources.fidelity import differences, excerpt, spoken
from sources.models import FidelityCheck, QuoteType, RecordKind
from sources.services import quotes
from tests.factories.sources import DocumentFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, member
from tracker.engine.fidelity import Difference, Fidelity, compare
from tracker.errors import Invalid, NotAllowed, NotFound
from tracker.models import Role
from tracker.services.spans import find

RESOLUTION = (
    "All Member States shall not exceed on any date after the date of adoption of this "
    "resolution the total number of work authorizations for DPRK nationals provided in "
    "their jurisdictions at the time of the adoption of this resolution"
)
OFFICIAL = (
    f"Expresses concern. Decides that {RESOLUTION[0].lower()}{RESOLUTION[1:]} unless "
    "the Committee approves on a case-by-case basis in advance that employment of "
    "additional DPRK nationals is required. Decides further that this ends."
)


@pytest.fixture
def reported(desk, reporter):
    return ArticleFactory(
        desk=desk,
        entered_by=reporter,
        text=f"The sanctions introduced limits, stating, “{RESOLUTION}.” They began.",
    )


@pytest.fixture
def quote(reported, reporter):
    place = find(reported.current.text.content, f"{RESOLUTION}.")
    return quotes.record(
        reported.pk, pieces=[place], type=QuoteType.DIRECT, by=reporter
    )


def test_a_resolution_without_its_exception_is_a_silent_truncation(
    desk, quote, fact_checker, events
):
    document = DocumentFactory(desk=desk, content=OFFICIAL)
    check = quotes.check_fidelity(quote.pk, document_id=document.pk, by=fact_checker)
    quote.refresh_from_db()
    assert check.verdict == quote.fidelity == Fidelity.SILENT_TRUNCATION
    assert quote.record_kind == RecordKind.DOCUMENT
    assert "unless the Committee approves" in check.excerpt
    assert check.excerpt.endswith("is required.")
    assert {event[0] for event in events()} >= {"quote.checked"}


def test_the_comparison_can_be_seen_again_word_by_word(desk, quote, fact_checker):
    document = DocumentFactory(
        desk=desk, content=f"{RESOLUTION.replace('any date', 'every date')}. More."
    )
    check = quotes.check_fidelity(quote.pk, document_id=document.pk, by=fact_checker)
    assert check.verdict == Fidelity.SUBSTITUTION
    again = differences(check)
    assert again.kind == Fidelity.SUBSTITUTION
    (changed,) = [p for p in again.pieces if p.difference == Difference.CHANGED]
    assert changed.quote.of(check.wording) == "any"
    assert changed.record.of(check.excerpt) == "every"


def test_of_notes_only_the_quoted_place_is_kept(quote, fact_checker):
    notes = f"Met at the noodle shop of her cousin. {RESOLUTION}. She left by train."
    check = quotes.check_fidelity(quote.pk, record_text=notes, by=fact_checker)
    assert check.verdict == Fidelity.EXACT
    assert check.excerpt == f"{RESOLUTION}."
    assert "noodle" not in str(FidelityCheck.objects.values().get())


def test_words_that_stand_nowhere(quote, fact_checker):
    check = quotes.check_fidelity(quote.pk, record_text="Other words.", by=fact_checker)
    assert (check.verdict, check.excerpt) == (Fidelity.NOT_FOUND, "")
    assert differences(check) is None


def test_of_a_mixed_quote_the_marked_words_are_compared(desk, reporter):
    article = ArticleFactory(
        desk=desk,
        entered_by=reporter,
        text="He called the vote “an unfriendly firework” and “theatre”.",
    )
    quote = quotes.record(
        article.pk, pieces=[(10, 57)], type=QuoteType.MIXED, by=reporter
    )
    assert spoken(quote) == ("an unfriendly firework", "theatre")


def test_an_indirect_quote_has_no_words(article, reporter):
    quote = quotes.record(
        article.pk, pieces=[(1, 22)], type=QuoteType.INDIRECT, by=reporter
    )
    with pytest.raises(Invalid, match="no words"):
        quotes.check_fidelity(quote.pk, record_text="The bridge.", by=reporter)


@pytest.mark.parametrize("given", [{}, {"record_text": "x", "document_id": 1}])
def test_one_record_is_named(quote, reporter, given):
    with pytest.raises(Invalid, match="Name a document"):
        quotes.check_fidelity(quote.pk, by=reporter, **given)


def test_who_may_check(quote, outsider):
    with pytest.raises(NotFound):
        quotes.check_fidelity(quote.pk, record_text="x", by=outsider)
    auditor = member(quote.desk, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        quotes.check_fidelity(quote.pk, record_text="x", by=auditor)
    with pytest.raises(NotFound):
        quotes.check_fidelity(
            quote.pk,
            document_id=DocumentFactory().pk,
            by=member(quote.desk, Role.EDITOR),
        )


def test_notes_of_a_hidden_source_are_not_seen(desk, quote, reporter, keeper):
    hidden = SourceFactory(desk=desk)
    quotes.tie(quote.pk, source_id=hidden.pk, by=keeper, version=1)
    with pytest.raises(NotAllowed):
        quotes.check_fidelity(quote.pk, record_text=RESOLUTION, by=reporter)
    document = DocumentFactory(desk=desk, content=OFFICIAL)
    check = quotes.check_fidelity(quote.pk, document_id=document.pk, by=reporter)
    assert check in FidelityCheck.objects.visible_to(reporter)


def test_the_excerpt_ends_with_the_sentence_or_the_limit():
    record = "One two three four five" + " and on" * 100
    verdict = compare("One two three four five", record)
    assert len(excerpt(record, verdict)) == 23 + 400


def test_a_check_is_against_one_record(quote, editor):
    with pytest.raises(IntegrityError, match="fidelity_against_one_record"):
        FidelityCheck.objects.create(
            desk=quote.desk,
            entered_by=editor,
            quote=quote,
            record_kind=RecordKind.DOCUMENT,
            verdict=Fidelity.EXACT,
        )
