"""The same source across articles: suggested with reasons, decided by a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import places
from sources.facets import described
from sources.likeness import Portrait, resemblance
from sources.models import Mismatch, SourceStatus
from sources.queries import likenesses, portrait
from sources.services import likenesses as services
from tests.factories.sources import (
    DescriptorFactory,
    QuoteFactory,
    SourceFactory,
)
from tracker.engine.spans import Span
from tracker.errors import Invalid, NotAllowed, NotFound


def seen_as(*wordings):
    told = tuple(facet for words in wordings for facet in described(words))
    return Portrait(wordings, told)


# What two descriptions share


@pytest.mark.parametrize(
    ("speaker", "source", "shared"),
    [
        ("a teacher in Ryanggang", "a teacher from Yanggang Province", "place"),
        ("a customs officer in Musong", "another customs officer", "occupation"),
        ("a source in Dandong", "a trader in Dandong", "place"),
        ("a woman at the port hospital", "a nurse at the port hospital", "body"),
        ("a 61-year-old source", "a fisherman, aged 61", "age"),
    ],
)
def test_what_is_alike_is_said(speaker, source, shared):
    found = resemblance(seen_as(speaker), seen_as(source))
    assert found is not None
    assert shared in " ".join(found.shared)


@pytest.mark.parametrize(
    ("speaker", "source"),
    [
        ("an inside source", "an inside source"),
        ("a source in China", "a trader from China"),
        ("a woman", "a woman"),
        ("a nurse in Musong", "a driver in Sorim"),
        ("", "a source"),
    ],
)
def test_what_anybody_shares_is_nothing(speaker, source):
    assert resemblance(seen_as(speaker), seen_as(source)) is None


def test_what_speaks_against_it_is_said_too():
    found = resemblance(
        seen_as("a man in his 30s in Musong"), seen_as("a woman in her 40s in Musong")
    )
    assert found is not None
    assert len(found.against) == 2


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_descriptions_are_compared_both_ways(one, other):
    there = resemblance(seen_as(one), seen_as(other))
    back = resemblance(seen_as(other), seen_as(one))
    assert (there is None) == (back is None)


@pytest.mark.parametrize("name", ["Ryanggang", "Pyongsong", "Liaoning", "평양", ""])
def test_spellings_are_all_of_the_same_place(name):
    found = places.spellings(name)
    assert found[0] == name.lower()
    assert len(found) <= places.SPELLINGS
    assert {places.key(spelling) for spelling in found} == {places.key(name)}


# On the record


@pytest.fixture
def earlier(desk, source):
    """The source as an earlier article described it."""
    return QuoteFactory(
        desk=desk, source=source, attribution="a teacher in Ryanggang Province"
    )


@pytest.fixture
def earlier_people(earlier, editor, reporter):
    """Two who see the source, after an earlier article described it."""
    return editor, reporter


@pytest.fixture
def asked(article):
    """Who somebody in the new article reads like, as one person sees it."""

    def ask(user, wording="a teacher from Yanggang"):
        found = likenesses(user, article, {"x": seen_as(wording)})
        return [row.source for row in found.get("x", [])]

    return ask


def test_a_source_described_alike_before_is_suggested(earlier, source, editor, asked):
    assert asked(editor) == [source]
    assert asked(editor, "a miner from Sorim") == []
    assert asked(editor, "a local source") == []


def test_an_agreed_wording_counts_as_a_description(source, editor, asked):
    DescriptorFactory(source=source, wording="a teacher in Ryanggang Province")
    assert asked(editor) == [source]


def test_nobody_is_told_of_a_source_they_may_not_see(
    earlier, asked, fact_checker, outsider
):
    assert asked(fact_checker) == []
    assert asked(outsider) == []


def test_who_is_closed_or_speaks_here_already_is_not_suggested(
    earlier, article, editor, asked, source
):
    desk = source.desk
    spoken = QuoteFactory(desk=desk, article=article, source=source)
    assert asked(editor) == []
    assert spoken.source == source
    other = SourceFactory(desk=desk, status=SourceStatus.WITHDRAWN)
    QuoteFactory(desk=desk, source=other, attribution="a teacher in Ryanggang")
    assert other not in asked(editor)


def test_a_no_is_remembered_for_the_words_and_can_be_taken_back(
    source, article, earlier_people, asked, events
):
    editor, reporter = earlier_people
    row = services.reject(
        article.pk,
        descriptor="A teacher  from Yanggang",
        source_id=source.pk,
        by=editor,
    )
    again = services.reject(
        article.pk, descriptor="a teacher from yanggang", source_id=source.pk, by=editor
    )
    assert again == row
    assert asked(editor) == asked(reporter) == []
    assert asked(editor, "a woman teaching in Yanggang") == [source]
    assert [event[0] for event in events("likeness.rejected")] == ["likeness.rejected"]
    services.reconsider(row.pk, by=reporter, version=1)
    assert asked(editor) == [source]


def test_who_may_say_no(source, article, fact_checker, auditor, outsider):
    ask = {"descriptor": "a teacher", "source_id": source.pk}
    with pytest.raises(NotFound):
        services.reject(article.pk, by=fact_checker, **ask)
    with pytest.raises(NotFound):
        services.reject(article.pk, by=outsider, **ask)
    with pytest.raises(NotAllowed):
        services.reject(article.pk, by=auditor, **ask)


def test_nobody_described_is_nobody(source, article, editor):
    with pytest.raises(Invalid):
        services.reject(article.pk, descriptor=" ", source_id=source.pk, by=editor)


def test_looking_for_likenesses_writes_nothing(
    earlier, article, editor, events, django_assert_num_queries
):
    assert editor.roles
    with django_assert_num_queries(4):
        likenesses(editor, article, {"x": seen_as("a teacher from Yanggang")})
    assert not Mismatch.objects.exists()
    assert events() == []


def test_the_words_around_a_mention_count(article):
    text = "It rained.\n\n“No,” said a source in Musong. She left in June.\n\nThe end."
    start = text.index("a source in Musong")
    found = portrait(text, "a source", [Span(start, start + len("a source in Musong"))])
    told = {facet.dimension.value for facet in found.facets}
    assert {"place", "gender"} <= told


def test_a_hostile_wording_is_only_words(earlier, editor, asked):
    assert asked(editor, "a teacher'); DROP TABLE x; -- & | ! ( Yanggang") is not None
