"""Entering claims, and wording them better."""

import pytest

from claims.models import Claim, ClaimType
from claims.queries.radius import articles_of
from claims.services import claims
from claims.workflow import Status
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.tracker import ArticleFactory, UserFactory, member
from tracker.errors import (
    Conflict,
    Duplicate,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from tracker.models import Role

pytestmark = pytest.mark.django_db


def test_a_claim_with_its_place(desk, reporter):
    article = ArticleFactory(desk=desk, text="The bridge is closed, they say.")
    claim = claims.enter(
        desk.pk,
        text=" The bridge is closed. ",
        type=ClaimType.EVENT,
        article_id=article.pk,
        span=(0, 20),
        by=reporter,
    )
    assert (claim.text, claim.status) == ("The bridge is closed.", Status.UNVERIFIED)
    (place,) = claim.occurrences.all()
    assert place.span.exact == "The bridge is closed"


def test_an_outsider_learns_nothing(desk):
    with pytest.raises(NotFound):
        claims.enter(desk.pk, text="So.", type=ClaimType.EVENT, by=UserFactory())


def test_an_auditor_enters_nothing(desk):
    with pytest.raises(NotAllowed, match="may enter claims"):
        claims.enter(
            desk.pk, text="So.", type=ClaimType.EVENT, by=member(desk, Role.AUDITOR)
        )


@pytest.mark.parametrize("text", ["", "  ", "a\x00b", "\ud800", "x" * 2001])
def test_words_that_cannot_be_kept_are_refused(desk, reporter, text):
    with pytest.raises(Invalid):
        claims.enter(desk.pk, text=text, type=ClaimType.EVENT, by=reporter)


def test_the_same_place_is_marked_once(desk, reporter):
    article = ArticleFactory(desk=desk)
    claim = ClaimFactory(desk=desk)
    claims.occur(claim.pk, article_id=article.pk, span=(0, 5), by=reporter)
    with pytest.raises(Duplicate):
        claims.occur(claim.pk, article_id=article.pk, span=(0, 5), by=reporter)


def test_an_article_of_another_desk_does_not_exist(desk, reporter):
    elsewhere = ArticleFactory()
    claim = ClaimFactory(desk=desk)
    with pytest.raises(NotFound):
        claims.occur(claim.pk, article_id=elsewhere.pk, span=(0, 5), by=reporter)


def test_rewording_counts_the_version_up(desk, editor):
    claim = ClaimFactory(desk=desk)
    better = claims.reword(claim.pk, text="It is shut.", by=editor, version=1)
    assert (better.text, better.version) == ("It is shut.", 2)


def test_two_who_reword_the_same_version(desk, editor):
    claim = ClaimFactory(desk=desk)
    claims.reword(claim.pk, text="It is shut.", by=editor, version=1)
    with pytest.raises(StaleVersion):
        claims.reword(claim.pk, text="It is closed.", by=editor, version=1)


def test_a_reporter_rewords_only_their_own(desk, reporter):
    claim = ClaimFactory(desk=desk)
    with pytest.raises(NotAllowed, match="entered themselves"):
        claims.reword(claim.pk, text="It is shut.", by=reporter, version=1)


def test_a_decision_was_about_the_words(desk, editor):
    claim = ClaimFactory(desk=desk, status=Status.VERIFIED)
    with pytest.raises(Conflict, match="Reopen"):
        claims.reword(claim.pk, text="Or so.", by=editor, version=claim.version)


def test_lists_and_objects_agree(desk, reporter):
    mine, other = ClaimFactory(desk=desk), ClaimFactory()
    seen = set(Claim.objects.visible_to(reporter))
    assert mine in seen
    assert other not in seen


def leave(place, by, **asked):
    asked = {"version": place.version, "reason": "It is about a road."} | asked
    return claims.leave(place.pk, by=by, **asked)


def test_a_place_that_was_a_mistake_ends_and_may_be_marked_again(desk, checker):
    place = OccurrenceFactory(claim=ClaimFactory(desk=desk))
    article, claim = place.article, place.claim
    assert claim in Claim.objects.in_article(article)
    leave(place, checker)
    assert claim not in Claim.objects.in_article(article)
    assert claim.occurrences.current().count() == 0
    assert articles_of([claim.pk]) == {}
    span = (place.span.start, place.span.end)
    again = claims.occur(claim.pk, article_id=article.pk, span=span, by=checker)
    assert again.pk != place.pk
    assert claim in Claim.objects.in_article(article)


def test_taking_a_claim_off_a_place_is_for_checkers_and_its_author(desk, reporter):
    place = OccurrenceFactory(claim=ClaimFactory(desk=desk))
    with pytest.raises(NotAllowed, match="takes off only"):
        leave(place, reporter)
    with pytest.raises(NotFound):
        leave(place, UserFactory())
    assert leave(place, place.claim.entered_by).ended_at


def test_a_place_ends_once_with_a_reason_by_who_saw_it(desk, checker):
    place = OccurrenceFactory(claim=ClaimFactory(desk=desk))
    with pytest.raises(Invalid):
        leave(place, checker, reason=" ")
    with pytest.raises(StaleVersion):
        leave(place, checker, version=2)
    leave(place, checker)
    with pytest.raises(Conflict):
        leave(place, checker, version=2)
