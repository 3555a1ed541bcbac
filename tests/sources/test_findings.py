"""The checks on an article of the record: who sees what, exceptions, query counts."""

import pytest

from sources.models import Stance
from sources.queries import article_findings, floor_in_force, jigsaw
from sources.queries.jigsaws import jigsaw_view
from sources.services import acceptances, confidants, floors, quotes, sources
from tests.factories.sources import DescriptorFactory, SourceFactory
from tests.factories.tracker import ArticleFactory
from tracker.errors import (
    BelowStandard,
    Conflict,
    Duplicate,
    Invalid,
    NotAllowed,
    NotFound,
)
from tracker.models import ArticleStatus
from tracker.services import articles
from tracker.services.spans import find

COPY = (
    "“The bridge is closed,” said a customs officer in Musong on Wednesday.\n\n"
    "Another source in Musong said the guards had left, fearing arrest."
)


def quoted(article, words, who, source, *, kind="direct"):
    content = article.current.text.content
    return quotes.record(
        article.pk,
        pieces=[find(content, words)],
        mention=find(content, who),
        attribution=who,
        speaker_kind="anonymous_person",
        type=kind,
        source_id=source and source.pk,
        by=article.entered_by,
    )


@pytest.fixture
def draft(desk, reporter, source):
    article = ArticleFactory(desk=desk, entered_by=reporter, text=COPY)
    quoted(
        article,
        "The bridge is closed,",
        "a customs officer in Musong",
        source,
    )
    quoted(
        article,
        "the guards had left",
        "Another source in Musong",
        source,
        kind="indirect",
    )
    DescriptorFactory(source=source, wording="a source in the north")
    DescriptorFactory(source=source, wording="customs officer", stance=Stance.FORBIDDEN)
    return article


def rules(user, article):
    return {(f.rule, f.words) for f in article_findings(user, article.pk)}


def test_what_the_checks_find(draft, editor):
    assert rules(editor, draft) == {
        ("forbidden", "a customs officer in Musong"),
        ("contact", "on Wednesday"),
        ("no_reason", "a customs officer in Musong"),
        ("one_as_two", "Another source in Musong"),
        ("unagreed", "Another source in Musong"),
        ("jigsaw", "customs officer"),
    }


def test_who_does_not_see_the_source_learns_nothing_of_it(draft, fact_checker):
    found = {rule for rule, _ in rules(fact_checker, draft)}
    assert found == {"contact", "no_reason"}


def test_outsiders_learn_nothing(draft, outsider):
    with pytest.raises(NotFound):
        article_findings(outsider, draft.pk)


def test_findings_follow_the_words_into_a_new_revision(draft, reporter, editor):
    articles.revise(draft.pk, text=f"Update. {COPY}", by=reporter, version=1)
    found = {f.rule: f for f in article_findings(editor, draft.pk)}
    words = found["forbidden"].span.of(draft.current.text.content)
    assert words == "a customs officer in Musong"


def test_an_exception_holds_for_these_words(draft, editor, reporter, events):
    finding = next(f for f in article_findings(editor, draft.pk) if f.rule == "contact")
    ask = {"fingerprint": finding.fingerprint, "reason": "The day is false."}
    with pytest.raises(NotAllowed):
        acceptances.accept(draft.pk, by=reporter, **ask)
    with pytest.raises(Invalid):
        acceptances.accept(draft.pk, by=editor, **(ask | {"reason": " "}))
    with pytest.raises(NotFound):
        acceptances.accept(draft.pk, by=editor, **(ask | {"fingerprint": "0" * 64}))
    row = acceptances.accept(draft.pk, by=editor, **ask)
    with pytest.raises(Duplicate):
        acceptances.accept(draft.pk, by=editor, **ask)
    again = {f.rule: f.accepted for f in article_findings(editor, draft.pk)}
    assert again["contact"] == "The day is false."
    assert not any(reason for rule, reason in again.items() if rule != "contact")
    assert "finding.accepted" in {event[0] for event in events()}
    back = {"reason": "Counsel thought better of it."}
    with pytest.raises(NotAllowed):
        acceptances.withdraw(row.pk, by=reporter, **back)
    with pytest.raises(Invalid):
        acceptances.withdraw(row.pk, by=editor, reason=" ")
    acceptances.withdraw(row.pk, by=editor, **back)
    assert not any(f.accepted for f in article_findings(editor, draft.pk))
    assert [event[3] for event in events("finding.unaccepted")] == [back["reason"]]
    with pytest.raises(Conflict):
        acceptances.withdraw(row.pk, by=editor, **back)
    acceptances.accept(draft.pk, by=editor, **ask)


