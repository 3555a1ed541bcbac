"""Claims: the queue, the dossier, and decisions with all that stands against them."""

import pytest

from claims.models import CrossCheck, Evidence
from claims.services import standards
from claims.workflow import Status
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.review.conftest import text_of
from tests.tracker import chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(desk, reporter):
    return ClaimFactory(desk=desk, entered_by=reporter, status=Status.IN_REVIEW)


def move(browser, claim, name: str, reason: str = "As the minutes say."):
    return browser.post(
        f"/claims/{claim.pk}/move/",
        {"version": claim.version, "move": name, "reason": reason},
    )


def test_the_queue_shows_what_waits_and_how_it_stands(desk, claim, checker, as_person):
    shown = text_of(as_person(checker).get("/desks/border/claims/"))
    assert claim.text in shown
    assert "0 quotes, 0 sources, 0 origins" in shown


def test_the_queue_goes_on_over_pages(desk, reporter, checker, as_person):
    ClaimFactory.create_batch(52, desk=desk, entered_by=reporter)
    browser = as_person(checker)
    first = text_of(browser.get("/desks/border/claims/?lane=all"))
    address = first.partition('rel="next" href="')[2].partition('"')[0]
    second = browser.get("/desks/border/claims/" + address.replace("&amp;", "&"))
    assert first.count('class="row-title"') == 50
    assert text_of(second).count('class="row-title"') == 2


def test_below_standard_every_reason_is_named(desk, claim, editor, checker, as_person):
    standards.adopt(desk.pk, preset="wire", by=editor)
    EvidenceFactory(
        claim=claim,
        quote=QuoteFactory(desk=desk, source=SourceFactory(desk=desk)),
    )
    answer = move(as_person(checker), claim, "verify")
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Below the desk’s sourcing standards" in shown
    assert "<code>no_support</code>" in shown
    assert "<code>anonymity_not_agreed</code>" in shown
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW


def test_the_page_says_beforehand_what_stands_against_a_move(claim, checker, as_person):
    shown = text_of(as_person(checker).get(f"/claims/{claim.pk}/"))
    assert "has adopted no sourcing standards" in shown
    assert 'class="why-not"' in shown


def test_a_decision_stands_on_the_page_with_its_reason(claim, checker, as_person):
    browser = as_person(checker)
    assert move(browser, claim, "dispute", "The log says nine.").status_code == 302
    shown = text_of(browser.get(f"/claims/{claim.pk}/"))
    assert "The log says nine." in shown
    assert "chip-disputed" in shown


def test_what_readers_are_told_stands_with_the_decision(claim, checker, as_person):
    browser = as_person(checker)
    browser.post(
        f"/claims/{claim.pk}/move/",
        {
            "version": claim.version,
            "move": "dispute",
            "reason": "The log says nine.",
            "note_to_readers": "An earlier version gave another number.",
        },
    )
    told = claim.verifications.last().note_to_readers
    assert told == "An earlier version gave another number."
    assert f"To readers: {told}" in text_of(browser.get(f"/claims/{claim.pk}/"))


def test_nobody_decides_on_what_they_entered(desk, checker, as_person):
    own = ClaimFactory(desk=desk, entered_by=checker, status=Status.IN_REVIEW)
    answer = move(as_person(checker), own, "dispute")
    assert answer.status_code == 403
    assert "You entered this claim yourself" in text_of(answer)
    assert "As the minutes say.</textarea>" in text_of(answer)


def test_a_decision_needs_a_reason(claim, checker, as_person):
    answer = move(as_person(checker), claim, "dispute", "  ")
    assert answer.status_code == 400
    assert "<code>reason</code>" in text_of(answer)


def test_a_move_that_the_table_does_not_have_is_refused(claim, checker, as_person):
    answer = move(as_person(checker), claim, "submit")
    assert answer.status_code == 409
    assert "has no move" in text_of(answer)


def test_a_stranger_s_move_is_not_a_move(claim, checker, as_person):
    assert move(as_person(checker), claim, "approve").status_code == 400


def test_evidence_comes_and_goes(desk, claim, checker, as_person):
    quote = QuoteFactory(desk=desk)
    browser = as_person(checker)
    browser.post(
        f"/claims/{claim.pk}/evidence/",
        {"quote": str(quote.pk), "bearing": "supports", "credibility": "6"},
    )
    evidence = Evidence.objects.get()
    assert evidence.quote == quote
    browser.post(
        f"/evidence/{evidence.pk}/withdraw/",
        {"version": evidence.version, "reason": "It is about another bridge."},
    )
    evidence.refresh_from_db()
    assert evidence.withdrawn_at is not None


def test_a_grade_without_a_rationale_is_refused(desk, claim, checker, as_person):
    quote = QuoteFactory(desk=desk)
    answer = as_person(checker).post(
        f"/claims/{claim.pk}/evidence/",
        {"quote": str(quote.pk), "bearing": "supports", "credibility": "1"},
    )
    assert answer.status_code == 400
    assert not Evidence.objects.exists()


def test_a_claim_is_reworded_and_held_against_another(desk, claim, checker, as_person):
    other = ClaimFactory(desk=desk)
    browser = as_person(checker)
    browser.post(
        f"/claims/{claim.pk}/reword/",
        {"version": claim.version, "text": "The Sorim bridge is closed."},
    )
    browser.post(
        f"/claims/{claim.pk}/check/",
        {
            "other": str(other.pk),
            "relation": "contradicts",
            "rationale": "One says open.",
        },
    )
    shown = text_of(browser.get(f"/claims/{claim.pk}/"))
    assert "The Sorim bridge is closed." in shown
    assert CrossCheck.objects.get().other == other
    assert "One says open." in shown


def test_other_desks_claims_do_not_exist(claim, outsider, as_person):
    assert move(as_person(outsider), claim, "dispute").status_code == 404


def test_the_claim_as_it_stood(claim, checker, as_person):
    chain.seal()
    browser = as_person(checker)
    address = f"/claims/{claim.pk}/"
    later = text_of(browser.get(address, {"at": "2100-01-01T12:00"}))
    assert "On 1 Jan 2100, 12:00 UTC" in later
    assert browser.get(address, {"at": "2000-01-01"}).status_code == 404
    assert browser.get(address, {"at": "yesterday"}).status_code == 400
