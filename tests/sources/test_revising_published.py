"""New words of what readers have already are held to the jigsaw floor, too."""

import pytest

from sources.models import Acceptance
from sources.queries import article_findings
from sources.services import acceptances, confidants, quotes, revisions
from tests.factories.tracker import ArticleFactory
from tracker.errors import BelowStandard, Duplicate, NotAllowed, NotFound
from tracker.models import ArticleStatus, Revision, Text
from tracker.services import articles
from tracker.services.spans import find

SAID = "“The bridge is closed,” said a source in Musong."
MORE = "“The bridge is closed,” said a source in Musong, a customs officer in his 30s."
WORSE = f"{MORE[:-1]} whose uncle keeps the bridge."


def said_in(desk, source, reporter, text=SAID, **fields):
    """An article that tells no more of its source than the town."""
    article = ArticleFactory(desk=desk, entered_by=reporter, text=text, **fields)
    quotes.record(
        article.pk,
        pieces=[find(SAID, "The bridge is closed,")],
        mention=find(SAID, "a source in Musong"),
        attribution="a source in Musong",
        speaker_kind="anonymous_person",
        type="direct",
        source_id=source.pk,
        by=reporter,
    )
    return article


@pytest.fixture
def public(desk, source, reporter):
    return said_in(desk, source, reporter, status=ArticleStatus.PUBLISHED)


def revise(article, text, by):
    article.refresh_from_db()
    return articles.revise(article.pk, text=text, by=by, version=article.version)


def let_stand(article, text, keeper):
    for finding in revisions.check(article.pk, text=text, by=keeper):
        if finding.rule == "jigsaw":
            acceptances.accept(
                article.pk,
                fingerprint=finding.fingerprint,
                reason="The source insists.",
                text=text,
                by=keeper,
            )


def test_more_about_a_source_takes_the_keepers_word(
    public, reporter, editor, keeper, events
):
    with pytest.raises(BelowStandard) as refused:
        revise(public, MORE, reporter)
    (reason,) = refused.value.facts["reasons"]
    assert "fewer than 100 people" in reason["message"]
    assert "occupation “customs officer”" in reason["message"]
    assert public.revisions.count() == 1
    with pytest.raises(NotAllowed, match="keeper"):
        let_stand(public, MORE, editor)
    let_stand(public, MORE, keeper)
    assert [event[3] for event in events("finding.accepted")] == ["The source insists."]
    assert revise(public, MORE, reporter).number == 2


def test_the_keepers_word_is_for_what_the_text_tells(public, reporter, keeper):
    let_stand(public, MORE, keeper)
    with pytest.raises(BelowStandard):
        revise(public, WORSE, reporter)
    revise(public, f"Update. {MORE}", reporter)


def test_what_the_report_shows_afterwards_is_what_was_let_stand(
    public, reporter, keeper
):
    let_stand(public, MORE, keeper)
    revise(public, MORE, reporter)
    (found,) = [f for f in article_findings(keeper, public.pk) if f.rule == "jigsaw"]
    assert found.accepted == "The source insists."


def test_words_that_tell_no_more_are_filed(public, reporter):
    assert revise(public, f"{SAID} It was built long ago.", reporter).number == 2


def test_what_readers_had_already_beside_the_mark_is_no_news(desk, source, reporter):
    """The mark is on "a source in Musong" alone; readers read on, and so does this."""
    public = said_in(desk, source, reporter, MORE, status=ArticleStatus.PUBLISHED)
    assert revise(public, f"{MORE} It rained.", reporter).number == 2
    with pytest.raises(BelowStandard):
        revise(public, WORSE, reporter)


def test_who_leaves_something_out_needs_nobody(desk, public, reporter, keeper):
    let_stand(public, WORSE, keeper)
    revise(public, WORSE, reporter)
    assert revise(public, MORE, reporter).number == 3
    assert Acceptance.objects.count() == 1


def test_what_was_told_once_still_counts(public, reporter, keeper):
    """Readers add the occupation to the family that an earlier revision told."""
    family = SAID.replace("Musong.", "Musong whose uncle keeps the bridge.")
    let_stand(public, family, keeper)
    revise(public, family, reporter)
    with pytest.raises(BelowStandard):
        revise(public, MORE, reporter)


def test_a_draft_is_held_to_it_when_it_is_published(desk, source, reporter, editor):
    draft = said_in(desk, source, reporter)
    revise(draft, MORE, reporter)
    draft.refresh_from_db()
    with pytest.raises(BelowStandard):
        articles.publish(draft.pk, by=editor, version=draft.version)


def test_a_source_that_the_writer_may_not_see_counts_and_stays_unseen(
    public, source, reporter, editor, keeper
):
    confidants.restrict(source.pk, restricted=True, by=keeper, version=1, reason="R.")
    assert not [f for f in revisions.check(public.pk, text=MORE, by=editor) if f.source]
    with pytest.raises(BelowStandard) as refused:
        revise(public, MORE, editor)
    told = str(refused.value.facts) + refused.value.message
    assert "may not see" in told
    assert "officer" not in told
    let_stand(public, MORE, keeper)
    assert revise(public, MORE, editor).number == 2


def test_checking_leaves_nothing_behind(public, reporter, outsider, events):
    before = (Revision.objects.count(), Text.objects.count(), len(events()))
    found = revisions.check(public.pk, text=MORE, by=reporter)
    assert "jigsaw" in {finding.rule for finding in found}
    assert (Revision.objects.count(), Text.objects.count(), len(events())) == before
    assert public.current.text.content == SAID
    with pytest.raises(Duplicate):
        revisions.check(public.pk, text=SAID, by=reporter)
    with pytest.raises(NotFound):
        revisions.check(public.pk, text=MORE, by=outsider)


def test_other_words_instead_of_the_marked_ones_are_read(public, reporter):
    """The speaker's mark is gone with its words; who speaks is still who spoke."""
    instead = SAID.replace("a source in Musong", "a customs officer in his 30s")
    with pytest.raises(BelowStandard) as refused:
        revise(public, instead, reporter)
    assert "customs officer" in str(refused.value.facts)


def test_somebody_elses_description_is_not_the_sources(public, reporter):
    other = f"{SAID} “Nobody asked us,” said a customs officer in his 30s."
    assert revise(public, other, reporter).number == 2


def test_what_the_next_words_are_about_is_not_the_source(public, reporter):
    """The statement that follows is no description of who made it."""
    told = SAID.replace("said a source in Musong", "according to the source") + (
        " According to the source, the customs office near the mill is empty."
    )
    assert revise(public, told, reporter).number == 2


def test_how_the_copy_brought_somebody_in_counts_though_the_mark_is_elsewhere(
    desk, source, reporter, editor
):
    text = (
        "“The bridge is closed,” said a customs officer from Musong in his 30s. "
        "“It will stay so,” the officer added."
    )
    article = ArticleFactory(desk=desk, entered_by=reporter, text=text)
    for words in ("The bridge is closed,", "It will stay so,"):
        quotes.record(
            article.pk,
            pieces=[find(text, words)],
            mention=find(text, "the officer"),
            attribution="the officer",
            speaker_kind="anonymous_person",
            type="direct",
            source_id=source.pk,
            by=reporter,
        )
    with pytest.raises(BelowStandard, match="too few people"):
        articles.publish(article.pk, by=editor, version=article.version)
