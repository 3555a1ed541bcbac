"""One's own settings: mail, time zone; stopping mail by its link; what is public."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from claims.models import Mailing, NoticeWish, Notification
from claims.review.views.published import as_script
from claims.services import mailing, verification
from claims.workflow import Move, Status
from sources.models import RecordKind
from sources.workflow import QuoteMove
from tests.claims.conftest import apart, supported_by
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory
from tests.review.conftest import text_of
from tracker.models import ArticleStatus
from tracker.services import articles

pytestmark = pytest.mark.django_db
CANARY = re.compile("ZQ[A-Z]{4}")  # two letters alone may stand in any form's token


def test_settings_are_kept_and_times_are_shown_there(checker, editor, desk, as_person):
    claim = ClaimFactory(desk=desk)
    browser = as_person(checker)
    hour = f"{claim.created_at:%H:%M}"
    assert hour in text_of(browser.get(f"/claims/{claim.pk}/"))
    browser.post("/me/", {"mailing": "daily", "time_zone": "Asia/Kathmandu"})
    wish = NoticeWish.objects.get(user=checker)
    assert (wish.mailing, wish.time_zone) == (Mailing.DAILY, "Asia/Kathmandu")
    there = f"{wish.local(claim.created_at):%H:%M}"
    assert there in text_of(browser.get(f"/claims/{claim.pk}/"))
    # A new session finds it again; the API stays in UTC.
    later = as_person(checker)
    assert there in text_of(later.get(f"/claims/{claim.pk}/"))
    told = later.get(f"/api/v1/claims/{claim.pk}").json()["created_at"]
    assert datetime.fromisoformat(told).tzinfo == UTC


def test_settings_that_are_none_are_refused(checker, as_person):
    browser = as_person(checker)
    answer = browser.post("/me/", {"mailing": "hourly", "time_zone": "Mars/Olympus"})
    assert not NoticeWish.objects.exists()
    assert "Select a valid choice" in text_of(answer)


def test_a_mail_s_link_asks_first_and_stops_by_a_click_without_a_log_in(checker):
    address = f"/mail/stop/{mailing.stop_token(checker)}/"
    browser = Client(enforce_csrf_checks=True)
    asked = browser.get(address)
    assert "Stop this mail?" in text_of(asked)
    assert checker.email not in text_of(asked)
    assert NoticeWish.of(checker).mailing == Mailing.AT_ONCE
    # A mail provider's one click (RFC 8058) brings no cookie and no token of ours.
    browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert NoticeWish.of(checker).mailing == Mailing.NONE


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00"])
def test_a_link_that_was_made_up_is_not_there(db, token):
    assert Client().post(f"/mail/stop/{token}/").status_code == 404


@pytest.fixture
def verdict(desk, checker, reporter):
    source = SourceFactory(desk=desk, codename="ZQCANARY KETTLE")
    other = SourceFactory(desk=desk, codename="ZQCANARY LADLE")
    apart(source, other)
    article = ArticleFactory(
        desk=desk,
        status=ArticleStatus.PUBLISHED,
        title="The <b>bridge</b> & co",
        url="https://paper.example/1",
    )
    claim = ClaimFactory(
        desk=desk,
        entered_by=reporter,
        status=Status.IN_REVIEW,
        attributed_to=source,
        text="The bridge </script> is shut.",
    )
    OccurrenceFactory(claim=claim, article=article)
    supported_by(claim, source, other)
    verification.decide(
        claim.pk,
        Move.DISPUTE,
        by=checker,
        version=claim.version,
        reason="ZQREASON",
        note_to_readers="Two people say so.",
    )
    return claim


def test_a_public_verdict_can_be_copied_and_names_nobody(verdict, checker, as_person):
    shown = text_of(as_person(checker).get(f"/claims/{verdict.pk}/claim-review/"))
    assert "ClaimReview" in shown
    assert not CANARY.search(shown)
    found = as_person(checker).get(f"/api/v1/claims/{verdict.pk}/claim-review")
    assert not CANARY.search(found.content.decode())
    said = found.json()["itemReviewed"]["author"]
    assert said["@type"] == "Person"
    assert "name" not in said


def test_a_published_quote_can_be_copied_from_its_page_and_names_nobody(
    desk, checker, editor, as_person
):
    """The page's element, read as a search engine reads it."""
    article = ArticleFactory(
        desk=desk, text="“It is shut </script>,” said a local source.", language="en"
    )
    quote = QuoteFactory(
        desk=desk,
        article=article,
        place=(1, 22),
        source=SourceFactory(desk=desk, codename="ZQCANARY KETTLE"),
        record_kind=RecordKind.NOTES,
        original_text="ZQORIGINAL",
        original_language="ko",
    )
    verification.move_quote(
        quote.pk, QuoteMove.CONFIRM, by=checker, version=1, reason="ZQREASON"
    )
    articles.publish(article.pk, by=editor, version=1)
    browser = as_person(checker)
    address = f"/quotes/{quote.pk}/quotation/"
    assert address in text_of(browser.get(f"/quotes/{quote.pk}/"))
    shown = text_of(browser.get(address))
    assert not CANARY.search(shown)
    assert "has no address on record" in shown
    pasted = unescape(
        shown.partition('aria-label="JSON-LD">')[2].partition("</pre>")[0]
    )
    body = pasted.partition("\n")[2].rpartition("\n")[0]
    assert json.loads(body) == {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "text": "It is shut </script>,",
        "inLanguage": "en",
        "creator": {"@type": "Person", "description": "a local source"},
        "isPartOf": {"@type": "NewsArticle", "headline": article.title},
    }


def test_what_is_pasted_cannot_end_its_script_early(verdict, checker, as_person):
    data = as_person(checker).get(f"/api/v1/claims/{verdict.pk}/claim-review").json()
    pasted = as_script(data)
    body = pasted.partition("\n")[2].rpartition("\n")[0]
    assert "<" not in body
    assert json.loads(body) == data


def test_what_is_not_public_says_what_is_missing(desk, checker, as_person):
    browser = as_person(checker)
    claim, quote = ClaimFactory(desk=desk), QuoteFactory(desk=desk)
    for page in (f"/claims/{claim.pk}/claim-review/", f"/quotes/{quote.pk}/quotation/"):
        shown = text_of(browser.get(page))
        assert "Nothing is public yet" in shown
        assert "application/ld+json" not in shown


def test_word_that_is_read_leaves_no_dot(desk, checker, editor, as_person):
    browser = as_person(checker)
    Notification.objects.create(desk=desk, user=checker, kind="assigned")
    assert "(something new)" in text_of(browser.get("/desks/border/work/"))
    browser.post("/desks/border/work/read/")
    assert "(something new)" not in text_of(browser.get("/desks/border/work/"))