@pytest.fixture
def published(desk, source, reporter):
    """An earlier article that told the age and the family of the source."""
    article = ArticleFactory(
        desk=desk,
        entered_by=reporter,
        status=ArticleStatus.PUBLISHED,
        text="“They shot at us,” said a man in his 30s whose uncle keeps the bridge.",
    )
    words = "a man in his 30s whose uncle keeps the bridge"
    quoted(article, "They shot at us,", words, source)
    return article


def test_a_draft_that_completes_the_jigsaw_needs_the_keeper(
    draft, published, editor, keeper
):
    (finding,) = [f for f in article_findings(editor, draft.pk) if f.rule == "jigsaw"]
    assert "fewer than 10 people" in finding.message
    assert "occupation “customs officer”" in finding.message
    ask = {"fingerprint": finding.fingerprint, "reason": "The source insists."}
    with pytest.raises(NotAllowed, match="keeper"):
        acceptances.accept(draft.pk, by=editor, **ask)
    assert acceptances.accept(draft.pk, by=keeper, **ask).rule == "jigsaw"


def let_stand(article, keeper):
    """The keeper's word for every jigsaw of the article."""
    for finding in article_findings(keeper, article.pk):
        if finding.rule == "jigsaw":
            acceptances.accept(
                article.pk,
                fingerprint=finding.fingerprint,
                reason="The source insists.",
                by=keeper,
            )


def test_a_sources_jigsaw_reads_a_draft_as_it_is_read_before_publication(
    desk, reporter, source
):
    draft = ArticleFactory(
        desk=desk,
        entered_by=reporter,
        text="“It is closed,” said a customs officer in Musong. "
        "“It will stay so,” the officer added.",
    )
    quoted(draft, "It will stay so,", "the officer", source)
    sources.estimate(source.pk, candidates="under_10", by=reporter, version=1)
    source.refresh_from_db()
    (adds,) = jigsaw_view(reporter, source).drafts
    assert "Musong" in {facet.words for facet in adds.new}
    (finding,) = [f for f in article_findings(reporter, draft.pk) if f.rule == "jigsaw"]
    assert all(f"“{facet.words}”" in finding.message for facet in adds.new)


def test_the_jigsaw_counts_what_is_published(draft, published, source, editor, keeper):
    let_stand(draft, keeper)
    before = jigsaw(editor, source)
    assert {p.words[0] for p in before.pieces} >= {"in his 30s"}
    assert "Musong" not in {p.words[0] for p in before.pieces}
    articles.publish(draft.pk, by=editor, version=1)
    after = jigsaw(editor, source)
    assert "Musong" in {p.words[0] for p in after.pieces}
    assert after.left <= before.left


def test_the_keepers_estimate_counts(source, editor, reporter):
    sources.estimate(source.pk, candidates="under_10", by=reporter, version=1)
    assert jigsaw(editor, source).left == 1


def test_nobody_reads_the_jigsaw_of_a_hidden_source(desk, reporter):
    with pytest.raises(NotFound):
        jigsaw(reporter, SourceFactory(desk=desk))


