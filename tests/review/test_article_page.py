"""The article page: what is suggested, what is decided, and each no with its reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import (
    Annotation,
    Claim,
    ExtractionRun,
    SuggestedSpeaker,
    Suggestion,
    SuggestionKind,
)
from claims.services import extraction
from sources.models import Quote, Source
from tests.claims.conftest import supported_by
from tests.factories.claims import AnnotationFactory, ClaimFactory, OccurrenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import SpanFactory, member
from tests.review.conftest import WORDS, accept, suggested, text_of
from tests.tracker import chain
from tracker.models import Role
from tracker.services import articles

pytestmark = pytest.mark.django_db


def page_of(article, part: str = "") -> str:
    return f"/articles/{article.pk}/" + (f"?show={part}" if part else "")


def test_the_article_waits_to_be_read(article, reporter, as_person):
    assert "has not been read yet" in text_of(as_person(reporter).get(page_of(article)))


def test_reading_is_asked_for_once(article, reporter, as_person):
    browser = as_person(reporter)
    browser.post(f"/articles/{article.pk}/extract/")
    browser.post(f"/articles/{article.pk}/extract/")
    assert ExtractionRun.objects.count() == 1
    assert "Waiting to be read" in text_of(browser.get(page_of(article)))


def test_why_an_article_could_not_be_read_is_shown(article, reporter, as_person):
    run = extraction.request(article.current.pk, by=reporter)
    extraction.gave_up(run.pk, "MemoryError")
    answer = text_of(as_person(reporter).get(page_of(article)))
    assert "The engine stopped: MemoryError." in answer
    assert "Try again" in answer


def test_suggestions_stand_in_the_text_and_beside_it(read_article, reporter, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    answer = text_of(as_person(reporter).get(page_of(read_article)))
    assert f'id="at-suggestion-{suggestion.pk}"' in answer
    assert f'id="suggestion-{suggestion.pk}"' in answer


def test_accepting_makes_a_quote_of_ones_own(read_article, reporter, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    answer = accept(as_person(reporter), suggestion)
    assert answer["Location"] == page_of(read_article, "open")
    assert Quote.objects.get().entered_by == reporter
    after = text_of(as_person(reporter).get(page_of(read_article, "quotes")))
    assert f'id="quote-{Quote.objects.get().pk}"' in after


def test_a_claim_is_accepted_in_better_words(read_article, reporter, as_person):
    suggestion = suggested(read_article, SuggestionKind.CLAIM)
    accept(
        as_person(reporter),
        suggestion,
        text="The ministry closed the Sorim bridge.",
        type="event",
    )
    assert Claim.objects.get().text == "The ministry closed the Sorim bridge."


def test_what_was_rejected_can_be_put_back(read_article, reporter, as_person):
    browser = as_person(reporter)
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    address = f"/suggestions/{suggestion.pk}"
    browser.post(f"{address}/reject/", {"version": 1, "reason": "Not a quote."})
    assert "Not a quote." in text_of(browser.get(page_of(read_article, "rejected")))
    browser.post(f"{address}/put-back/", {"version": 2, "show": "rejected"})
    assert Suggestion.objects.open().filter(pk=suggestion.pk).exists()


def test_whoever_is_late_is_told_on_the_card(read_article, reporter, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    browser = as_person(reporter)
    accept(browser, suggestion)
    answer = accept(browser, suggestion)
    assert answer.status_code == 409
    assert "Somebody was faster" in text_of(answer)
    assert Quote.objects.count() == 1


def test_a_no_stands_on_the_card_with_its_reason(read_article, auditor, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    answer = accept(as_person(auditor), suggestion)
    assert answer.status_code == 403
    before, refusal, _ = text_of(answer).partition("data-refusal")
    assert refusal
    assert before.rindex("data-item") > before.rindex(f'id="suggestion-{suggestion.pk}')
    assert "may decide on suggestions" in text_of(answer)


def test_a_refused_attempt_is_on_record(read_article, auditor, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    accept(as_person(auditor), suggestion)
    (event,) = chain.events("action = 'access.refused'")
    assert event["actor"] == str(auditor.pk)
    assert event["row_id"] == str(suggestion.pk)


def test_outsiders_act_on_nothing(read_article, outsider, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    assert accept(as_person(outsider), suggestion).status_code == 404
    assert not Quote.objects.exists()


def test_a_form_without_its_version_is_a_bad_request(read_article, reporter, as_person):
    suggestion = suggested(read_article, SuggestionKind.QUOTE)
    answer = as_person(reporter).post(f"/suggestions/{suggestion.pk}/accept/")
    assert answer.status_code == 400


def test_a_speaker_is_tied_to_a_known_source(read_article, editor, as_person):
    source = SourceFactory(desk=read_article.desk, codename="GREY LANTERN")
    speaker = SuggestedSpeaker.objects.first()
    as_person(editor).post(
        f"/speakers/{speaker.pk}/tie/",
        {"version": speaker.version, "codename": "grey lantern"},
    )
    speaker.refresh_from_db()
    assert speaker.source == source


def test_a_speaker_becomes_a_new_source_in_one_act(read_article, editor, as_person):
    speaker = SuggestedSpeaker.objects.first()
    as_person(editor).post(
        f"/speakers/{speaker.pk}/tie/", {"version": speaker.version, "new": "on"}
    )
    speaker.refresh_from_db()
    assert speaker.source == Source.objects.get()


def test_a_source_one_may_not_know_of_is_no_source(read_article, reporter, as_person):
    SourceFactory(desk=read_article.desk, codename="GREY LANTERN")
    speaker = SuggestedSpeaker.objects.first()
    answer = as_person(reporter).post(
        f"/speakers/{speaker.pk}/tie/", {"version": 1, "codename": "GREY LANTERN"}
    )
    assert answer.status_code == 400
    assert "You know of no source with this codename." in text_of(answer)


def test_a_codename_is_shown_to_who_needs_to_know(
    read_article, editor, checker, as_person
):
    source = SourceFactory(desk=read_article.desk, codename="GREY LANTERN")
    QuoteFactory(article=read_article, desk=read_article.desk, source=source)
    address = page_of(read_article, "quotes")
    assert "GREY LANTERN" in text_of(as_person(editor).get(address))
    hidden = text_of(as_person(checker).get(address))
    assert "GREY LANTERN" not in hidden
    assert "Source withheld" in hidden


def test_a_claim_is_decided_beside_the_text(read_article, editor, as_person):
    claim = ClaimFactory(desk=read_article.desk)
    OccurrenceFactory(claim=claim, article=read_article)
    answer = as_person(editor).post(
        f"/claims/{claim.pk}/move/",
        {
            "version": claim.version,
            "move": "submit",
            "reason": "Ready.",
            "from": str(read_article.pk),
        },
    )
    assert answer["Location"] == page_of(read_article, "claims")
    claim.refresh_from_db()
    assert claim.status == "in_review"


def test_each_claim_says_in_one_line_what_it_rests_on(read_article, editor, as_person):
    resting, bare = ClaimFactory.create_batch(2, desk=read_article.desk)
    supported_by(resting, SourceFactory(desk=read_article.desk))
    for claim in (resting, bare):
        OccurrenceFactory(claim=claim, article=read_article)
    shown = text_of(as_person(editor).get(page_of(read_article, "claims")))
    assert "1 quote, 1 source, 1 origin" in shown
    assert "no quotes, no sources" in shown.lower() or "0 quotes" in shown


def test_a_refused_decision_is_explained_beside_the_text(
    read_article, reporter, as_person
):
    claim = ClaimFactory(desk=read_article.desk, status="in_review")
    OccurrenceFactory(claim=claim, article=read_article)
    answer = as_person(reporter).post(
        f"/claims/{claim.pk}/move/",
        {
            "version": claim.version,
            "move": "verify",
            "reason": "I was there.",
            "from": str(read_article.pk),
        },
    )
    assert answer.status_code == 403
    assert "may decide on a claim" in text_of(answer)
    assert '<option value="verify" selected>' in text_of(answer)
    assert "I was there.</textarea>" in text_of(answer)
    assert 'class="article-text"' in text_of(answer)


def test_words_are_marked_by_hand(article, editor, as_person):
    browser = as_person(editor)
    address = f"/articles/{article.pk}/mark/"
    revision = str(article.current.pk)
    browser.post(
        address,
        {
            "revision": revision,
            "words": "Nobody has been told why.",
            "what": "note",
            "body": "Nobody at all?",
            "visibility": "desk",
        },
    )
    browser.post(
        address,
        {
            "revision": revision,
            "words": "Sorim",
            "start": str(WORDS.rindex("Sorim")),
            "what": "quote",
            "body": "an inside source",
        },
    )
    browser.post(
        address,
        {
            "revision": revision,
            "words": "closed the bridge",
            "what": "claim",
            "type": "event",
        },
    )
    note = Annotation.objects.get()
    assert note.span.exact == "Nobody has been told why."
    assert Quote.objects.get().pieces.get().span.start == WORDS.rindex("Sorim")
    assert Claim.objects.get().text == "closed the bridge"


def test_words_that_do_not_stand_there_are_refused(article, editor, as_person):
    answer = as_person(editor).post(
        f"/articles/{article.pk}/mark/",
        {
            "revision": str(article.current.pk),
            "words": "never written",
            "what": "note",
            "body": "?",
        },
    )
    assert answer.status_code == 400
    assert "do not stand in the text" in text_of(answer)
    assert "never written" in text_of(answer)


def test_threads_are_answered_resolved_and_reopened(article, editor, as_person):
    note = AnnotationFactory(
        article=article, span=SpanFactory(text=article.current.text)
    )
    browser = as_person(editor)
    browser.post(f"/notes/{note.pk}/reply/", {"body": "The nurse did."})
    browser.post(f"/notes/{note.pk}/resolve/", {"version": 1})
    shown = text_of(browser.get(page_of(article, "notes")))
    assert "The nurse did." in shown
    assert "Resolved" in shown
    browser.post(f"/notes/{note.pk}/reopen/", {"version": 2})
    note.refresh_from_db()
    assert note.resolved_at is None


def test_lost_words_are_listed_as_they_were(read_article, reporter, as_person):
    claim = ClaimFactory(desk=read_article.desk, text="Forty trucks waited.")
    start = WORDS.index("Forty trucks")
    span = SpanFactory(
        text=read_article.current.text, start=start, end=start + len("Forty trucks")
    )
    OccurrenceFactory(claim=claim, article=read_article, span=span)
    articles.revise(
        read_article.pk,
        text="Something else was written here, about a ferry and its captain.",
        by=reporter,
        version=read_article.version,
    )
    shown = text_of(as_person(reporter).get(page_of(read_article)))
    assert "Lost their place" in shown
    assert "<del>Forty trucks</del>" in shown


def test_a_hundred_marks_cost_no_more_queries_than_one(read_article, editor, as_person):
    browser = as_person(editor)
    QuoteFactory(article=read_article, desk=read_article.desk)
    OccurrenceFactory(claim__desk=read_article.desk, article=read_article)
    few = _queries(browser, page_of(read_article, "quotes"))
    text = read_article.current.text
    for number in range(20):
        span = SpanFactory(text=text, start=number, end=number + 5)
        OccurrenceFactory(
            claim=ClaimFactory(desk=read_article.desk), article=read_article, span=span
        )
        QuoteFactory(
            article=read_article,
            desk=read_article.desk,
            source=SourceFactory(desk=read_article.desk),
        )
        AnnotationFactory(article=read_article, span=span)
    many = _queries(browser, page_of(read_article, "quotes"))
    assert many <= few + 3  # replies, sources, placements: one each where there are any


def _queries(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return len(captured)


def test_the_desk_page_costs_the_same_for_one_article_and_for_twenty(
    desk, editor, read_article, as_person
):
    browser = as_person(editor)
    few = _queries(browser, "/desks/border/")
    reporter = member(desk, Role.REPORTER)
    for number in range(20):
        articles.file_article(desk.pk, title=f"No. {number}", text="…", by=reporter)
    assert _queries(browser, "/desks/border/") <= few
