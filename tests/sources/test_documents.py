"""Evidence documents: held with their provenance, withdrawn with a reason."""

import pytest

from sources.models import Document
from sources.policy import can_see_provenance
from sources.services import documents
from tests.factories.sources import DocumentFactory, SourceFactory
from tests.factories.tracker import member
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound
from tracker.models import Role

NOTICE = {
    "title": "Notice of closure",
    "content": "The bridge is closed unless the committee approves.",
    "provenance": "Photographed by the handler.",
}


def test_a_document_is_held_with_its_words(desk, fact_checker, events):
    held = documents.hold(desk.pk, by=fact_checker, primary=True, **NOTICE)
    assert held.text.content == NOTICE["content"]
    assert (held.primary, held.published, held.withdrawn_at) == (True, False, None)
    assert {event[0] for event in events()} == {"document.held"}


@pytest.mark.parametrize("field", ["title", "content", "provenance"])
def test_a_document_lacks_nothing(desk, reporter, field):
    with pytest.raises(Invalid):
        documents.hold(desk.pk, by=reporter, **(NOTICE | {field: " "}))


def test_an_auditor_adds_no_documents(desk):
    with pytest.raises(NotAllowed):
        documents.hold(desk.pk, by=member(desk, Role.AUDITOR), **NOTICE)


def test_outsiders_add_nothing(desk, outsider):
    with pytest.raises(NotFound):
        documents.hold(desk.pk, by=outsider, **NOTICE)


def test_who_holds_a_document_must_be_seen(desk, source, reporter, colleague):
    held = documents.hold(desk.pk, by=reporter, holder_id=source.pk, **NOTICE)
    assert can_see_provenance(reporter, held)
    assert not can_see_provenance(colleague, held)
    with pytest.raises(NotFound):
        documents.hold(desk.pk, by=colleague, holder_id=source.pk, **NOTICE)
    with pytest.raises(NotFound):
        documents.hold(desk.pk, by=reporter, holder_id=SourceFactory().pk, **NOTICE)


def test_without_a_holder_the_desk_sees_the_provenance(desk, colleague, outsider):
    held = DocumentFactory(desk=desk)
    assert can_see_provenance(colleague, held)
    assert not can_see_provenance(outsider, held)


def test_a_document_falls(desk, editor, reporter):
    held = DocumentFactory(desk=desk)
    with pytest.raises(NotAllowed):
        documents.withdraw(held.pk, by=reporter, version=1, reason="Forged.")
    with pytest.raises(Invalid):
        documents.withdraw(held.pk, by=editor, version=1, reason=" ")
    documents.withdraw(held.pk, by=editor, version=1, reason="Forged.")
    assert not Document.objects.standing().exists()
    with pytest.raises(Conflict):
        documents.withdraw(held.pk, by=editor, version=2, reason="Again.")
