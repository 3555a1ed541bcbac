"""What takes more than one person: readings, exemptions, standards, signing."""

from zoneinfo import ZoneInfo

import pytest

from claims.models import Exemption, SecondReading, SignOff, StandardsVersion, Task
from claims.services import assignments, readings, standards, verification
from claims.workflow import Move, Status
from tests.claims.conftest import apart, supported_by
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import DocumentFactory, QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, member
from tests.review.conftest import text_of
from tests.tracker import chain
from tracker.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire(desk, editor):
    return standards.adopt(desk.pk, preset="wire", by=editor)


@pytest.fixture
def two(desk):
    pair = SourceFactory.create_batch(2, desk=desk)
    apart(*pair)
    return pair


@pytest.fixture
def claim(desk, reporter, two):
    found = ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)
    supported_by(found, *two)
    return found


@pytest.fixture
def verified(claim, wire, checker):
    verification.decide(
        claim.pk, Move.VERIFY, by=checker, version=claim.version, reason="So."
    )
    claim.refresh_from_db()
    return claim


def page(browser, claim) -> str:
    return text_of(browser.get(f"/claims/{claim.pk}/"))


def read(browser, claim, verdict="dispute"):
    return browser.post(
        f"/claims/{claim.pk}/read/",
        {"version": claim.version, "verdict": verdict, "reason": "Sealed words."},
    )


# Second readings


@pytest.fixture
def read_twice(desk, editor, claim):
    standards.adopt(
        desk.pk, preset="wire", parameters={"second_reader": True}, by=editor
    )
    return claim


def test_a_verdict_is_given_on_the_page_and_sealed_there(
    read_twice, checker, editor, as_person
):
    assert read(as_person(checker), read_twice).status_code == 302
    assert SecondReading.objects.get().verdict == "dispute"
    assert "Sealed words." in page(as_person(checker), read_twice)
    sealed = page(as_person(editor), read_twice)
    assert "A second reader has given a verdict. It is sealed" in sealed
    assert "Sealed words." not in sealed
    assert "another verdict" not in sealed


def test_it_is_given_once_and_not_by_who_entered_the_claim(
    desk, read_twice, checker, as_person
):
    browser = as_person(checker)
    read(browser, read_twice)
    again = read(browser, read_twice)
    assert again.status_code == 409
    own = ClaimFactory(desk=desk, entered_by=checker, status=Status.IN_REVIEW)
    assert read(browser, own).status_code == 403


def test_two_who_differ_decide_nothing_and_both_are_shown(
    read_twice, checker, editor, as_person
):
    read(as_person(checker), read_twice)
    browser = as_person(editor)
    answer = browser.post(
        f"/claims/{read_twice.pk}/move/",
        {"version": read_twice.version, "move": "verify", "reason": "It stands."},
    )
    assert answer.status_code == 409
    assert "readers_disagree" in text_of(answer)
    shown = page(browser, read_twice)
    assert "Sealed words." in shown
    assert "It stands." in shown
    read_twice.refresh_from_db()
    assert read_twice.status == Status.IN_REVIEW


def test_who_is_asked_to_read_blind_finds_no_earlier_verdict_on_any_page(
    desk, read_twice, checker, editor, as_person
):
    readings.give(
        read_twice.pk, verdict=Move.VERIFY, reason="First.", by=checker, version=2
    )
    for move in (Move.VERIFY, Move.REOPEN):
        read_twice.refresh_from_db()
        verification.decide(
            read_twice.pk,
            move,
            by=editor,
            version=read_twice.version,
            reason="Loose lips.",
        )
    third = member(desk, Role.EDITOR)
    assignments.assign(
        read_twice.pk, task=Task.SECOND_READING, assignee_id=third.pk, by=editor
    )
    chain.seal()
    read_twice.refresh_from_db()
    blind = as_person(third)
    shown = page(blind, read_twice)
    assert "You are asked to read this claim blind" in shown
    assert "Loose lips." not in shown
    for address in (
        f"/history/claim/{read_twice.pk}/",
        f"/claims/{read_twice.pk}/?at=2100-01-01T12:00",
    ):
        answer = blind.get(address)
        assert answer.status_code == 403
        assert "sealed until you have given yours" in text_of(answer)
    api = f"/api/v1/claims/{read_twice.pk}"
    assert blind.get(f"{api}/verifications").json()["results"] == []
    assert blind.get(f"{api}/as-of?at=2100-01-01T12:00:00Z").status_code == 403
    assert "Loose lips." not in text_of(blind.get(f"{api}?expand=verifications"))
    listed = blind.get(f"/api/v1/second-readings?claim={read_twice.pk}")
    assert listed.json()["results"] == []
    read(blind, read_twice, "verify")
    assert "Loose lips." in page(blind, read_twice)
    assert blind.get(f"/history/claim/{read_twice.pk}/").status_code == 200


