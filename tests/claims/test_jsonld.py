"""What is told to the world, and what never is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.jsonld import Piece, Speaker, Verdict, agent, claim_review, quotation
from claims.queries.published import quotation_of, review_of
from claims.services import verification
from claims.workflow import Move, Status
from sources.models import RecordKind
from sources.workflow import QuoteMove
from tests.factories.claims import OccurrenceFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, UserFactory
from tracker.errors import NotFound
from tracker.services import articles

PIECE = Piece("https://desk.example/bridge", "The bridge", date(2026, 1, 5))
VERDICT = Verdict(
    claim="The bridge is shut.",
    status=Status.REFUTED,
    decided_at=datetime(2026, 1, 6, tzinfo=UTC),
    reviewer="The desk",
    review=PIECE,
    appearances=(PIECE,),
    speaker=Speaker("a local source", "anonymous_person"),
    note="It was open.",
)


def test_a_claim_review():
    found = claim_review(VERDICT)
    assert found["@type"] == "ClaimReview"
    assert found["datePublished"] == "2026-01-06"
    assert found["reviewRating"]["alternateName"] == "False"
    assert found["reviewBody"] == "It was open."
    assert found["itemReviewed"]["appearance"][0]["url"] == PIECE.url
    assert found["itemReviewed"]["author"] == {
        "@type": "Person",
        "description": "a local source",
    }


@pytest.mark.parametrize(
    ("kind", "type_", "named"),
    [
        ("named_person", "Person", True),
        ("organisation", "Organization", True),
        ("anonymous_person", "Person", False),
        ("anonymous_group", "Person", False),
        ("unknown", "Person", False),
    ],
)
def test_only_who_is_named_in_the_copy_has_a_name(kind, type_, named):
    found = agent(Speaker("Ko", kind))
    assert found["@type"] == type_
    assert ("name" in found) is named


def test_a_document_is_no_author_but_what_it_is_based_on():
    speaker = Speaker("Notice 7", "document")
    said = quotation("Shut.", speaker=speaker, piece=PIECE, language="en")
    reviewed = claim_review(replace(VERDICT, speaker=speaker))["itemReviewed"]
    for found, role in ((said, "creator"), (reviewed, "author")):
        assert found["isBasedOn"] == {"@type": "CreativeWork", "name": "Notice 7"}
        assert role not in found


def test_an_article_without_an_address_is_given_none():
    piece = Piece("", "The bridge")
    found = claim_review(replace(VERDICT, review=piece, appearances=(piece,)))
    assert "url" not in found
    assert "url" not in found["itemReviewed"]["appearance"][0]


@pytest.fixture
def published(verified, editor):
    article = OccurrenceFactory(claim=verified).article
    articles.publish(article.pk, by=editor, version=1)
    return verified


@pytest.mark.django_db
def test_a_published_verdict_names_no_source(published, checker, two):
    found = review_of(published.pk, user=checker)
    assert found["reviewRating"]["ratingValue"] == 5
    told = str(found)
    for source in two:
        assert source.codename not in told
        assert str(source.pk) not in told


@pytest.mark.django_db
def test_a_note_to_readers_goes_with_it(published, checker):
    verification.decide(
        published.pk,
        Move.DISPUTE,
        by=checker,
        version=published.version,
        reason="A secret reason.",
        note_to_readers="Others say otherwise.",
    )
    found = review_of(published.pk, user=checker)
    assert found["reviewBody"] == "Others say otherwise."
    assert "secret" not in str(found)


@pytest.mark.django_db
def test_what_is_not_published_is_not_told(verified, checker):
    with pytest.raises(NotFound):
        review_of(verified.pk, user=checker)
    with pytest.raises(NotFound):
        review_of(verified.pk, user=UserFactory())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attribution", "told"),
    [
        ("a local source", {"description": "a local source"}),
        ("SECRET BADGER", {}),  # somebody typed what is in no copy
        ("", {}),
    ],
)
def test_a_published_quote(desk, checker, editor, attribution, told):
    source = SourceFactory(desk=desk, codename="SECRET BADGER")
    article = ArticleFactory(desk=desk, text="“It is shut,” said a local source.")
    quote = QuoteFactory(
        desk=desk,
        article=article,
        source=source,
        attribution=attribution,
        record_kind=RecordKind.NOTES,
    )
    verification.move_quote(
        quote.pk, QuoteMove.CONFIRM, by=checker, version=1, reason="In the notes."
    )
    with pytest.raises(NotFound):
        quotation_of(quote.pk, user=checker)
    articles.publish(quote.article_id, by=editor, version=1)
    found = quotation_of(quote.pk, user=checker)
    assert found["text"] == quote.words
    assert found["creator"] == {"@type": "Person"} | told
    assert "BADGER" not in str(found)
