"""The engine suggests, once; people decide, and what they decided stays."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from claims import proposals
from claims.models import (
    Claim,
    ExtractionRun,
    RunState,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from claims.services import extraction, suggestions
from sources.models import Quote
from tests.factories.tracker import DeskFactory, member
from tracker.engine import pipeline
from tracker.engine.results import (
    Extraction,
    QuoteType,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
)
from tracker.engine.results import Quote as Heard
from tracker.engine.spans import Span
from tracker.errors import Conflict, NotAllowed, NotFound, StaleVersion
from tracker.models import Job, JobState, Role
from tracker.services import articles

pytestmark = pytest.mark.django_db

WORDS = (
    "The bridge at Sorim is closed, local officials said on Monday.\n\n"
    "“Forty trucks are waiting at the gate,” said an inside source from Sorim. "
    "“Nobody has been told why.”\n"
)


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def reporter(desk):
    return member(desk, Role.REPORTER)


@pytest.fixture
def article(desk, reporter):
    return articles.file_article(desk.pk, title="Sorim", text=WORDS, by=reporter)


@pytest.fixture
def run(article, reporter):
    asked = extraction.request(article.current.pk, by=reporter)
    extraction.run(asked.pk)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def quote(run):
    return run.suggestions.filter(kind=SuggestionKind.QUOTE).in_order().last()


@pytest.fixture
def claim(run):
    return run.suggestions.filter(kind=SuggestionKind.CLAIM).in_order().first()


def test_asking_twice_is_one_run_and_one_job(article, reporter):
    first = extraction.request(article.current.pk, by=reporter)
    again = extraction.request(article.current.pk, by=reporter)
    assert first == again
    assert Job.objects.filter(subject=first.pk).count() == 1


def test_an_outsider_cannot_ask(article):
    with pytest.raises(NotFound):
        extraction.request(article.current.pk, by=member(DeskFactory(), Role.EDITOR))


def test_a_run_only_suggests(run):
    assert run.state == RunState.DONE
    assert run.suggestions.filter(kind=SuggestionKind.QUOTE).exists()
    assert run.suggestions.filter(kind=SuggestionKind.CLAIM).exists()
    assert not Quote.objects.exists()
    assert not Claim.objects.exists()


def test_each_suggestion_stands_where_it_says(run):
    for suggestion in run.suggestions.all():
        assert WORDS[suggestion.start : suggestion.end].strip()
    pieces = run.suggestions.filter(kind=SuggestionKind.QUOTE).in_order().last().payload
    (start, end) = pieces["pieces"][0]
    assert WORDS[start:end] == "Nobody has been told why."


def test_running_twice_changes_nothing(run):
    before = list(Suggestion.objects.values_list("pk", "version"))
    extraction.run(run.pk)
    assert list(Suggestion.objects.values_list("pk", "version")) == before


def test_the_run_is_on_record_as_the_workers(run):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT DISTINCT actor FROM audit.event WHERE action = 'extraction.done'"
        )
        assert cursor.fetchall() == [("system:worker",)]


def test_what_fails_for_good_says_so_and_can_be_asked_again(article, reporter):
    asked = extraction.request(article.current.pk, by=reporter)
    Job.objects.update(state=JobState.DEAD)
    extraction.gave_up(asked.pk, "MemoryError")
    asked.refresh_from_db()
    assert (asked.state, asked.failure) == (
        RunState.FAILED,
        "The engine stopped: MemoryError.",
    )
    again = extraction.request(article.current.pk, by=reporter)
    assert (again.pk, again.state) == (asked.pk, RunState.QUEUED)


def test_accepting_a_quote_makes_it_a_record_of_whoever_accepts(quote, reporter):
    accepted = suggestions.accept(quote.pk, by=reporter, version=quote.version)
    assert accepted.state == SuggestionState.ACCEPTED
    assert accepted.quote.words == "Nobody has been told why."
    assert accepted.quote.entered_by == reporter


def test_accepting_a_claim_can_word_it_better(claim, reporter):
    accepted = suggestions.accept(
        claim.pk, by=reporter, version=1, text="The bridge at Sorim is closed."
    )
    assert accepted.claim.text == "The bridge at Sorim is closed."
    assert accepted.claim.occurrences.get().span.start == claim.start


def test_a_suggestion_is_decided_once(quote, reporter):
    suggestions.reject(quote.pk, by=reporter, version=1, reason="Not a quote.")
    with pytest.raises(StaleVersion):
        suggestions.accept(quote.pk, by=reporter, version=1)
    with pytest.raises(Conflict, match="decided"):
        suggestions.accept(quote.pk, by=reporter, version=2)
    back = suggestions.put_back(quote.pk, by=reporter, version=2)
    assert back.state == SuggestionState.OPEN


def test_who_may_not_decide(quote, desk):
    with pytest.raises(NotAllowed):
        suggestions.accept(quote.pk, by=member(desk, Role.AUDITOR), version=1)
    with pytest.raises(NotFound):
        suggestions.reject(quote.pk, by=member(DeskFactory(), Role.EDITOR), version=1)


def test_a_new_engine_asks_only_what_is_undecided(
    run, quote, claim, reporter, monkeypatch
):
    suggestions.accept(quote.pk, by=reporter, version=1)
    suggestions.reject(claim.pk, by=reporter, version=1)
    monkeypatch.setattr(pipeline, "VERSION", "next")
    newer = extraction.request(run.revision_id, by=reporter)
    extraction.run(newer.pk)
    asked = set(newer.suggestions.values_list("fingerprint", flat=True))
    assert not asked & {quote.fingerprint, claim.fingerprint}
    assert not run.suggestions.open().exists()
    quote.refresh_from_db()
    assert quote.state == SuggestionState.ACCEPTED
    assert Quote.objects.count() == 1


def test_a_new_revision_asks_nothing_about_what_moved_with_it(
    run, quote, article, reporter
):
    suggestions.accept(quote.pk, by=reporter, version=1)
    revision = articles.revise(
        article.pk, text="Updated.\n\n" + WORDS, by=reporter, version=1
    )
    newer = extraction.request(revision.pk, by=reporter)
    extraction.run(newer.pk)
    words = revision.text.content
    asked = {words[s.start : s.end] for s in newer.suggestions.filter(kind="quote")}
    assert "Nobody has been told why." not in asked


def test_what_nobody_asked_to_read_is_found_after_a_while(article):
    assert extraction.request_missed() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert extraction.request_missed() == 1
        assert extraction.request_missed() == 0
    assert ExtractionRun.objects.get().revision == article.current


def test_the_same_words_twice_are_two_proposals():
    text = "“No,” he said. “No,” she said."
    heard = [
        Heard(QuoteType.DIRECT, (Span(at, at + 3),), (), (), None, 0.9, "test")
        for at in (1, 16)
    ]
    proposed = proposals.of(Extraction(quotes=tuple(heard)), text)
    assert len({item.fingerprint for item in proposed.items}) == 2


def test_what_cannot_be_checked_is_not_proposed():
    checkable = False
    opinion = Statement(
        0, 5, "Sorim", checkable, StatementKind.OPINION, None, 0.5, "test"
    )
    speaker = Speaker("s1", SpeakerKind.DOCUMENT, "the order", (Span(0, 5),))
    found = Extraction(statements=(opinion,), speakers=(speaker,))
    proposed = proposals.of(found, "Sorim is lovely.")
    assert proposed.items == ()
    assert proposed.speakers[0].detail["mentions"] == [[0, 5]]
