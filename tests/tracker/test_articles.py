"""Articles are filed, revised and followed; what cannot be stored is refused whole."""

import pytest

from tests.factories.tracker import ArticleFactory, DeskFactory, SpanFactory, member
from tracker.errors import (
    Duplicate,
    IllegalMove,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
    TooLarge,
)
from tracker.models import Article, ArticleStatus, PlacementState, Role, Text
from tracker.services import articles

pytestmark = pytest.mark.django_db

WORDS = "“The bridge is closed,” said a local source.\n\n그는 “다리가 막혔다”고 말했다."


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def reporter(desk):
    return member(desk, Role.REPORTER)


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def article(desk, reporter):
    return articles.file_article(desk.pk, title="Bridge", text=WORDS, by=reporter)


def test_filing_keeps_every_character(article):
    assert article.current.number == 1
    assert article.current.text.content == WORDS


def test_the_same_words_are_one_text(article, desk, reporter):
    again = articles.file_article(desk.pk, title="Again", text=WORDS, by=reporter)
    assert again.current.text_id == article.current.text_id


@pytest.mark.parametrize("role", [Role.FACT_CHECKER, Role.AUDITOR, Role.KEEPER])
def test_who_does_not_write_cannot_file(desk, role):
    with pytest.raises(NotAllowed, match="file articles"):
        articles.file_article(desk.pk, title="No", text=WORDS, by=member(desk, role))


def test_to_an_outsider_the_desk_does_not_exist(desk):
    stranger = member(DeskFactory(), Role.EDITOR)
    with pytest.raises(NotFound):
        articles.file_article(desk.pk, title="No", text=WORDS, by=stranger)


@pytest.mark.parametrize(
    ("text", "error", "fact"),
    [
        ("   \n ", Invalid, {"field": "text"}),
        ("ab\x00cd", Invalid, {"field": "text", "offset": 2}),
        ("abc\ud800d", Invalid, {"field": "text", "offset": 3}),
        ("a" * (5 * 1024 * 1024 + 1), TooLarge, {"limit_bytes": 5 * 1024 * 1024}),
    ],
    ids=["blank", "nul", "half a character", "too long"],
)
def test_what_cannot_be_stored_exactly_is_refused(desk, reporter, text, error, fact):
    with pytest.raises(error) as refused:
        articles.file_article(desk.pk, title="No", text=text, by=reporter)
    assert fact.items() <= refused.value.facts.items()
    assert not Article.objects.exists()
    assert not Text.objects.exists()


def test_an_external_id_is_filed_once(desk, reporter):
    first = articles.file_article(
        desk.pk, title="One", text=WORDS, by=reporter, external_id="cms-1"
    )
    with pytest.raises(Duplicate) as refused:
        articles.file_article(
            desk.pk, title="Two", text="Other.", by=reporter, external_id="cms-1"
        )
    assert refused.value.facts["article"] == str(first.pk)


def test_a_revision_follows_the_spans(article, reporter):
    text = article.current.text
    kept = SpanFactory(text=text, start=1, end=22)
    gone = SpanFactory(text=text, start=len(WORDS) - 17, end=len(WORDS))
    revised = articles.revise(
        article.pk,
        text="Update. " + WORDS[: WORDS.index("\n")],
        by=reporter,
        version=1,
    )
    placed = {place.span_id: place for place in revised.text.placements.all()}
    assert revised.number == 2
    assert placed[kept.pk].start == kept.start + len("Update. ")
    assert placed[kept.pk].state in {PlacementState.ANCHORED, PlacementState.MOVED}
    assert placed[gone.pk].state == PlacementState.ORPHANED


def test_a_revision_with_the_same_text_is_refused(article, reporter):
    with pytest.raises(Duplicate):
        articles.revise(article.pk, text=WORDS, by=reporter, version=1)


def test_a_revision_of_what_somebody_else_changed_is_refused(article, reporter):
    articles.revise(article.pk, text="New.", by=reporter, version=1)
    with pytest.raises(StaleVersion):
        articles.revise(article.pk, text="Newer.", by=reporter, version=1)


def test_a_reporter_leaves_others_articles_alone(desk, reporter):
    other = ArticleFactory(desk=desk)
    with pytest.raises(NotAllowed, match="filed themselves"):
        articles.revise(other.pk, text="Mine now.", by=reporter, version=1)


def test_publishing_takes_a_second_person(desk, article, editor):
    own = articles.file_article(desk.pk, title="Own", text="Own words.", by=editor)
    with pytest.raises(NotAllowed, match="second person"):
        articles.publish(own.pk, by=editor, version=1)
    published = articles.publish(article.pk, by=editor, version=1)
    assert published.status == ArticleStatus.PUBLISHED


def test_a_draft_cannot_be_retracted_and_a_retraction_has_a_reason(article, editor):
    with pytest.raises(IllegalMove):
        articles.retract(article.pk, by=editor, version=1, reason="Wrong.")
    articles.publish(article.pk, by=editor, version=1)
    with pytest.raises(Invalid):
        articles.retract(article.pk, by=editor, version=2, reason=" ")
    taken_back = articles.retract(article.pk, by=editor, version=2, reason="Wrong.")
    assert taken_back.status == ArticleStatus.RETRACTED


def test_only_what_describes_an_article_is_described(article, reporter):
    changed = articles.describe(article.pk, by=reporter, version=1, title="Bridge shut")
    assert (changed.title, changed.version) == ("Bridge shut", 2)
    with pytest.raises(Invalid):
        articles.describe(article.pk, by=reporter, version=2, status="published")