def test_a_jigsaw_takes_the_same_queries_for_any_number_of_articles(
    desk, source, reporter, editor, django_assert_max_num_queries
):
    for number in range(6):
        article = ArticleFactory(
            desk=desk,
            entered_by=reporter,
            status=ArticleStatus.PUBLISHED,
            text=f"{COPY} {number}",
        )
        quoted(
            article,
            "The bridge is closed,",
            "a customs officer in Musong",
            source,
        )
    assert editor.roles
    with django_assert_max_num_queries(9):
        assert len(jigsaw(editor, source).pieces) >= 3


# Publication is gated


def test_nothing_below_the_floor_is_published_without_the_keeper(
    draft, published, editor, keeper
):
    with pytest.raises(BelowStandard) as refused:
        articles.publish(draft.pk, by=editor, version=1)
    (reason,) = refused.value.facts["reasons"]
    assert "fewer than 10 people" in reason["message"]
    let_stand(draft, keeper)
    assert articles.publish(draft.pk, by=editor, version=1).status == "published"


def test_the_keepers_word_is_for_these_words_only(
    draft, published, editor, keeper, reporter
):
    let_stand(draft, keeper)
    more = COPY.replace(
        "a customs officer in Musong", "a customs officer in Musong, 61"
    )
    articles.revise(draft.pk, text=more, by=reporter, version=1)
    quoted(draft, "The bridge is closed,", "a customs officer in Musong, 61", None)
    assert articles.publish(draft.pk, by=editor, version=2).status == "published"


def test_a_source_that_the_publisher_may_not_see_counts_and_stays_unseen(
    draft, published, source, editor, keeper
):
    confidants.restrict(source.pk, restricted=True, by=keeper, version=1, reason="R.")
    assert "jigsaw" not in {rule for rule, _ in rules(editor, draft)}
    with pytest.raises(BelowStandard) as refused:
        articles.publish(draft.pk, by=editor, version=1)
    told = str(refused.value.facts) + refused.value.message
    assert "may not see" in told
    assert "officer" not in told
    assert "people." not in told
    let_stand(draft, keeper)
    assert articles.publish(draft.pk, by=editor, version=1).status == "published"


def test_the_floor_is_the_desks_own(draft, desk, editor, keeper):
    ask = {"reason": "Our counsel advises it."}
    (finding,) = [f for f in article_findings(editor, draft.pk) if f.rule == "jigsaw"]
    assert "fewer than 100 people" in finding.message
    floors.set_floor(desk.pk, band="under_10", by=keeper, **ask)
    assert "jigsaw" not in {rule for rule, _ in rules(editor, draft)}
    assert articles.publish(draft.pk, by=editor, version=1).status == "published"


def test_a_higher_floor_holds_more_back(desk, reporter, source, editor, keeper):
    draft = ArticleFactory(desk=desk, entered_by=reporter, text=COPY)
    quoted(draft, "the guards had left", "Another source in Musong", source)
    assert "jigsaw" not in {rule for rule, _ in rules(editor, draft)}
    sources.estimate(source.pk, candidates="under_1000", by=reporter, version=1)
    floors.set_floor(desk.pk, band="under_1000", reason="A trial.", by=keeper)
    with pytest.raises(BelowStandard):
        articles.publish(draft.pk, by=editor, version=1)


def test_only_a_keeper_sets_the_floor_and_nobody_switches_it_off(
    desk, editor, keeper, outsider, events
):
    with pytest.raises(NotAllowed):
        floors.set_floor(desk.pk, band="under_10", reason="Hurry.", by=editor)
    with pytest.raises(NotFound):
        floors.set_floor(desk.pk, band="under_10", reason="Hurry.", by=outsider)
    for band, reason in (("more", "None."), ("unknown", "None."), ("under_10", " ")):
        with pytest.raises(Invalid):
            floors.set_floor(desk.pk, band=band, reason=reason, by=keeper)
    assert floor_in_force(desk.pk) == "under_100"
    floors.set_floor(desk.pk, band="under_1000", reason="Small towns.", by=keeper)
    floors.set_floor(desk.pk, band="under_10", reason="A trial.", by=keeper)
    assert len(events("floor.set")) == 2