def test_over_the_api_a_differing_verdict_is_kept_as_a_reading(
    read_twice, checker, editor, as_person
):
    read(as_person(checker), read_twice)
    answer = as_person(editor).post(
        f"/api/v1/claims/{read_twice.pk}/decide",
        {"move": "verify", "reason": "It stands."},
        content_type="application/json",
        HTTP_IF_MATCH='"v2"',
    )
    assert answer.status_code == 409
    assert answer.json()["facts"]["reasons"][0]["code"] == "readers_disagree"
    assert read_twice.readings.filter(reader=editor, verdict="verify").count() == 1


def test_agreement_stands_on_the_standards_page(read_twice, checker, editor, as_person):
    readings.give(
        read_twice.pk, verdict=Move.VERIFY, reason="Yes.", by=checker, version=2
    )
    verification.decide(
        read_twice.pk, Move.VERIFY, by=editor, version=2, reason="Both saw it."
    )
    shown = text_of(as_person(checker).get("/desks/border/standards/"))
    assert "<strong>1 of 1</strong> claim" in shown
    assert "Kappa is agreement beyond chance" in shown


# Exemptions


@pytest.fixture
def single(desk, reporter, wire):
    found = ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)
    supported_by(found, SourceFactory(desk=desk))
    return found


def lift(browser, claim, reason="She signed for it."):
    return browser.post(
        f"/claims/{claim.pk}/exempt/", {"code": "few_origins", "reason": reason}
    )


def test_a_rule_is_lifted_listed_and_taken_back(single, editor, checker, as_person):
    browser = as_person(editor)
    assert lift(browser, single).status_code == 302
    listed = text_of(as_person(checker).get("/desks/border/exemptions/"))
    assert "Lifted: enough independent origins" in listed
    assert "She signed for it." in listed
    assert "Needed: without it" in listed
    exemption = Exemption.objects.get()
    browser.post(
        f"/exemptions/{exemption.pk}/end/",
        {"version": 1, "reason": "She did not sign."},
    )
    assert "No rule is lifted" in text_of(browser.get("/desks/border/exemptions/"))
    ended = text_of(browser.get("/desks/border/exemptions/?show=ended"))
    assert "taken back" in ended


def test_an_exemption_says_when_it_does_nothing(desk, single, claim, editor, as_person):
    browser = as_person(editor)
    lift(browser, claim)
    assert "Not needed as things stand" in page(browser, claim)
    lift(browser, single)
    standards.adopt(desk.pk, preset="wire", parameters={"exemptions": {}}, by=editor)
    assert "Without effect" in page(browser, single)
    assert "few_origins" in text_of(
        browser.post(
            f"/claims/{single.pk}/move/",
            {"version": single.version, "move": "verify", "reason": "She signed."},
        )
    )


def test_a_fact_checker_lifts_nothing_and_keeps_what_was_typed(
    single, checker, as_person
):
    answer = lift(as_person(checker), single, "A golden source.")
    assert answer.status_code == 403
    assert "A golden source.</textarea>" in text_of(answer)
    assert not Exemption.objects.exists()


def test_nobody_lifts_a_rule_for_their_own_claim(desk, editor, wire, as_person):
    own = ClaimFactory(desk=desk, entered_by=editor, status=Status.IN_REVIEW)
    assert lift(as_person(editor), own).status_code == 403


# Standards


def test_the_rules_are_told_in_plain_words(desk, wire, checker, as_person):
    shown = text_of(as_person(checker).get("/desks/border/standards/"))
    assert "two origins that a person judged independent" in shown
    assert "Only a desk&#x27;s editor may adopt sourcing standards." in shown


def test_before_adopting_one_sees_what_would_fall(verified, editor, as_person):
    article = OccurrenceFactory(claim=verified).article
    browser = as_person(editor)
    tried = text_of(browser.get("/desks/border/standards/try/?preset=strict"))
    assert "Of 1 verified or refuted claim, 1 would not meet these rules" in tried
    assert verified.text in tried
    assert article.title in tried
    assert "<ins>A second person reads each claim" in tried
    assert StandardsVersion.objects.count() == 1
    same = text_of(browser.get("/desks/border/standards/try/?preset=wire"))
    assert "Of 1 verified or refuted claim, 0 would not meet" in same
    assert "Nothing: these are the rules in force." in same


def test_what_was_tried_is_adopted_with_its_changes(desk, verified, editor, as_person):
    browser = as_person(editor)
    address = "/desks/border/standards/adopt/"
    given = {"preset": "wire", "origins": "3", "lifts_hearsay": "keeper"}
    assert browser.post(address, given).status_code == 400
    assert browser.post(address, given | {"reason": "Once burned."}).status_code == 302
    version = StandardsVersion.objects.get(number=2)
    assert version.parameters == {
        "origins": 3,
        "exemptions": {"few_origins": "editor", "hearsay": "keeper"},
    }


