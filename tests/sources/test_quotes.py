"""Quotes: where they stand, whose they are, and who may say so."""

from functools import partial

import pytest

from claims.services import verification
from sources.models import Basis, Quote, QuoteType, RecordKind, SpeakerKind
from sources.services import quotes
from sources.workflow import TABLE, QuoteMove, QuoteStatus, after, moves_from
from tests.factories.sources import (
    AgreementFactory,
    DocumentFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import ArticleFactory, member
from tracker.errors import (
    Conflict,
    IllegalMove,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from tracker.models import Role
from tracker.services import articles

SAID = {"pieces": [(1, 22)], "type": QuoteType.DIRECT}


@pytest.fixture
def quote(article, reporter):
    return quotes.record(article.pk, by=reporter, **SAID)


def test_a_quote_is_recorded_where_it_stands(article, reporter, source, events):
    quote = quotes.record(
        article.pk,
        pieces=[(48, 64), (1, 22)],
        type=QuoteType.DIRECT,
        cue=(24, 28),
        mention=(29, 45),
        attribution="an inside source",
        speaker_kind=SpeakerKind.ANONYMOUS_PERSON,
        source_id=source.pk,
        basis=Basis.TOLD_BY,
        hops=2,
        record_kind=RecordKind.NOTES,
        by=reporter,
    )
    assert quote.words == "The bridge is closed, … It will stay so."
    assert (quote.cue.exact, quote.mention.exact) == ("said", "an inside source")
    assert (quote.source, quote.hops, quote.entered_by) == (source, 2, reporter)
    assert {event[0] for event in events()} == {"quote.recorded"}


def test_a_quote_can_stand_in_an_earlier_revision(article, reporter):
    first = article.current
    articles.revise(article.pk, text="Nothing left.", by=reporter, version=1)
    quote = quotes.record(article.pk, revision_id=first.pk, by=reporter, **SAID)
    assert quote.words == "The bridge is closed,"


@pytest.mark.parametrize(
    "wrong",
    [
        {"pieces": []},
        {"pieces": [(0, 10), (9, 12)]},
        {"pieces": [(0, 100_000)]},
        {"pieces": [(5, 5)]},
        {"hops": 1},
        {"basis": Basis.TOLD_BY},
    ],
)
def test_a_quote_that_cannot_be_is_refused(article, reporter, wrong):
    with pytest.raises(Invalid):
        quotes.record(article.pk, by=reporter, **(SAID | wrong))


def test_a_quote_is_of_one_origin(article, reporter, source):
    document = DocumentFactory(desk=article.desk)
    with pytest.raises(Invalid, match="one source or of one document"):
        quotes.record(
            article.pk,
            by=reporter,
            source_id=source.pk,
            document_id=document.pk,
            **SAID,
        )


@pytest.mark.parametrize("role", [Role.FACT_CHECKER, Role.KEEPER, Role.AUDITOR])
def test_only_writers_record_quotes(article, role):
    with pytest.raises(NotAllowed, match="record quotes"):
        quotes.record(article.pk, by=member(article.desk, role), **SAID)


def test_outsiders_record_nothing(article, outsider):
    with pytest.raises(NotFound):
        quotes.record(article.pk, by=outsider, **SAID)


def test_a_program_cannot_name_a_source(article, source):
    program = member(article.desk, Role.API_CLIENT)
    with pytest.raises(NotFound):
        quotes.record(article.pk, by=program, source_id=source.pk, **SAID)


def test_a_quote_is_tied_under_the_newest_terms(quote, source, reporter):
    AgreementFactory(source=source)
    newest = AgreementFactory(source=source)
    tied = quotes.tie(quote.pk, source_id=source.pk, by=reporter, version=1)
    assert (tied.source, tied.agreement, tied.version) == (source, newest, 2)


def test_a_quote_is_tied_under_terms_that_are_named(quote, source, reporter):
    older = AgreementFactory(source=source)
    AgreementFactory(source=source)
    tied = quotes.tie(
        quote.pk, source_id=source.pk, agreement_id=older.pk, by=reporter, version=1
    )
    assert tied.agreement == older
    with pytest.raises(NotFound):
        quotes.tie(
            quote.pk,
            source_id=source.pk,
            agreement_id=AgreementFactory(source=SourceFactory(desk=quote.desk)).pk,
            by=reporter,
            version=2,
        )


def test_a_quote_of_a_document(quote, reporter):
    document = DocumentFactory(desk=quote.desk)
    tied = quotes.tie(quote.pk, document_id=document.pk, by=reporter, version=1)
    assert (tied.document, tied.source, tied.agreement) == (document, None, None)
    with pytest.raises(Invalid, match="nobody"):
        quotes.tie(
            quote.pk,
            document_id=document.pk,
            agreement_id=document.pk,
            by=reporter,
            version=2,
        )


@pytest.mark.parametrize("origin", [{}, {"source_id": 1, "document_id": 1}])
def test_tying_names_one_origin(quote, reporter, origin):
    with pytest.raises(Invalid):
        quotes.tie(quote.pk, by=reporter, version=1, **origin)


def test_nobody_ties_to_a_source_that_they_may_not_see(quote, reporter):
    hidden = SourceFactory(desk=quote.desk)
    with pytest.raises(NotFound):
        quotes.tie(quote.pk, source_id=hidden.pk, by=reporter, version=1)


def test_nobody_ties_across_desks(quote, keeper):
    elsewhere = SourceFactory()
    with pytest.raises(NotFound):
        quotes.tie(quote.pk, source_id=elsewhere.pk, by=keeper, version=1)


def test_a_hidden_tie_is_not_undone_by_who_cannot_see_it(quote, reporter, keeper):
    hidden = SourceFactory(desk=quote.desk)
    quotes.tie(quote.pk, source_id=hidden.pk, by=keeper, version=1)
    with pytest.raises(NotAllowed):
        quotes.untie(quote.pk, by=reporter, version=2, reason="Mine now.")
    freed = quotes.untie(quote.pk, by=keeper, version=2, reason="Mistaken.")
    assert (freed.source, freed.agreement) == (None, None)


def test_untying_needs_a_reason(quote, reporter):
    with pytest.raises(Invalid, match="reason"):
        quotes.untie(quote.pk, by=reporter, version=1, reason="")


def test_a_colleagues_quote_is_not_edited(quote, colleague, editor):
    with pytest.raises(NotAllowed, match="own"):
        quotes.amend(quote.pk, by=colleague, version=1, attribution="a clerk")
    amended = quotes.amend(quote.pk, by=editor, version=1, attribution="a clerk")
    assert amended.attribution == "a clerk"
    with pytest.raises(StaleVersion):
        quotes.amend(quote.pk, by=editor, version=1, attribution="a cook")


def test_amending_changes_only_what_is_named(quote, reporter):
    quotes.amend(quote.pk, by=reporter, version=1, basis=Basis.TOLD_BY, hops=1)
    amended = quotes.amend(
        quote.pk, by=reporter, version=2, record_kind=RecordKind.RECORDING
    )
    assert (amended.basis, amended.hops) == (Basis.TOLD_BY, 1)
    with pytest.raises(Invalid):
        quotes.amend(quote.pk, by=reporter, version=3, hops=0)


def test_a_quote_is_confirmed_only_against_a_record(quote, editor):
    confirm = partial(
        verification.move_quote, quote.pk, QuoteMove.CONFIRM, by=editor, reason="Heard."
    )
    with pytest.raises(Conflict, match="record"):
        confirm(version=1)
    quote = quotes.amend(quote.pk, by=editor, version=1, record_kind=RecordKind.NOTES)
    confirm(version=2)
    quote.refresh_from_db()
    assert quote.status == QuoteStatus.CONFIRMED
    with pytest.raises(Conflict, match="reopen"):
        quotes.amend(
            quote.pk, by=editor, version=quote.version, record_kind=RecordKind.NONE
        )


def test_quotes_without_an_origin(desk, source):
    bare = QuoteFactory(desk=desk)
    QuoteFactory(desk=desk, source=source)
    assert list(Quote.objects.without_source()) == [bare]


def test_a_quotes_words_take_one_query_for_many(desk, django_assert_num_queries):
    article = ArticleFactory(desk=desk, text="One, two, three, four, five.")
    for start in range(4):
        QuoteFactory(desk=desk, article=article, place=(start, start + 5))
    with django_assert_num_queries(2):
        assert len([quote.words for quote in Quote.objects.with_place()]) == 4


@pytest.mark.parametrize("status", QuoteStatus)
@pytest.mark.parametrize("move", QuoteMove)
def test_the_table_is_the_whole_workflow(status, move):
    if (status, move) in TABLE:
        assert after(status, move) == TABLE[status, move]
        assert move in moves_from(status)
    else:
        with pytest.raises(IllegalMove):
            after(status, move)
