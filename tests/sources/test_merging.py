"""Merging and splitting sources: quotes move, terms and history stay."""

import pytest

from sources.models import Link, LinkKind, Quote, SourceStatus, Stance
from sources.services import confidants, merging, quotes, splitting
from sources.signals import sources_merged
from tests.factories.sources import (
    AgreementFactory,
    DescriptorFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import member
from tracker.errors import Conflict, Duplicate, Invalid, NotAllowed, NotFound
from tracker.models import Role


@pytest.fixture
def other(desk):
    return SourceFactory(desk=desk)


def test_a_merged_source_hands_over_its_quotes_with_their_terms(
    source, other, keeper, events, django_capture_on_commit_callbacks
):
    desk = source.desk
    terms = AgreementFactory(source=source)
    quote = QuoteFactory(desk=desk, source=source, agreement=terms)
    heard = []

    def listen(source_id, into_id, **_):
        heard.append((source_id, into_id))

    sources_merged.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        into = merging.merge(
            source.pk, into_id=other.pk, by=keeper, version=1, reason="Same phone."
        )
    sources_merged.disconnect(listen)
    assert heard == [(source.pk, other.pk)]
    quote.refresh_from_db()
    source.refresh_from_db()
    assert (quote.source, quote.agreement, quote.version) == (into, terms, 2)
    assert (source.status, source.merged_into) == (SourceStatus.MERGED, other)
    assert {event[0] for event in events()} == {"source.merged"}
    with pytest.raises(Conflict, match="merged"):
        quotes.tie(quote.pk, source_id=source.pk, by=keeper, version=2)
    with pytest.raises(Conflict):
        merging.merge(
            source.pk, into_id=other.pk, by=keeper, version=2, reason="Again."
        )


def test_what_either_forbade_stays_forbidden(source, other, keeper):
    DescriptorFactory(source=source, wording="a nurse", stance=Stance.FORBIDDEN)
    DescriptorFactory(source=source, wording="a source")
    DescriptorFactory(source=other, wording="A nurse", stance=Stance.AGREED)
    DescriptorFactory(source=other, wording="a source")
    merging.merge(source.pk, into_id=other.pk, by=keeper, version=1, reason="One.")
    now = other.descriptors.current()
    assert set(now.values_list("wording", "stance")) == {
        ("a nurse", "forbidden"),
        ("a source", "agreed"),
    }


def test_ties_move_and_independence_does_not(desk, source, other, keeper):
    third = SourceFactory(desk=desk)
    LinkFactory(source=third, other=source, kind=LinkKind.TOLD_BY)
    LinkFactory(source=source, other=third, kind=LinkKind.INDEPENDENT)
    LinkFactory(source=source, other=other, kind=LinkKind.SAME_OFFICE)
    merging.merge(source.pk, into_id=other.pk, by=keeper, version=1, reason="One.")
    (left,) = Link.objects.current()
    assert (left.source, left.other, left.kind) == (third, other, LinkKind.TOLD_BY)


def test_a_restriction_is_not_lost(desk, other, keeper):
    hidden = SourceFactory(desk=desk, restricted=True)
    into = merging.merge(
        hidden.pk, into_id=other.pk, by=keeper, version=1, reason="One."
    )
    assert into.restricted


def test_who_may_merge(source, other, reporter, keeper, outsider):
    editor = member(source.desk, Role.EDITOR)
    ask = {"into_id": other.pk, "version": 1, "reason": "One."}
    for person in (reporter, outsider):
        with pytest.raises(NotFound):
            merging.merge(source.pk, by=person, **ask)
    confidants.hand_over(
        other.pk, handler=reporter, by=keeper, version=1, reason="Both are theirs."
    )
    with pytest.raises(NotAllowed):
        merging.merge(source.pk, by=reporter, **ask)
    with pytest.raises(Invalid):
        merging.merge(source.pk, by=editor, **(ask | {"reason": " "}))
    with pytest.raises(Invalid):
        merging.merge(source.pk, by=editor, **(ask | {"into_id": source.pk}))


def test_some_quotes_are_somebody_elses(desk, source, editor):
    terms = AgreementFactory(source=source)
    theirs = QuoteFactory(desk=desk, source=source, agreement=terms)
    stays = QuoteFactory(desk=desk, source=source)
    new = splitting.split(
        source.pk, quote_ids=[theirs.pk], by=editor, version=1, reason="Two voices."
    )
    assert (new.handler, new.kind) == (source.handler, source.kind)
    assert Quote.objects.get(pk=theirs.pk).source == new
    assert Quote.objects.get(pk=theirs.pk).agreement == terms
    assert Quote.objects.get(pk=stays.pk).source == source


def test_only_own_quotes_are_split_off(desk, source, other, editor):
    foreign = QuoteFactory(desk=desk, source=other)
    for named in ([], [foreign.pk]):
        with pytest.raises(Invalid, match="quotes"):
            splitting.split(
                source.pk, quote_ids=named, by=editor, version=1, reason="Two."
            )
    own = QuoteFactory(desk=desk, source=source)
    with pytest.raises(Duplicate):
        splitting.split(
            source.pk,
            quote_ids=[own.pk],
            by=editor,
            version=1,
            reason="Two.",
            codename=other.codename,
        )
    with pytest.raises(Invalid, match="reason"):
        splitting.split(source.pk, quote_ids=[own.pk], by=editor, version=1, reason="")