def test_standards_take_effect_in_the_desks_own_time(desk, editor, as_person):
    as_person(editor).post(
        "/desks/border/standards/adopt/",
        {
            "preset": "wire",
            "reason": "From January.",
            "effective_from": "2100-01-01T09:00",
        },
    )
    begins = StandardsVersion.objects.get().effective_from
    assert begins.astimezone(ZoneInfo(desk.time_zone)).hour == 9


def test_a_day_that_has_passed_is_refused_and_the_trial_stays(editor, desk, as_person):
    answer = as_person(editor).post(
        "/desks/border/standards/adopt/",
        {"preset": "strict", "reason": "Late.", "effective_from": "2001-01-01T09:00"},
    )
    assert answer.status_code == 400
    assert "cannot take effect in the past" in text_of(answer)
    assert "Late.</textarea>" in text_of(answer)


@pytest.mark.parametrize("query", ["", "preset=gossip", "preset=wire&origins=9"])
def test_what_makes_no_sense_is_not_tried(desk, editor, as_person, query):
    answer = as_person(editor).get(f"/desks/border/standards/try/?{query}")
    assert answer.status_code == 400


def test_only_an_editor_tries_and_adopts(desk, checker, as_person):
    browser = as_person(checker)
    tried = browser.get("/desks/border/standards/try/?preset=strict")
    assert tried.status_code == 403
    adopted = browser.post(
        "/desks/border/standards/adopt/", {"preset": "strict", "reason": "Please."}
    )
    assert adopted.status_code == 403
    assert not StandardsVersion.objects.exists()


# Signing


@pytest.fixture
def unnamed(desk, editor, reporter):
    standards.adopt(desk.pk, preset="national-daily", by=editor)
    article = ArticleFactory(desk=desk, entered_by=reporter)
    QuoteFactory(desk=desk, article=article)
    return article


def sign(browser, article, **entered):
    given = {"revision": str(article.current.pk), "reason": "I know who it is."}
    return browser.post(f"/articles/{article.pk}/sign/", given | entered)


def test_an_article_of_the_unnamed_is_signed_before_it_is_published(
    desk, unnamed, editor, as_person
):
    browser = as_person(editor)
    report = f"/articles/{unnamed.pk}/report/"
    assert "the desk asks for 2 editors" in text_of(browser.get(report))
    assert "to answer for it" in text_of(browser.get(report))
    assert sign(as_person(member(desk, Role.EDITOR)), unnamed).status_code == 302
    assert sign(browser, unnamed).status_code == 302
    shown = text_of(browser.get(report))
    assert shown.count("I know who it is.") == 2
    assert "to answer for it" not in shown


def test_signing_is_for_editors_once_and_of_the_newest_words(
    unnamed, checker, editor, as_person
):
    assert sign(as_person(checker), unnamed).status_code == 403
    browser = as_person(editor)
    stale = sign(browser, unnamed, revision="00000000-0000-4000-8000-000000000000")
    assert stale.status_code == 409
    assert "I know who it is.</textarea>" in text_of(stale)
    sign(browser, unnamed)
    assert sign(browser, unnamed).status_code == 409
    assert SignOff.objects.count() == 1


# What would fall


def test_what_would_fall_with_a_source_is_seen_before(verified, two, editor, as_person):
    article = OccurrenceFactory(claim=verified).article
    browser = as_person(editor)
    address = f"/sources/{two[0].pk}/radius/"
    withdrawn = text_of(browser.get(address))
    assert "1 of 1 decided claim" in withdrawn
    assert verified.text in withdrawn
    assert article.title in withdrawn
    graded = browser.post(address, {"what": "graded", "reliability": "E"})
    assert "1 of 1 decided claim" in text_of(graded)
    fine = browser.post(address, {"what": "graded", "reliability": "B"})
    assert "all would stand" in text_of(fine)
    tied = browser.post(
        address,
        {"what": "tied", "codename": two[1].codename, "kind": "same_office"},
    )
    assert "1 of 1 decided claim" in text_of(tied)
    wrong = browser.post(address, {"what": "tied", "codename": "NO SUCH"})
    assert wrong.status_code == 400


def test_who_may_not_see_the_source_sees_no_radius(verified, two, checker, as_person):
    address = f"/sources/{two[0].pk}/radius/"
    missing = "/sources/00000000-0000-4000-8000-000000000000/radius/"
    browser = as_person(checker)
    assert browser.get(address).status_code == browser.get(missing).status_code == 404


def test_what_would_fall_with_a_quote_or_a_document(desk, verified, checker, as_person):
    browser = as_person(checker)
    quote = verified.evidence.first().quote
    for status in ("altered", "disputed", "withdrawn"):
        shown = browser.get(f"/quotes/{quote.pk}/radius/?status={status}")
        assert "1 of 1 decided claim" in text_of(shown)
    unread = browser.get(f"/quotes/{quote.pk}/radius/?status=gossip")
    assert unread.status_code == 400
    document = DocumentFactory(desk=desk)
    shown = text_of(browser.get(f"/documents/{document.pk}/radius/"))
    assert "No verified or refuted claim rests on it." in shown
