"""A source's file on the pages: every part on record, every act by its service."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Confidant, Contact, LegalHold, Link, Merge, Quote, Source
from tests.factories.sources import (
    AgreementFactory,
    ConfidantFactory,
    DescriptorFactory,
    LegalHoldFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import ArticleFactory, member
from tests.review.conftest import text_of
from tests.tracker import chain
from tracker.models import ArticleStatus, Role

pytestmark = pytest.mark.django_db

PARTS = ("", "terms/", "said/", "jigsaw/", "ties/", "circle/", "falls/", "holdings/")


@pytest.fixture
def source(desk, reporter) -> Source:
    return SourceFactory(desk=desk, handler=reporter, codename="GREY LANTERN")


@pytest.fixture
def other(desk, reporter) -> Source:
    return SourceFactory(desk=desk, handler=reporter, codename="RED ANCHOR")


@pytest.fixture
def send(source, as_person):
    """Send a form of the file as somebody; return the answer."""

    def sent(person, act, /, **entered):
        return as_person(person).post(f"/sources/{source.pk}/{act}/", entered)

    return sent


def again(row):
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("part", [*PARTS, "merge/", "split/"])
def test_every_part_is_opened_on_record_and_by_nobody_else(
    source, editor, checker, as_person, part
):
    address = f"/sources/{source.pk}/{part}"
    assert as_person(checker).get(address).status_code == 404
    assert chain.events("action = 'source.opened'") == []
    shown = as_person(editor).get(address)
    assert "GREY LANTERN" in text_of(shown)
    assert "GREY LANTERN" not in text_of(shown).partition("</title>")[0]
    (event,) = chain.events("action = 'source.opened'")
    assert event["row_id"] == str(source.pk)


@pytest.mark.parametrize(
    ("part", "most"),
    [
        ("", 9),
        ("terms/", 9),
        ("said/", 9),
        ("ties/", 9),
        ("circle/", 9),
        ("jigsaw/", 9),
    ],
)
@pytest.mark.parametrize("number", [1, 6])
def test_a_part_costs_the_same_however_much_is_on_file(  # noqa: PLR0917 (a table's columns)
    desk, source, editor, as_person, part, most, number
):
    for _ in range(number):
        ConfidantFactory(source=source)
        LinkFactory(source=source)
        article = ArticleFactory(desk=desk, status=ArticleStatus.PUBLISHED)
        terms = AgreementFactory(source=source)
        QuoteFactory(desk=desk, source=source, article=article, agreement=terms)
        QuoteFactory(desk=desk, source=source)
    browser = as_person(editor)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(f"/sources/{source.pk}/{part}").status_code == 200
    frame = ("SAVEPOINT", "RELEASE", 'UPDATE "django_session"')
    asked = [q["sql"] for q in queries if not q["sql"].startswith(frame)]
    assert len(asked) <= most, [sql[:110] for sql in asked]


def test_the_list_costs_the_same_at_any_length(desk, editor, as_person):
    for number in range(12):
        SourceFactory(desk=desk, codename=f"TIN {number}")
    browser = as_person(editor)
    with CaptureQueriesContext(connection) as queries:
        assert "TIN 11" in text_of(browser.get("/desks/border/sources/"))
    assert len([q for q in queries if "django_session" not in q["sql"]]) <= 9


def test_status_and_estimate_are_kept(source, reporter, send):
    send(reporter, "status", version=1, status="dormant", reason="No calls.")
    send(reporter, "estimate", version=2, candidates="under_10")
    assert (again(source).status, source.candidates) == ("dormant", "under_10")
    stale = send(reporter, "estimate", version=1, candidates="more")
    assert stale.status_code == 409
    forged = send(reporter, "status", version=3, status="merged", reason="Ha.")
    assert forged.status_code == 400


def test_what_was_entered_stands_in_the_form_again_when_it_is_refused(
    source, reporter, send
):
    answer = send(
        reporter,
        "grade",
        version=1,
        reliability="B",
        rationale="Call +47 22 33 44 55 to ask.",
    )
    shown = text_of(answer)
    assert answer.status_code == 409
    assert "Call +47 22 33 44 55 to ask." in shown
    assert "seems to identify" in shown


def test_a_wording_is_taken_off(source, reporter, as_person):
    row = DescriptorFactory(source=source)
    browser = as_person(reporter)
    browser.post(f"/wordings/{row.pk}/drop/", {"reason": "Too close."})
    assert again(row).ended_at is not None


def test_terms_show_all_fields_and_hold_per_statement(
    desk, source, reporter, as_person
):
    old = AgreementFactory(
        source=source, reason="Fear.", risk="Prison.", motive="Wants it known."
    )
    QuoteFactory(desk=desk, source=source, agreement=old)
    AgreementFactory(source=source, reason="Other fear.")
    browser = as_person(reporter)
    shown = text_of(browser.get(f"/sources/{source.pk}/terms/"))
    assert all(words in shown for words in ("Prison.", "Wants it known.", "Other fear"))
    assert "background" in text_of(browser.get(f"/sources/{source.pk}/said/"))


def test_terms_that_are_due_show_up(desk, source, other, reporter, as_person):
    terms = AgreementFactory(source=source)
    browser = as_person(reporter)
    browser.post(
        f"/agreements/{terms.pk}/review/", {"version": 1, "review_on": "2026-01-01"}
    )
    AgreementFactory(source=other, review_on=date(2026, 1, 1))
    AgreementFactory(source=other)  # newer terms without a day: nothing is due
    due = text_of(browser.get("/desks/border/sources/?lane=due"))
    assert "GREY LANTERN" in due
    assert "RED ANCHOR" not in due
    assert "To be talked over" in text_of(browser.get(f"/sources/{source.pk}/terms/"))


def test_a_tie_is_judged_anew_and_ended(source, other, reporter, as_person):
    row = LinkFactory(source=source, other=other)
    browser = as_person(reporter)
    browser.post(
        f"/links/{row.pk}/rejudge/",
        {"version": 1, "kind": "same_household", "rationale": "Both said kitchen."},
    )
    new = Link.objects.current().get()
    assert (new.kind, new.confident) == ("same_household", False)
    shown = text_of(browser.get(f"/sources/{other.pk}/ties/"))
    assert "Both said kitchen." in shown
    assert "independence not established" in shown
    answer = browser.post(
        f"/links/{new.pk}/end/",
        {"version": 1, "reason": "A mistake.", "from": str(other.pk)},
    )
    assert answer["Location"] == f"/sources/{other.pk}/ties/"
    assert not Link.objects.current().exists()


def test_who_is_of_one_origin_through_somebody_else_is_shown(
    desk, source, other, editor, as_person
):
    third = SourceFactory(desk=desk, codename="BLUE KITE")
    LinkFactory(source=source, other=other)
    LinkFactory(source=third, other=other, confident=False)
    shown = text_of(as_person(editor).get(f"/sources/{source.pk}/ties/"))
    assert "BLUE KITE" in shown
    assert "2 steps" in shown


def test_only_a_keeper_says_who_sees_it(source, keeper, reporter, checker, as_person):
    address = f"/sources/{source.pk}/let-in/"
    entered = {"person": str(checker.pk), "reason": "Knows the river."}
    refused = as_person(reporter).post(address, entered)
    assert refused.status_code in {400, 403}
    assert not Confidant.objects.exists()
    as_person(keeper).post(address, entered)
    assert as_person(checker).get(f"/sources/{source.pk}/").status_code == 200
    row = Confidant.objects.get()
    as_person(keeper).post(f"/confidants/{row.pk}/end/", {"reason": "Done."})
    assert as_person(checker).get(f"/sources/{source.pk}/").status_code == 404
    shown = text_of(as_person(keeper).get(f"/sources/{source.pk}/circle/"))
    assert "Who was let in before" in shown


def test_a_source_is_handed_over_and_restricted(source, desk, keeper, editor, send):
    colleague = member(desk, Role.REPORTER)
    send(keeper, "hand-over", version=1, person=str(colleague.pk), reason="Leave.")
    assert again(source).handler == colleague
    send(keeper, "restrict", version=2, restricted="True", reason="Risk.")
    assert again(source).restricted
    assert send(editor, "grade", version=3, reliability="F").status_code == 404
    send(keeper, "restrict", version=3, restricted="False", reason="Calm.")
    assert not again(source).restricted


def test_a_hold_takes_two_both_ways(source, editor, keeper, send, as_person):
    send(editor, "hold", reason="The court has asked.")
    hold = LegalHold.objects.get()
    own = as_person(editor).post(f"/holds/{hold.pk}/confirm/", {"version": 1})
    assert own.status_code == 403
    as_person(keeper).post(f"/holds/{hold.pk}/confirm/", {"version": 1})
    assert again(hold).confirmed_by == keeper
    as_person(keeper).post(
        f"/holds/{hold.pk}/ask-to-lift/", {"version": 2, "reason": "Case closed."}
    )
    own = as_person(keeper).post(f"/holds/{hold.pk}/lift/", {"version": 3})
    assert own.status_code == 403
    as_person(editor).post(f"/holds/{hold.pk}/lift/", {"version": 3})
    assert again(hold).lifted_by == editor


def test_what_is_held_is_told_without_a_value(source, reporter, as_person):
    AgreementFactory(source=source, reason="zqreason", motive="zqmotive")
    LegalHoldFactory(source=source, reason="zqhold")
    shown = text_of(as_person(reporter).get(f"/sources/{source.pk}/holdings/"))
    report = shown.partition("<aside")[0]
    assert "Reasons for anonymity" in report
    assert "zqreason" not in report
    assert "zqmotive" not in report


def test_a_contact_is_kept_as_a_week_and_says_when_it_goes(
    source, reporter, send, as_person
):
    send(reporter, "contact", day="2026-03-05", channel="call")
    assert Contact.objects.get().week == date(2026, 3, 2)
    shown = text_of(as_person(reporter).get(f"/sources/{source.pk}/holdings/"))
    assert "forgotten on 2 Apr 2026" in shown


def test_a_merge_is_shown_first_then_done_then_undone(source, other, editor, as_person):
    desk = source.desk
    quote = QuoteFactory(desk=desk, source=source)
    browser = as_person(editor)
    address = f"/sources/{source.pk}/merge/"
    preview = browser.post(f"{address}preview/", {"codename": "red anchor"})
    assert "what would move" not in text_of(preview)
    assert "goes on" in text_of(preview)
    assert again(quote).source == source
    done = browser.post(
        f"{address}do/", {"version": 1, "into": str(other.pk), "reason": "One phone."}
    )
    assert done["Location"] == f"/sources/{other.pk}/"
    assert again(quote).source == other
    assert "This file is closed" in text_of(browser.get(f"/sources/{source.pk}/"))
    row = Merge.objects.get()
    browser.post(f"/merges/{row.pk}/undo/", {"version": 1, "reason": "Two phones."})
    assert again(quote).source == source
    assert again(source).merged_into is None


def test_a_merge_with_nobody_known_is_refused(source, editor, as_person):
    answer = as_person(editor).post(
        f"/sources/{source.pk}/merge/preview/", {"codename": "NO SUCH"}
    )
    assert answer.status_code == 400
    assert "You know of no source" in text_of(answer)


def test_quotes_of_somebody_else_are_split_off(desk, source, editor, as_person):
    theirs, stays = QuoteFactory.create_batch(2, desk=desk, source=source)
    as_person(editor).post(
        f"/sources/{source.pk}/split/do/",
        {"version": 1, "quotes": [str(theirs.pk)], "reason": "Two voices."},
    )
    assert Quote.objects.get(pk=theirs.pk).source != source
    assert Quote.objects.get(pk=stays.pk).source == source


def test_a_search_is_on_record_and_its_words_are_nowhere_else(
    source, other, reporter, checker, as_person
):
    DescriptorFactory(source=other, wording="a clerk of the river")
    address = "/desks/border/sources/find/"
    browser = as_person(reporter)
    by_wording = text_of(browser.post(address, {"words": "clerk of"}))
    assert "RED ANCHOR" in by_wording
    assert "GREY LANTERN" not in by_wording
    assert "GREY LANTERN" in text_of(browser.post(address, {"words": "grey"}))
    assert "None that you know of" in text_of(
        as_person(checker).post(address, {"words": "grey"})
    )
    events = chain.events("action = 'source.searched'")
    assert len(events) == 3
    assert "grey" not in str(events)
    assert browser.get("/desks/border/sources/?q=grey").status_code == 200


def test_the_floor_is_a_keepers(desk, editor, keeper, as_person):
    address = "/desks/border/sources/floor/"
    entered = {"band": "under_1000", "reason": "Small towns."}
    assert as_person(editor).post(address, entered).status_code == 403
    as_person(keeper).post(address, entered)
    assert "fewer than 1,000 people" in text_of(
        as_person(editor).get("/desks/border/sources/")
    )
